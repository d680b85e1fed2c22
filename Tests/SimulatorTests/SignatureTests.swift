import OrderedJSON
import Testing

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct SignatureTests {
    /// The vectors of api/signing-vectors.json, computed there with two other implementations.
    private static let vectors: JSON = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "NcloudClientTests/Fixtures/signing-vectors.json")
        return try! JSON(parsing: Data(contentsOf: file))
    }()

    /// A request as a client sends it that was asked for `signed`.
    private func request(
        _ signed: JSON, target: String? = nil, signature: String? = nil, header: String = "x-ncp-apigw-signature-v2"
    ) -> Request {
        var headers: [String: String] = [:]
        headers["x-ncp-apigw-timestamp"] = signed["timestamp"]?.text
        headers["x-ncp-iam-access-key"] = signed["accessKey"]?.text
        headers["x-ncp-apigw-api-key"] = signed["apiKey"]?.text
        headers[header] = signature ?? signed["signature"]?.text
        return Request(
            method: signed["method"]?.text ?? "", target: target ?? signed["uri"]?.text ?? "", headers: headers,
            body: [])
    }

    /// What a gateway that holds the key of `signed` answers at the time the request was made.
    private func verify(_ request: Request, _ signed: JSON, after milliseconds: Int64 = 0) throws -> KeyPair.Owner {
        let pair = KeyPair(
            accessKey: signed["accessKey"]?.text ?? "", secretKey: signed["secretKey"]?.text ?? "", owner: .main)
        let sent = Int64(signed["timestamp"]?.text ?? "") ?? 0
        return try SignatureCheck([pair]).verify(request, atReal: sent + milliseconds, now: 0)
    }

    @Test("every version 2 vector is accepted", arguments: vectors["v2"]?.elements ?? [])
    func version2(_ vector: JSON) throws {
        #expect(try verify(request(vector), vector) == .main)
        #expect(try verify(request(vector, header: "x-ncp-apigw-signature-v1"), vector) == .main)
    }

    @Test(
        "every version 1 vector is accepted with its API key, and with no other and without",
        arguments: vectors["v1"]?.elements ?? [])
    func version1(_ vector: JSON) throws {
        let asked = request(vector, header: "x-ncp-apigw-signature-v1")
        #expect(try verify(asked, vector) == .main)
        for apiKey in [nil, "ANOTHER"] {
            var headers = asked.headers
            headers["x-ncp-apigw-api-key"] = apiKey
            let altered = Request(method: asked.method, target: asked.target, headers: headers, body: [])
            #expect(throws: Failure.self) { try verify(altered, vector) }
        }
    }

    @Test("what was signed before it was encoded is refused as it arrives")
    func signedTooEarly() throws {
        let vectors = Self.vectors["v2"]?.elements ?? []
        let encoded = try #require(vectors.first { $0["id"] == "v2-08" })
        let raw = try #require(vectors.first { $0["id"] == "v2-09" })
        #expect(throws: Failure.self) { try verify(request(raw, target: encoded["uri"]?.text), raw) }
    }

    @Test("none of the known mistakes is accepted", arguments: vectors["negative"]?["cases"]?.elements ?? [])
    func negative(_ mistake: JSON) throws {
        let signed = try #require(Self.vectors["negative"]?["request"])
        let correct = try #require(Self.vectors["negative"]?["correctSignature"]?.text)
        #expect(try verify(request(signed, signature: correct), signed) == .main)
        let failure = #expect(throws: Failure.self) {
            try verify(request(signed, signature: mistake["signature"]?.text), signed)
        }
        #expect(failure?.status == 401 && failure?.code == "200")
    }

    @Test(
        "a timestamp is accepted within five minutes either way", arguments: vectors["window"]?["cases"]?.elements ?? []
    )
    func window(_ window: JSON) throws {
        let now = try #require(Self.vectors["window"]?["serverNow"]?.integer)
        #expect(SignatureCheck.window == Self.vectors["window"]?["limitMs"]?.integer)
        #expect(SignatureCheck.isInWindow(window["timestamp"]?.text ?? "", atReal: now) == (window["accept"] == true))
    }

    @Test(
        "a timestamp that no clock shows is refused, however large",
        arguments: [
            "", "-1", "+1767225600000", " 1767225600000", "-9223372036854775808", "99999999999999999999", "1e12",
        ])
    func absurdTimestamps(_ timestamp: String) {
        #expect(!SignatureCheck.isInWindow(timestamp, atReal: 1_767_225_600_000))
    }

    @Test("the window comes before the signature, and an old signature before its time counts for nothing")
    func windowFirst() throws {
        let vector = try #require(Self.vectors["v2"]?.elements.first { $0["id"] == "v2-20" })
        let failure = #expect(throws: Failure.self) { try verify(request(vector), vector, after: 300_001) }
        #expect(failure?.details == "Timestamp is outside the allowed window.")
    }

    @Test("an API key must be one of the account's, primary or secondary, and enabled")
    func apiKeys() async throws {
        try await withSimulator { client in
            let made = client.rest("POST", "/api-keys", ["apiKeyName": "signer"]).json["apiKey"]
            func status(_ apiKey: String) -> Int {
                let timestamp = String(Int64(Date().timeIntervalSince1970 * 1000))
                let text = "GET /api/v1/products\n\(timestamp)\n\(apiKey)\n\(client.accessKey)"
                let headers = [
                    "x-ncp-apigw-timestamp": timestamp, "x-ncp-iam-access-key": client.accessKey,
                    "x-ncp-apigw-api-key": apiKey, "x-ncp-apigw-signature-v1": TestClient.sign(text, client.secretKey),
                ]
                return client.exchange("GET", "/api/v1/products", headers: headers, body: "").status
            }
            let (primary, secondary) = (made?["primaryKey"]?.text ?? "", made?["secondaryKey"]?.text ?? "")
            #expect(status(primary) == 200)
            #expect(status(secondary) == 200)
            #expect(status("NOBODYS") == 401)
            _ = client.rest(
                "PUT", "/api-keys/\(made?["apiKeyId"]?.text ?? "")", ["apiKeyName": "signer", "isEnabled": false])
            #expect(status(primary) == 401)
        }
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
