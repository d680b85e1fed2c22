import OrderedJSON
import Testing

@testable import Simulator

/// The answers of Certificate Manager, both versions, below `/api`. Source: api/loadbalancer.md §7; the pages
/// security-certificatemanager-getcertificatelist (1.0) and -listcertificates (2.0). That the answer to an import and the dates of the
/// list of 2.0 have the names of 1.0 is (inferred).
enum CertificateFieldTables {
    static let certificate = FieldTable(
        texts: """
            certificateType certificateName memberNo dnInfo domainAddress subDomainAddress regDate validStartDate \
            validEndDate statusCode statusName
            """,
        integers: "certificateNo")

    static let newer = FieldTable(
        texts: """
            certificateName memberNo commonName dnsName statusCode statusName validStartDate validEndDate
            """,
        integers: "certificateNo", optional: "statusName validStartDate validEndDate")

    private static func list(_ table: FieldTable, total: String) -> RESTAnswer {
        .object(
            FieldTable(
                texts: "returnCode returnMessage", integers: total, elements: ["sslCertificateList": table]))
    }

    private static let deleted = RESTAnswer.object(
        FieldTable(texts: "returnCode returnMessage", integers: "totalRows", optional: "totalRows"))
    private static let imported = list(certificate, total: "totalRows")

    /// Every call of the service, with what it answers. A refusal is a code in a body with HTTP 200.
    static let answers: [String: RESTAnswer] = [
        "POST /v1/certificate/withExternal": imported, "POST /v2/certificate/withExternal": imported,
        "GET /v1/certificates": imported,
        "GET /v2/certificate/certificates": list(newer, total: "totalCount"), "DELETE /v1/certificate/:": deleted,
        "DELETE /v2/certificate/deleteCertificate/:": deleted,
    ]
}

@Suite("fields of the Certificate Manager answers") struct CertificateFieldTests {
    private static func order(_ version: Int) -> JSON {
        let (text, key) = (JSON.string(TestCertificate.pair.text), JSON.string(TestCertificate.pair.key))
        let own: JSON = ["certificateName": "front", "privateKey": key, "certificateChain": text]
        return own.with(.object([version == 1 ? "publicKeyCertificate" : "certificateBody": text]))
    }

    @Test("the simulator has every call of the sheet, and no other")
    func calls() {
        #expect(RESTService.certificates.calls == Set(CertificateFieldTables.answers.keys))
    }

    @Test("every call answers exactly the fields of the pages, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api", CertificateFieldTables.answers)
            func done(_ answer: JSON) -> JSON {
                #expect(answer["returnCode"] == "0", "\(answer)")
                return answer["sslCertificateList"]?[0]?["certificateNo"] ?? .null
            }
            let number = done(book.call("POST", "/v1/certificate/withExternal", Self.order(1)))
            let renewal = Self.order(2).with(["certificateNo": number])
            #expect(done(book.call("POST", "/v2/certificate/withExternal", renewal)) == number)
            #expect(done(book.call("GET", "/v1/certificates?certificateName=front")) == number)
            #expect(done(book.call("GET", "/v2/certificate/certificates?certificateName=front")) == number)
            let one = "\(number.text ?? "")?certificateName=front"
            _ = done(book.call("DELETE", "/v1/certificate/\(one)"))
            let again = done(book.call("POST", "/v2/certificate/withExternal", Self.order(2)))
            let path = "/v2/certificate/deleteCertificate/\(again.text ?? "")?certificateName=front"
            _ = done(book.call("DELETE", path))
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    @Test("what is required is refused when it is missing", arguments: [1, 2])
    func required(version: Int) async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api", CertificateFieldTables.answers)
            let body = version == 1 ? "publicKeyCertificate" : "certificateBody"
            let missing = book.accepted(
                without: "certificateName privateKey certificateChain \(body)", "POST",
                "/v\(version)/certificate/withExternal", Self.order(version)
            ) { $0.json["returnCode"] != "0" }
            #expect(missing == [])
        }
    }
}
