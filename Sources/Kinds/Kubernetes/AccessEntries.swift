import Model
import NcloudClient
import OrderedJSON

/// Who may use a cluster: each entry has calls of its own, and the service takes one change at a time.
/// Source: api/nks.md §2, §4.
enum AccessEntries {
    static let listCall = "GET /vnks/v2/clusters/{uuid}/access-entries"

    static let calls = Field.ElementCalls(
        add: "POST /vnks/v2/clusters/{uuid}/access-entries",
        change: "PUT /vnks/v2/clusters/{uuid}/access-entries/{entryUuid}",
        remove: "DELETE /vnks/v2/clusters/{uuid}/access-entries/{entryUuid}", batch: 1)

    static let fields = [
        Field("entry", .string, .required, "NRN of the sub account or role."),
        Field("groups", .set(.string), initial: [], "Kubernetes groups it belongs to."),
        Field(
            "policies",
            .keyed(
                [
                    Field(
                        "type",
                        .enumeration([
                            "NKSClusterAdminPolicy", "NKSAdminPolicy", "NKSEditPolicy", "NKSViewPolicy",
                        ]), .required, "The policy."),
                    Field("scope", .enumeration(["cluster", "namespace"]), .required, "Where it applies."),
                    Field("namespaces", .set(.string), initial: [], "The namespaces, with scope namespace."),
                ], by: ["type", "scope"]), initial: [], "What it may do."),
    ]

    /// An entry as the cloud has it.
    struct Entry: Sendable {
        let uuid: String
        let value: Value
    }

    static func all(of cluster: String, from cloud: any APICaller) async throws(APIFailure) -> [Entry] {
        let wires = try await cloud.elements(
            of: .rest(.nks, .get, "/clusters/\(cluster)/access-entries"), under: "accessEntries")
        return wires.compactMap { wire in
            guard let uuid = wire.nonEmpty("uuid"), wire.nonEmpty("entry") != nil else { return nil }
            return Entry(uuid: uuid, value: value(wire))
        }
    }

    private static func value(_ wire: JSON) -> Value {
        let policies = (wire["policies"]?.elements ?? []).filter { $0.nonEmpty("type") != nil }.map { policy -> Value in
            .present([
                "type": Value(policy.nonEmpty("type")), "scope": Value(policy.nonEmpty("scope")),
                "namespaces": texts(policy["namespaces"]),
            ])
        }
        return .present([
            "entry": Value(wire.nonEmpty("entry")), "groups": texts(wire["groups"]), "policies": .list(policies),
        ])
    }

    private static func texts(_ list: JSON?) -> Value {
        Value(texts: Set((list?.elements ?? []).compactMap(\.text)).sorted())
    }

    // MARK: Changing

    /// Brings the entries of a cluster to those of its manifest: who comes before who goes.
    static func update(_ cluster: ManagedObject) async throws(StepFailure) {
        guard cluster.differs("accessEntries") else { return }
        let present = try await StepFailure.wrapping { () throws(APIFailure) in
            try await all(of: cluster.id, from: cluster.session)
        }
        let wanted = cluster.desired.elements("accessEntries")
        let path = "/clusters/\(cluster.id)/access-entries"
        for entry in wanted {
            guard let name = entry.text("entry") else { continue }
            if let known = present.first(where: { $0.value.members.text("entry") == name }) {
                guard body(entry) != body(known.value.members) else { continue }
                try await change(cluster, .rest(.nks, .put, "\(path)/\(known.uuid)", body: body(entry)))
            } else {
                let members =
                    [("type", type(of: name)), ("entry", .string(name))] + body(entry).members.map { ($0, $1) }
                // Sent again only where it is not there: a second one might be refused, or doubled.
                try await cluster.change(.rest(.nks, .post, path, body: JSON(present: members))) { live in
                    (live.attributes["accessEntries"]?.elements ?? []).contains { $0.members.text("entry") == name }
                }
                try await cluster.wait(until: .ready)
            }
        }
        let former = Set(
            (cluster.live.attributes["accessEntries"]?.elements ?? []).compactMap { $0.members.text("entry") }
        )
        .subtracting(wanted.compactMap { $0.text("entry") })
        for entry in present where entry.value.members.text("entry").map(former.contains) ?? false {
            try await change(cluster, .rest(.nks, .delete, "\(path)/\(entry.uuid)"))
        }
    }

    private static func change(_ cluster: ManagedObject, _ request: APIRequest) async throws(StepFailure) {
        try await cluster.changeUnlessGone(request)
        try await cluster.wait(until: .ready)
    }

    /// What an entry may do, in one order.
    private static func body(_ entry: Attributes) -> JSON {
        func texts(_ value: Value?) -> JSON {
            .array(Set(value?.elements.compactMap(\.spelling) ?? []).sorted().map(JSON.string))
        }
        let policies = (entry["policies"]?.elements ?? []).map(\.members).map { policy -> JSON in
            [
                "type": .string(policy.text("type") ?? ""), "scope": .string(policy.text("scope") ?? ""),
                "namespaces": texts(policy["namespaces"]),
            ]
        }
        return [
            "groups": texts(entry["groups"]),
            "policies": .array(policies.sorted { $0.serialized() < $1.serialized() }),
        ]
    }

    /// The NRN tells it.
    private static func type(of entry: String) -> JSON { entry.contains(":Role/") ? "ROLE" : "USER" }
}
