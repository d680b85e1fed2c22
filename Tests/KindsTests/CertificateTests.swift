import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/loadbalancer.md §7; security-certificatemanager-createexternalcertificate, -registerexternalcertificate,
/// -getcertificatelist, -deletecertificate.
@Suite("certificates, call by call") struct CertificateTests {
    private static let path = "/certificate/withExternal"

    private static func content(_ text: String) -> Value { .string(FileContent(Array(text.utf8)).text) }

    private static let contents: Attributes = [
        "name": "shop-tls", "certificate": content(PEMSamples.valid), "chain": content(PEMSamples.expired),
        "privateKey": .secret(Secret(PEMSamples.key)),
    ]

    private static func live(until: String = "2030-01-01T09:00:00+0900") -> LiveObject {
        LiveObject(
            kind: "Certificate", id: "7",
            attributes: [
                "name": "shop-tls", "validFrom": "2026-07-01T09:00:00+0900", "validUntil": .string(until),
            ])
    }

    private static func list(_ certificates: JSON...) -> JSON {
        ["returnCode": "0", "totalRows": 1, "sslCertificateList": .array(certificates)]
    }

    private static func failure(_ code: String, status: Int = 200) -> APIFailure {
        APIFailure(
            endpoint: "test", status: status, envelope: .other, code: code,
            classification: code == "2200" ? .gone : .refused)
    }

    @Test("one is imported with its key and chain, and its number is read from the list that answers")
    func creation() async throws {
        let session = FakeSession(answers: [
            Self.path: Self.list(["certificateNo": 65_001, "certificateName": "shop-tls"])
        ])
        try await operations("Certificate").create(wanted("Certificate", "shop-tls", Self.contents), through: session)
        let request = try #require(session.requests(Self.path).first)
        #expect(request.endpoint == "POST /api/v1/certificate/withExternal" && request.sensitive == ["privateKey"])
        #expect(
            request.body == [
                "certificateName": "shop-tls", "privateKey": .string(PEMSamples.key),
                "publicKeyCertificate": .string(PEMSamples.valid), "certificateChain": .string(PEMSamples.expired),
            ])
        #expect(session.creation?.id == "65001")
    }

    @Test("a new certificate takes the place of the old one under its number")
    func renewal() async throws {
        let session = FakeSession()
        try await operations("Certificate").update(
            Self.live(), to: wanted("Certificate", "shop-tls", Self.contents), through: session)
        let request = try #require(session.requests(Self.path).first)
        #expect(request.endpoint == "POST /api/v2/certificate/withExternal" && request.sensitive == ["privateKey"])
        #expect(request.body?["certificateNo"] == 7 && request.body?["certificateBody"] == .string(PEMSamples.valid))
        #expect(session.events == [.change(Self.path)])
    }

    @Test("a creation that was cut off is not sent once more as a renewal; a renewal that was is")
    func resumption() async throws {
        let shown = Self.live(until: "2037-01-01T09:00:00+0900")
        let resumed = wanted("Certificate", "shop-tls", Self.contents, isResumed: true)
        let created = FakeSession()
        try await operations("Certificate").update(shown, to: resumed, through: created)
        #expect(created.events == [])
        let renewed = FakeSession(memory: ["renewal": "2026/2030"])
        try await operations("Certificate").update(shown, to: resumed, through: renewed)
        #expect(renewed.events == [.change(Self.path)])
    }

    @Test("a key that may not renew is told how else a certificate is renewed")
    func denied() async throws {
        let session = FakeSession(failures: [Self.path: Self.failure("230", status: 403)])
        do {
            try await operations("Certificate").update(
                Self.live(), to: wanted("Certificate", "shop-tls", Self.contents), through: session)
            Issue.record("it was renewed")
        } catch StepFailure.api(let failure) {
            #expect(failure.meaning?.contains("API 2.0") == true && failure.nextStep?.contains("'name'") == true)
        }
    }

    @Test("what is not in the workspace is not sent")
    func withoutContent() async throws {
        let session = FakeSession()
        var digest = Self.contents
        digest["chain"] = .string(FileContent(Array(PEMSamples.expired.utf8)).digest)
        await #expect(throws: StepFailure.self) {
            try await operations("Certificate").update(
                Self.live(), to: wanted("Certificate", "shop-tls", digest), through: session)
        }
        #expect(session.events == [])
    }

    @Test("one is deleted by number and name; a code for two things is looked into")
    func deletion() async throws {
        let path = "/certificate/7"
        let session = FakeSession()
        try await operations("Certificate").delete(ManagedObject(deleting: Self.live(), through: session))
        #expect(session.requests(path).first?["certificateName"] == "shop-tls")

        let gone = FakeSession(failures: [path: Self.failure("1004"), "/certificates": Self.failure("2200")])
        try await operations("Certificate").delete(ManagedObject(deleting: Self.live(), through: gone))
        let used = FakeSession(
            answers: ["/certificates": Self.list(["certificateNo": 7, "certificateName": "shop-tls"])],
            failures: [path: Self.failure("1004")])
        await #expect(throws: StepFailure.self) {
            try await operations("Certificate").delete(ManagedObject(deleting: Self.live(), through: used))
        }
    }

    @Test("an account without certificates has none, whatever code says so")
    func reading() async throws {
        let none = FakeSession(failures: ["/certificates": Self.failure("2200")])
        #expect(try await operations("Certificate").list(ReadScope(everything: true), from: none).isEmpty)
        let one = FakeSession(answers: [
            "/certificates": Self.list([
                "certificateNo": 7, "certificateName": "shop-tls", "domainAddress": "www.example.com",
                "subDomainAddress": "a.example.com, b.example.com",
                "validStartDate": "2026-07-01T09:00:00+0900", "validEndDate": "2037-01-01T09:00:00+0900",
                "statusCode": 1,
            ])
        ])
        let listed = try await operations("Certificate").list(ReadScope(everything: true), from: one)
        #expect(
            listed.map(\.attributes) == [
                [
                    "name": "shop-tls", "domain": "www.example.com",
                    "otherDomains": ["a.example.com", "b.example.com"], "validFrom": "2026-07-01T09:00:00+0900",
                    "validUntil": "2037-01-01T09:00:00+0900", "statusCode": "1",
                ]
            ])
    }
}
