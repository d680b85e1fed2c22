import Model
import NcloudClient
import OrderedJSON

/// Edges are published by every change, and stopped before they are deleted. Source: api/classic-and-others.md §5; edge-….
struct EdgeOperations: Operations {
    // MARK: Reading

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.edgeProfile.ids(scope, from: cloud).concurrentlyReading { profile throws(APIFailure) in
            let edges = try await Self.edges(of: profile, from: cloud)
            guard !scope.statusOnly else { return edges }
            return try await edges.concurrentlyReading { edge throws(APIFailure) -> LiveObject? in
                guard scope.wants(id: edge.id, name: edge.name) else { return edge }
                return try await Self.whole(edge, in: profile, from: cloud)
            }.compactMap(\.self)
        }.flatMap(\.self)
    }

    /// The edges of a profile; none when it went away meanwhile. Of one that is not there the service says the same as of one
    /// that the key may not see: only the list of profiles tells.
    private static func edges(of profile: String, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let wires = try await cloud.unlessMissing { () throws(APIFailure) in
            try await cloud.elements(of: .rest(.globalEdge, .get, "/profiles/\(profile)/cdn-edges"), under: "result")
        } isThere: { () throws(APIFailure) in
            try await EdgeProfileOperations.wires(from: cloud).contains { EdgeProfileOperations.id(of: $0) == profile }
        }
        return (wires ?? []).compactMap { wire in
            id(of: wire).map { id in
                let status = wire.nonEmpty("statusType")
                return LiveObject(
                    kind: "Edge", id: id,
                    attributes: [
                        "profile": .string(profile), "name": Value(text: wire["edgeName"]), "status": Value(status),
                        "serviceDomain": Value(text: wire["domainName"]),
                    ], status: status)
            }
        }
    }

    /// Lists call it `id`.
    private static func id(of wire: JSON) -> String? { wire.nonEmpty("id") ?? wire.nonEmpty("edgeId") }

    /// The edge with its settings; nil when it went away meanwhile.
    private static func whole(
        _ edge: LiveObject, in profile: String, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        let found = try await cloud.unlessMissing { () throws(APIFailure) in
            try await document(of: edge, in: profile, from: cloud)
        } isThere: { () throws(APIFailure) in
            try await edges(of: profile, from: cloud).contains { $0.id == edge.id }
        }
        return found.map { edge.adding(EdgeDocument.attributes($0)) }
    }

    /// The whole document of an edge. It shows no id: the edge is known by its profile and name.
    /// - Throws: the failure of a call that was answered with anything else. A change sends the whole document: what is missing
    ///   here would be lost.
    private static func document(
        of edge: LiveObject, in profile: String, from cloud: any APICaller
    ) async throws(APIFailure) -> JSON {
        let request = APIRequest.rest(.globalEdge, .get, "/cdn-edge/\(edge.id)")
        let answer = try await cloud.call(request)
        let document = answer["result"] ?? answer
        let missing = EdgeDocument.core.filter { document[$0] == nil }
        guard missing.isEmpty else {
            throw .unreadable(request, "the response has no \(missing.joined(separator: ", ")) of the edge")
        }
        guard document.nonEmpty("profileId") == profile, document.nonEmpty("edgeName") == edge.name ?? "" else {
            throw .unreadable(request, "the response shows another edge")
        }
        return document
    }

    // MARK: Changing

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        var document = EdgeDocument.document(desired.attributes)
        document.put(JSON(number: desired.text("profile") ?? ""), at: "profileId")
        document.put(.string(desired.text("name") ?? desired.address.name), at: "edgeName")
        let id = try await session.create(.rest(.globalEdge, .post, "/cdn-edge", body: document)) { answer in
            // How the new id is called is not known for sure.
            let result = answer["result"]
            return Creation(id: result.flatMap(Self.id(of:)) ?? result?.integer.map(String.init))
        }
        try await session.wait(for: id, until: .ready)
    }

    /// A change overwrites the whole document: what no manifest says anything of is sent as it is.
    func update(_ edge: ManagedObject) async throws(StepFailure) {
        let names = EdgeSettings.fields.filter(\.change.isInPlace).map(\.name)
        var current = edge
        if !["RUNNING", "STOPPED"].contains(edge.live.status ?? "") {
            current = edge.seen(as: try await edge.wait(until: .ready))
        }
        let changed = names.filter { current.differs($0) }
        guard !changed.isEmpty else { return }
        let live = try await StepFailure.wrapping { () throws(APIFailure) -> JSON in
            try await Self.document(of: edge.live, in: edge.text("profile") ?? "", from: edge.session)
        }
        let wanted = current.desired.attributes.filter { changed.contains($0.key) }
        let document = EdgeDocument.document(wanted, over: live)
        try await edge.change(
            .rest(.globalEdge, .put, "/cdn-edges/\(edge.id)", body: document, sensitive: ["tokenKey"]))
        try await edge.wait(until: .ready)
    }

    func delete(_ edge: ManagedObject) async throws(StepFailure) {
        try await stop(edge)
        try await edge.delete(.rest(.globalEdge, .delete, "/cdn-edges", body: Self.body(edge)))
        try await edge.wait(until: .gone)
    }

    private func stop(_ edge: ManagedObject) async throws(StepFailure) {
        var status = edge.live.status ?? ""
        guard status != "DELETING", status != "DELETED" else { return }
        do throws(StepFailure) {
            if !["RUNNING", "STOPPED", "STOPPING"].contains(status) {
                status = try await edge.wait(until: .ready)?.status ?? status
            }
            guard status != "STOPPED" else { return }
            if status != "STOPPING" {
                let answer = try await edge.session.change(
                    .rest(.globalEdge, .post, "/cdn-edges/stop", body: Self.body(edge)),
                    .unless(id: edge.id) { ["STOPPING", "STOPPED"].contains($0.status ?? "") })
                guard answer["result"]?.bool != false else {
                    throw .diagnostic(
                        Diagnostic(
                            code: "not-stopped", "the service did not stop edge \(edge.id)",
                            help: "check it in the console, and run the command again"))
                }
            }
            try await edge.wait(until: "stopped") { $0.status == "STOPPED" }
        } catch .vanished { return }
    }

    private static func body(_ edge: ManagedObject) -> JSON { ["edges": [JSON(number: edge.id)]] }
}
