import OrderedJSON

/// Certificate Manager: certificates that others name by number. Source: api/loadbalancer.md §7, and the pages of
/// createExternalCertificate, RegisterExternalCertificate, deleteCertificate of both versions and getCertificateList, 2026-09-17, and
/// ListCertificates, 2026-10-08.
enum Certificates {
    static let kind = RESTKind(
        .certificate,
        [
            .post("/v1/certificate/withExternal") { world, call throws(Failure) in
                add(call, body: "publicKeyCertificate", renews: false, &world)
            },
            .post("/v2/certificate/withExternal") { world, call throws(Failure) in
                try requireMainAccount(call)
                return add(call, body: "certificateBody", renews: true, &world)
            },
            .get("/v1/certificates") { world, call throws(Failure) in
                let found = wanted(call, world)
                return answer([
                    "totalRows": .integer(Int64(found.count)),
                    "sslCertificateList": .array(found.map { shown($0, world) }),
                ])
            },
            .get("/v2/certificate/certificates") { world, call throws(Failure) in
                try requireMainAccount(call)
                let found = wanted(call, world)
                return answer([
                    "totalCount": .integer(Int64(found.count)),
                    "sslCertificateList": .array(try page(found, call).map { shownNewer($0, world) }),
                ])
            },
            .delete("/v1/certificate/:") { world, call throws(Failure) in delete(call, &world) },
            .delete("/v2/certificate/deleteCertificate/:") { world, call throws(Failure) in
                try requireMainAccount(call)
                return delete(call, &world)
            },
        ])

    /// A certificate that a listener may have. (inferred: that one whose time is over is refused)
    static func isUsable(_ number: String, _ world: World) -> Bool {
        guard let certificate = world[.certificate, number] else { return false }
        return certificate.integer("validTo") > world.now
    }

    static func status(of certificate: Record, _ world: World) -> (code: Int64, name: String) {
        certificate.integer("validTo") > world.now ? (1, "NORMAL") : (-2, "EXPIRE")
    }

    static func isUsed(_ certificate: Record, _ world: World) -> Bool {
        EdgeSlots.holds(certificate.id, world)
            || ["sslCertificateNo", "certificateNoList"].contains {
                world.contains(.loadBalancerListener, where: $0, is: certificate.id)
            }
    }

    @discardableResult
    static func insert(
        name: String, _ content: CertificateContent, number: String? = nil, _ world: inout World
    ) -> String {
        let id = number ?? world.newId(.certificate)
        let attributes: [String: JSON] = [
            "certificateName": .string(name), "memberNo": "1000001", "commonName": .string(content.commonName),
            "validFrom": .integer(content.validFrom), "validTo": .integer(content.validTo),
            "registered": .integer(world.now), "digest": .string(content.digest),
        ]
        if number == nil {
            world.insert(.certificate, id: id, attributes)
        } else {
            world.set(.certificate, id, attributes)
        }
        return id
    }

    /// Makes a certificate that nobody imported: `{"name", "commonName", "validDays"}`.
    static func issue(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = description["name"]?.text, NameRule.accepts(name) else {
            throw .rest(400, "100", "give the certificate's name")
        }
        let day: Int64 = 86_400_000
        let content = CertificateContent(
            commonName: description["commonName"]?.text ?? "www.example.com", validFrom: world.now - 365 * day,
            validTo: world.now + (description["validDays"]?.integer ?? 365) * day)
        let number = insert(name: name, content, &world)
        return ["certificateNo": .integer(Int64(number) ?? 0)]
    }
}

/// The calls. A refusal is a code in a body with HTTP 200.
extension Certificates {
    private static func answer(_ values: [String: JSON] = [:]) -> Response {
        .json(values.merging(["returnCode": "0", "returnMessage": "success"]) { first, _ in first }.asObject)
    }

    private static func refusal(_ code: String, _ message: String) -> Response {
        answer(["returnCode": .string(code), "returnMessage": .string(message)])
    }

    /// API 2.0 takes no keys of sub accounts (verified by a user, 2026-10-02; the code is inferred).
    private static func requireMainAccount(_ call: RESTCall) throws(Failure) {
        guard call.owner != .sub else { throw .gateway(status: 403) }
    }

    /// 3 to 20 letters, digits and `-`.
    private static func isName(_ text: String) -> Bool {
        (3...20).contains(text.unicodeScalars.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }

    /// Adds a certificate, or renews the one whose number is given.
    private static func add(
        _ call: RESTCall, body member: String, renews: Bool, _ world: inout World
    ) -> Response {
        let texts = ["certificateName", "privateKey", member, "certificateChain"].map { call.body[$0]?.text ?? "" }
        // (inferred: the code for what is missing)
        guard !texts.contains("") else { return refusal("1001", "Required field is not specified.") }
        guard isName(texts[0]) else { return refusal("1001", "Invalid certificate name.") }
        guard let content = CertificateContent(pem: texts[2]), CertificateContent(pem: texts[3]) != nil else {
            return refusal("1002", "The certificate is not a PEM text.")
        }
        // (inferred: the code)
        guard content.validTo > world.now else { return refusal("26034", "The certificate is not valid.") }
        guard content.belongs(toPrivate: texts[1]) else { return refusal("26040", "The key does not match.") }
        let number = renews ? call.body["certificateNo"].flatMap { $0.text ?? $0.integer.map(String.init) } : nil
        if let number, world[.certificate, number] == nil { return refusal("2200", "There is no such certificate.") }
        let other = world.all(.certificate).first { $0["certificateName"] == texts[0] }
        // (inferred: the code)
        if let other, other.id != number { return refusal("1003", "The certificate name is already in use.") }
        // No two are alike. (inferred: the code, and that one may be renewed by itself)
        let twin = world.all(.certificate).first { $0["digest"] == content.digest }
        if let twin, twin.id != number { return refusal("1003", "The certificate is already registered.") }
        let id = insert(name: texts[0], content, number: number, &world)
        return answer([
            "totalRows": 1, "sslCertificateList": .array(world[.certificate, id].map { [shown($0, world)] } ?? []),
        ])
    }

    private static func delete(_ call: RESTCall, _ world: inout World) -> Response {
        guard let certificate = world[.certificate, call.ids[0]],
            call.query.text("certificateName") == certificate["certificateName"]
        else { return refusal("1004", "There is no certificate with this number and name.") }
        guard !isUsed(certificate, world) else { return refusal("1004", "The certificate is in use.") }
        world.remove(.certificate, certificate.id)
        return answer(["totalRows": 0])
    }

    private static func wanted(_ call: RESTCall, _ world: World) -> [Record] {
        let (name, number) = (call.query.text("certificateName"), call.query.text("certificateNo"))
        return world.all(.certificate).filter {
            (name == nil || $0["certificateName"] == name) && (number == nil || $0.id == number)
        }
    }

    /// Pages are counted from 1. (inferred)
    private static func page(_ found: [Record], _ call: RESTCall) throws(Failure) -> [Record] {
        guard let size = try call.query.integer("pageSize"), size > 0 else { return found }
        let page = max(1, try call.query.integer("page") ?? 1)
        return found.page(page - 1, of: size)
    }

    private static func shown(_ certificate: Record, _ world: World) -> JSON {
        let (status, dates) = (status(of: certificate, world), dates(of: certificate))
        return [
            "certificateNo": .integer(Int64(certificate.id) ?? 0), "certificateType": "EXTERNAL",
            "certificateName": .string(certificate["certificateName"]), "memberNo": .string(certificate["memberNo"]),
            "dnInfo": .string("CN=" + certificate["commonName"]),
            "domainAddress": .string(certificate["commonName"]), "subDomainAddress": "",
            "regDate": dates.registered, "validStartDate": dates.from, "validEndDate": dates.to,
            "statusCode": .string(String(status.code)), "statusName": .string(status.name),
        ]
    }

    /// As the newer list shows one. That the dates have the names of the older list is (inferred).
    private static func shownNewer(_ certificate: Record, _ world: World) -> JSON {
        let (status, dates) = (status(of: certificate, world), dates(of: certificate))
        return [
            "certificateNo": .integer(Int64(certificate.id) ?? 0),
            "certificateName": .string(certificate["certificateName"]), "memberNo": .string(certificate["memberNo"]),
            "commonName": .string(certificate["commonName"]), "dnsName": .string(certificate["commonName"]),
            "statusCode": .string(String(status.code)), "statusName": .string(status.name),
            "validStartDate": dates.from, "validEndDate": dates.to,
        ]
    }

    private static func dates(of certificate: Record) -> (registered: JSON, from: JSON, to: JSON) {
        func spelled(_ name: String) -> JSON {
            .string(Timestamp(milliseconds: certificate.integer(name)).korean)
        }
        return (spelled("registered"), spelled("validFrom"), spelled("validTo"))
    }
}

extension TableSchema {
    static let certificate = TableSchema(
        "certificate", numbers: NumberFamily(name: "certificate", first: 65_001))
}

extension RESTService {
    /// Certificate Manager in both versions, on a host of its own. Source: api/loadbalancer.md §7.
    static let certificates = RESTService(
        "/api", naming: .inParameters, sharing: SharedPaths(paths: [], parameter: ""), [Certificates.kind])
}
