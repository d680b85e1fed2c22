import Model
import NcloudClient
import OrderedJSON

/// Slots that hold certificates for edges. The service shows the names of certificates, not their numbers; names are unique in the
/// account. Source: edge-postcertificate, -getcertificatelist, -getcertificate.
struct EdgeCertificateOperations: Operations {
    /// The most that one page is asked for; the documents give no bound. (inferred)
    private static let pageSize = 100
    /// How many a page has that is asked for without a size. The service may cap pages, but hardly below that: one with fewer is
    /// the last. (inferred)
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

    private static func slots(from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        var slots: [JSON] = []
        for page in 1...mostPages {
            let query: Parameters = ["pageNo": String(page), "offset": String(pageSize)]
            let answer = try await cloud.callForList(.rest(.globalEdge, .get, path, query: query))
            let found = elements(answer["result"])
            let known = Set(slots.compactMap { $0.nonEmpty("slotId") })
            let new = found.filter { $0.nonEmpty("slotId").map { !known.contains($0) } ?? false }
            slots += new
            if new.count < usualPage { break }
        }
        return slots
    }

    /// The elements of a list, bare or with its pages beside it.
    private static func elements(_ result: JSON?) -> [JSON] {
        guard let result else { return [] }
        return result.elements.isEmpty ? result["content"]?.elements ?? [] : result.elements
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
        let answer: JSON
        do throws(APIFailure) { answer = try await cloud.call(.rest(.globalEdge, .get, "\(path)/\(slot.id)")) } catch {
            // One that went away is denied like one of somebody else.
            guard error.isDenial, try await !slots(from: cloud).contains(where: { $0.nonEmpty("slotId") == slot.id })
            else { throw error }
            return nil
        }
        var whole = slot
        for certificate in (answer["result"] ?? answer)["certificates"]?.elements ?? [] {
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
        try await slot.delete(.rest(.globalEdge, .delete, "\(Self.path)/\(slot.id)"))
        try await slot.wait(until: .gone)
    }
}
