import OrderedJSON
import Testing

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct SignatureTests {
    /// Source: api/signing-vectors.json, v2-03, v2-08, v2-21, v2-22.
    @Test(
        "the signed text and the signature are those of the published vectors",
        arguments: [
            (
                "GET", "/api/v1/data-box-frame/get-data-box-frame-list?pageNo=1&pageSize=100",
                "vGPx2F9KYLS22E2cFM8pAlAsOaF1QzRO1Oqq3WKv8hU="
            ),
            (
                "GET", "/map-geocode/v2/geocode?query=%EC%84%9C%EC%9A%B8%20%EA%B0%95%EB%82%A8%EA%B5%AC",
                "EC5gAITtaQDovWGq7oNd+Ezlei2EkmGyMm4euVJDHu0="
            ),
            ("GET", "/", "BhGsqGrXQMugVFu7DLns4bfUIWgOm4Xm0h1SY5KepQg="),
            ("POST", "/api/v1/data-box/return-data-box", "9TmJOg30f3e1mq5yT6ljtqcmeYrcE6Xs+IkxxKP59P0="),
        ])
    func vectors(method: String, target: String, expected: String) {
        let request = Request(method: method, target: target, headers: [:], body: [])
        let text = SignatureCheck.text(request, timestamp: "1767225600000", accessKey: "TESTACCESSKEY0000001")
        #expect(SignatureCheck.signature(of: text, secretKey: "TESTSECRETKEY00000000000000000000000001") == expected)
    }

    @Test("an API key adds a line to the signed text, whatever the header of the signature")
    func apiKeyLine() {
        let request = Request(
            method: "GET", target: "/x", headers: ["x-ncp-apigw-api-key": "PRIMARY"], body: [])
        #expect(SignatureCheck.text(request, timestamp: "1", accessKey: "KEY") == "GET /x\n1\nPRIMARY\nKEY")
    }

    @Test("the v2 text is accepted in both headers")
    func bothHeaders() async throws {
        try await withSimulator { client in
            for header in ["x-ncp-apigw-signature-v2", "x-ncp-apigw-signature-v1"] {
                let reply = client.send("POST", "/vserver/v2/getRegionList", header: header)
                #expect(reply.status == 200)
                #expect(reply.headers["date"]?.hasSuffix("GMT") == true)
            }
        }
    }

    @Test("a wrong key, a wrong secret, an old timestamp and no signature are 401 with code 200")
    func refusals() async throws {
        try await withSimulator { client in
            var stranger = client
            stranger.accessKey = "STRANGER"
            var liar = client
            liar.secretKey = "wrong"
            let now = Int64(Date().timeIntervalSince1970 * 1000)
            let path = "/vserver/v2/getRegionList"
            let replies = [
                stranger.send("POST", path), liar.send("POST", path), client.send("POST", path, at: now - 301_000),
                client.exchange("POST", path, headers: [:], body: ""),
            ]
            for reply in replies {
                #expect(reply.status == 401)
                #expect(reply.json["error"]?["errorCode"]?.text == "200")
                #expect(reply.json["error"]?["message"]?.text == "Authentication Failed")
            }
            #expect(client.send("POST", path, at: now - 290_000).status == 200)
        }
    }

    @Test("an unknown path or action is 404 with code 300, in XML where XML was asked for")
    func unknown() async throws {
        try await withSimulator { client in
            #expect(client.send("GET", "/nowhere").code == "300")
            #expect(client.call("getNothing").status == 404)
            let xml = client.send("GET", "/vpc/v2/getNothing?responseFormatType=xml")
            #expect(xml.body.contains("<Message><error><errorCode>300</errorCode>"))
        }
    }
}
