import CLibCrypto
import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/loadbalancer.md §7.
@Suite("Certificate Manager") struct CertificateTests {
    /// A certificate of its own for `www.example.com`, valid from 2026-01-01 to 2036-01-01, with its key.
    private static let pair = TestCertificate.pair

    private func add(_ client: TestClient, _ version: Int, _ change: [String: JSON] = [:]) -> JSON {
        let usual: [String: JSON] = [
            "certificateName": "front", "privateKey": .string(Self.pair.key),
            "certificateChain": .string(Self.pair.text),
            version == 1 ? "publicKeyCertificate" : "certificateBody": .string(Self.pair.text),
        ]
        let body = usual.merging(change) { $1 }.asObject
        return client.send(
            "POST", "/api/v\(version)/certificate/withExternal", body: body.serialized(), type: "application/json"
        ).json
    }

    private func number(_ answer: JSON) -> Int64? { answer["sslCertificateList"]?[0]?["certificateNo"]?.integer }

    private func list(_ client: TestClient, _ path: String = "v2/certificate/certificates") -> [JSON] {
        client.send("GET", "/api/" + path).json["sslCertificateList"]?.elements ?? []
    }

    @Test("a certificate is imported, listed in both versions, renewed under its number and deleted")
    func life() async throws {
        try await withSimulator { client in
            #expect(list(client).count == 2, "those of a fresh account")
            let number = try #require(self.number(add(client, 1)))
            let path = "?certificateName=front"
            let older = list(client, "v1/certificates" + path)
            let newer = list(client, "v2/certificate/certificates" + path)
            #expect(older.count == 1 && newer.count == 1)
            #expect(older[0]["validEndDate"] == "2036-01-01T09:00:00+0900")
            #expect(newer[0]["commonName"] == "www.example.com" && newer[0]["statusCode"] == "1")
            #expect(add(client, 2)["returnCode"] != "0", "the name is in use")
            #expect(add(client, 2, ["certificateName": "twin"])["returnCode"] != "0", "no two are alike")
            #expect(self.number(add(client, 2, ["certificateNo": .integer(number)])) == number)
            let one = "/api/v1/certificate/\(number)?certificateName="
            #expect(client.send("DELETE", one + "other").json["returnCode"] == "1004")
            #expect(client.send("DELETE", one + "front").json["returnCode"] == "0")
            #expect(list(client, "v1/certificates" + path).isEmpty)
        }
    }

    @Test("what is no certificate and a key of another one are refused by code, with HTTP 200")
    func refusals() async throws {
        try await withSimulator { client in
            #expect(add(client, 2, ["certificateBody": "rubbish"])["returnCode"] == "1002")
            #expect(add(client, 2, ["certificateChain": "rubbish"])["returnCode"] == "1002")
            #expect(add(client, 2, ["certificateName": "a-name-that-is-too-long"])["returnCode"] == "1001")
            #expect(add(client, 1, ["privateKey": .string(RSAKey.next()?.pem ?? "")])["returnCode"] == "26040")
            #expect(list(client, "v1/certificates?certificateName=front").isEmpty)
        }
    }

    @Test("one that a listener has is kept, and a certificate whose time is over says so")
    func use() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let certificate = front.issueCertificate("front", validDays: 10)
            _ = front.listen(
                front.makeBalancer(), front.makeGroup(), port: "443",
                ["protocolTypeCode": "HTTPS", "sslCertificateNo": certificate])
            let path = "/api/v2/certificate/deleteCertificate/\(certificate)?certificateName=front"
            #expect(client.send("DELETE", path).json["returnCode"] == "1004")
            client.pass(11 * 86_400)
            #expect(list(client, "v1/certificates?certificateName=front").first?["statusCode"] == "-2")
        }
    }
}
