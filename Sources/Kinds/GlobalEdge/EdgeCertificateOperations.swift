import Model
import NcloudClient
import OrderedJSON

/// Slots that hold certificates for edges. The service shows the names of certificates, not their numbers; names are unique in the
/// account. Source: edge-postcertificate, -getcertificatelist, -getcertificate.
struct EdgeCertificateOperations: Operations {
    /// The most that one page is asked for; the documents give no bound. (inferred)
    private static let pageSize = 100
    /// How many a page has that is not asked for more, and that of a service which does not give more. Source:
    /// edge-getcertificatelist.
    private static let usualPage = 15
    /// What no account comes near: 100 pages.
    private static let mostPages = 100

    private static let path = "/certificate/provisioning"

    // MARK: Reading

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let slots = try await Self.slots(from: cloud)
        guard !scope.statusOnly else { return slots.compactMap { Self.object($0, [:]) } }
        // Those of all certificates, so that a slot is found by the one that is in it.
        let numbers = try await Self.numbers(from: cloud)
        return try await slots.concurrentlyReading { wire throws(APIFailure) -> LiveObject? in
            guard let slot = Self.object(wire, numbers) else { return nil }
            guard scope.wants(id: slot.id, name: nil), scope.asks(for: "globalCertificate") else { return slot }
            return try await Self.whole(slot, numbers, from: cloud)
        }.compactMap(\.self)
    }

    /// All slots. The service may cap pages at its usual size, below what was asked for. Without the number of all, the last page
    /// is one that has fewer than that, or that shows nothing new.
    private static func slots(from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        var slots: [JSON] = []
        var known: Set<String> = []
        for page in 1...mostPages {
            let request = APIRequest.rest(
                .globalEdge, .get, path, query: ["pageNo": String(page), "offset": String(pageSize)])
            let answer = try await cloud.call(request)
            // The example of the page has the list in `content`; where its table has it is not clear. (inferred)
            let places = ["result.content", "result"]
            let found = try answer.list(under: places, in: request)
            let new = found.filter { $0.nonEmpty("slotId").map { known.insert($0).inserted } ?? false }
            slots += new
            // Beside the edges of a certificate is their number; that it is beside certificates too is (inferred).
            guard let total = answer.at("result.pageable.totalCount")?.integer, total > 0 || slots.isEmpty else {
                if new.isEmpty || found.count < usualPage { return slots }
                continue
            }
            if slots.count >= total { return slots }
            guard !new.isEmpty else {
                throw .unreadable(request, "the list shows \(slots.count) of \(total) certificates")
            }
        }
        throw .unreadable(
            .rest(.globalEdge, .get, path), "the list has more than \(mostPages) pages, which nacre does not read")
    }

    private static func numbers(from cloud: any APICaller) async throws(APIFailure) -> [String: String] {
        let all = try await CertificateOperations().list(ReadScope(), from: cloud)
        return Dictionary(all.compactMap { one in one.name.map { ($0, one.id) } }) { first, _ in first }
    }

    private static func object(_ wire: JSON, _ numbers: [String: String]) -> LiveObject? {
        guard let id = wire.nonEmpty("slotId") else { return nil }
        let status = wire.nonEmpty("provisionStatus")
        var attributes: Attributes = [
            "tlsVersion": Value(text: wire["tlsVersion"]), "ciphers": Value(text: wire["cipherProfile"]),
            "domain": Value(text: wire["commonName"]), "validUntil": Value(text: wire["expirationDate"]),
            "status": Value(status),
        ]
        // A name that no certificate has any more tells nothing.
        attributes["certificate"] = wire.nonEmpty("certificateName").flatMap { numbers[$0] }.map(Value.string)
        return LiveObject(kind: "EdgeCertificate", id: id, attributes: attributes, status: status)
    }

    private static func whole(
        _ slot: LiveObject, _ numbers: [String: String], from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        let request = APIRequest.rest(.globalEdge, .get, "\(path)/\(slot.id)")
        let certificates = try await cloud.unlessMissing { () throws(APIFailure) in
            try await cloud.elements(of: request, under: "result.certificates", "certificates")
        } isThere: { () throws(APIFailure) in
            try await slots(from: cloud).contains { $0.nonEmpty("slotId") == slot.id }
        }
        guard let certificates else { return nil }
        var whole = slot
        for certificate in certificates {
            guard let number = certificate.nonEmpty("cmCertificateName").flatMap({ numbers[$0] }) else { continue }
            let isGlobal = certificate["serviceRegion"]?.text == "GLOBAL"
            whole.attributes[isGlobal ? "globalCertificate" : "certificate"] = .string(number)
        }
        return whole
    }

    // MARK: Changing

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let certificates = ["certificate", "globalCertificate"].compactMap { desired.text($0) }
        let body: JSON = [
            "serviceRegion": desired["globalCertificate"] == nil ? "KR_JP" : "KR_JP_GLOBAL",
            "cmCertificateIds": .array(certificates.map { JSON(number: $0) }),
            "tlsVersion": .string(desired.text("tlsVersion") ?? "TLS_MIN_VERSION_1_2"),
            "cipherProfile": .string(desired.text("ciphers") ?? "DEFAULT"),
        ]
        let id = try await session.create(.rest(.globalEdge, .post, Self.path, body: body)) { answer in
            let result = answer["result"]
            return Creation(id: result?.nonEmpty("slotId") ?? result?.integer.map(String.init))
        }
        try await session.wait(for: id, until: .ready)
    }

    func update(_ slot: ManagedObject) async throws(StepFailure) {
        guard slot.differs("tlsVersion", "ciphers") else { return }
        let body: JSON = [
            "tlsVersion": .string(slot.value("tlsVersion")?.text ?? ""),
            "cipherProfile": .string(slot.value("ciphers")?.text ?? ""),
        ]
        try await slot.change(
            .rest(.globalEdge, .put, "\(Self.path)/\(slot.id)/certificates/tls", body: body))
        try await slot.wait(until: .ready)
    }

    func delete(_ slot: ManagedObject) async throws(StepFailure) {
        try await requireUnused(slot)
        try await slot.delete(.rest(.globalEdge, .delete, "\(Self.path)/\(slot.id)"))
        try await slot.wait(until: .gone)
    }

    /// The service says of a certificate that edges use what it says of one that is being published, which is worth waiting for:
    /// the edges are read first.
    private func requireUnused(_ slot: ManagedObject) async throws(StepFailure) {
        let edges = try await StepFailure.wrapping { () throws(APIFailure) in
            try await Self.edges(of: slot.id, from: slot.session)
        }
        guard !edges.isEmpty else { return }
        throw .diagnostic(
            Diagnostic(
                code: "in-use", "the certificate is used by \(edges.sorted().joined(separator: ", "))",
                help: "delete the edges, or recreate them with another certificate, then run the command again"))
    }

    /// The names of the edges that use a certificate and are not being deleted. How these members are called is (inferred): an
    /// edge without any name counts too.
    private static func edges(of slot: String, from cloud: any APICaller) async throws(APIFailure) -> [String] {
        let answer: JSON
        do throws(APIFailure) { answer = try await cloud.call(.rest(.globalEdge, .get, "\(path)/\(slot)")) } catch {
            // One that is not there: the deletion says so itself.
            guard error.isDenial || error.classification == .gone else { throw error }
            return []
        }
        return ((answer["result"] ?? answer).at("linkedEdges.content")?.elements ?? [])
            .filter { !["DELETING", "DELETED"].contains($0.nonEmpty("statusType") ?? "") }
            .map { $0.nonEmpty("edgeName") ?? $0.nonEmpty("edgeId") ?? $0.nonEmpty("id") ?? "an edge" }
    }
}
