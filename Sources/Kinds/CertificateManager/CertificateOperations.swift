import Model
import NcloudClient
import OrderedJSON

/// Certificates are imported, listed and deleted by API 1.0, which every site and key has, and which shows when one
/// expires. Only API 2.0 renews one under its number. Source: api/loadbalancer.md §7.
struct CertificateOperations: Operations {
    /// The fields that come and change together.
    static let contents = ["certificate", "privateKey", "chain"]

    /// What a renewal that began gave, for the run that goes on with it.
    private static let renewal = "renewal"

    private static let columns: [Column] = [
        .text("name", "certificateName"), .text("domain", "domainAddress"),
        // How several are separated is not documented. (inferred)
        .value("otherDomains") { wire in
            let text = wire["subDomainAddress"]?.text ?? ""
            return Value(texts: text.split { $0.isWhitespace || ",;".contains($0) }.map(String.init))
        },
        .text("validFrom", "validStartDate"),
        .text("validUntil", "validEndDate"), .text("statusCode", "statusCode"),
    ]

    // MARK: Reading

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        // An account without certificates is answered as one that looks for a missing one.
        let found = try await cloud.unlessGone { () throws(APIFailure) in
            try await cloud.elements(
                of: .rest(.certificateManager, .get, "/certificates"), under: "sslCertificateList")
        }
        return (found ?? []).compactMap(Self.object)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .rest(.certificateManager, .get, "/certificates", query: ["certificateNo": id]), of: id,
            under: "sslCertificateList"
        ) { wire throws(APIFailure) in Self.object(wire) }
    }

    private static func object(_ wire: JSON) -> LiveObject? {
        wire.nonEmpty("certificateNo").map { columns.object("Certificate", id: $0, wire) }
    }

    // MARK: Changing

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let name = desired.text("name") ?? desired.address.name
        let body = try Self.body(desired, name: name, certificate: "publicKeyCertificate")
        _ = try await session.create(
            .rest(.certificateManager, .post, "/certificate/withExternal", body: body, sensitive: ["privateKey"])
        ) { answer in
            let shown = (answer["sslCertificateList"]?.elements ?? []).first { $0["certificateName"]?.text == name }
            return Creation(id: (shown ?? answer).nonEmpty("certificateNo"))
        }
    }

    func update(_ certificate: ManagedObject) async throws(StepFailure) {
        guard certificate.differs(Self.contents) else { return }
        let desired = certificate.desired
        let (from, until) = (certificate.text("validFrom"), certificate.text("validUntil"))
        let isThere: @Sendable (LiveObject) -> Bool = { Self.shows(desired, $0) }
        // A creation that was cut off has brought it along.
        let isDone =
            desired.isResumed && certificate.session.remembered(Self.renewal) == nil && isThere(certificate.live)
        guard !isDone else { return }
        let name = certificate.text("name") ?? desired.text("name") ?? desired.address.name
        let body = try Self.body(
            desired, name: name, certificate: "certificateBody",
            besides: [("certificateNo", JSON(number: certificate.id))])
        certificate.session.remember(Self.renewal, .string("\(from ?? "")/\(until ?? "")"))
        let request = APIRequest.rest(
            .certificateManagerV2, .post, "/certificate/withExternal", body: body, sensitive: ["privateKey"])
        do throws(StepFailure) {
            // One of the same days cannot be told from the one before it: it is sent again then.
            if isThere(certificate.live) {
                try await certificate.change(request)
            } else {
                try await certificate.change(request, unless: isThere)
            }
        } catch .api(let failure) where failure.isDenial {
            throw .api(Self.withoutRenewal(failure))
        }
    }

    func delete(_ certificate: ManagedObject) async throws(StepFailure) {
        do throws(StepFailure) {
            try await certificate.delete(
                .rest(
                    .certificateManager, .delete, "/certificate/\(certificate.id)",
                    query: ["certificateName": certificate.text("name") ?? ""]))
        } catch .api(let failure) {
            // One code says that it is in use, and that there is none of this number and name.
            guard failure.code == "1004", try await isMissing(certificate) else { throw .api(failure) }
        }
    }

    private func isMissing(_ certificate: ManagedObject) async throws(StepFailure) -> Bool {
        let found = try await StepFailure.wrapping { () throws(APIFailure) -> Detail in
            try await self.detail(of: certificate.id, knownAs: [:], from: certificate.session)
        }
        switch found {
        case .missing: return true
        case .shown, .notOffered: return false
        }
    }

    /// API 2.0 serves the public site alone, and the keys of main accounts (verified by others, 2026-10-02).
    private static func withoutRenewal(_ failure: APIFailure) -> APIFailure {
        var failure = failure
        failure.meaning = "this key or site may not use API 2.0, which renews certificates under their number"
        failure.nextStep = """
            use a key of the main account, or give the certificate another 'name': a new one is then created and taken into use \
            before the old one is deleted
            """
        return failure
    }
}

extension CertificateOperations {
    /// What is sent of a certificate: all of it, whatever changed.
    private static func body(
        _ desired: DesiredObject, name: String, certificate member: String, besides: [(String, JSON)] = []
    ) throws(StepFailure) -> JSON {
        guard let certificate = content("certificate", desired), let chain = content("chain", desired),
            let key = desired.secret("privateKey")
        else {
            throw .refused(
                "the certificate, its private key and its chain are not all in the workspace",
                help: "give certificate, privateKey and chain in the manifest")
        }
        return JSON(
            present: besides + [
                ("certificateName", .string(name)), ("privateKey", .string(key)), (member, .string(certificate)),
                ("certificateChain", .string(chain)),
            ])
    }

    private static func content(_ field: String, _ desired: DesiredObject) -> String? {
        desired.text(field).flatMap { FileContent($0) }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Whether an object has the times of the certificate that is desired.
    private static func shows(_ desired: DesiredObject, _ live: LiveObject) -> Bool {
        guard let text = content("certificate", desired), let certificate = PEMCertificate.all(in: text)?.first,
            let from = live.attributes.text("validFrom").flatMap({ DateTime($0) }),
            let until = live.attributes.text("validUntil").flatMap({ DateTime($0) })
        else { return false }
        return from == certificate.validFrom && until == certificate.validUntil
    }
}
