import OrderedJSON
import Testing

@testable import Simulator

/// Tokens of keys, and the addresses they may be used from. Source: api/kms.md §4.
@Suite("tokens of KMS") struct KMSTokenTests {
    private let plain: JSON = ["plaintext": "dGVzdA=="]

    /// The tokens of a new set, for a key whose generator is active.
    private func tokens(_ client: TestClient, _ tag: String, _ body: JSON = [:]) -> (access: String, refresh: String) {
        let data = client.kms("POST", "/\(tag)/token-set", body).data
        return (data["accessToken"]?.text ?? "", data["refreshToken"]?.text ?? "")
    }

    @Test("an access token opens the calls that use the key, and no other")
    func access() async throws {
        try await withSimulator { client in
            let (tag, other) = (try client.makeKey(), try client.makeKey("other"))
            #expect(client.kms("POST", "/\(tag)/token-set", [:]).word == "INVALID_STATUS", "there is no generator")
            #expect(client.kms("GET", "/\(tag)/token-generator").data["status"] == "INACTIVE")
            #expect(client.kms("POST", "/\(tag)/token-generator").json.members["data"] == .null)
            #expect(client.kms("GET", "/\(tag)/token-generator").data["status"] == "ACTIVE")
            let (access, refresh) = tokens(client, tag)
            let sealed = client.kms(token: access, "POST", "/\(tag)/encrypt", plain)
            #expect(sealed.word == "SUCCESS", "\(sealed.body)")
            let text: JSON = ["ciphertext": sealed.data["ciphertext"] ?? .null]
            #expect(client.kms(token: access, "POST", "/\(tag)/decrypt", text).data["plaintext"] == "dGVzdA==")
            #expect(client.kms(token: access, "POST", "/\(tag)/disable").word == "UNAUTHORIZED")
            #expect(client.kms(token: access, "GET", "").word == "UNAUTHORIZED")
            #expect(client.kms(token: access, "POST", "/\(other)/encrypt", plain).word == "FORBIDDEN")
            #expect(client.kms(token: refresh, "POST", "/\(tag)/encrypt", plain).word == "UNAUTHORIZED")
            let unknown = client.kms(token: "unknown", "POST", "/\(tag)/encrypt", plain)
            #expect(unknown.status == 401 && unknown.word == "UNAUTHORIZED")
            let bare = client.exchange("POST", "/kms/v1/keys/\(tag)/encrypt", headers: [:], body: "{}")
            #expect(bare.status == 401 && bare.code == "200", "without a token the gateway asks for a signature")
        }
    }

    @Test("tokens end with their hours, are renewed by the refresh token, and old ones stay valid")
    func hours() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            _ = client.kms("POST", "/\(tag)/token-generator")
            let first = tokens(client, tag, ["accessTokenHours": 1, "refreshTokenHours": "UL"])
            func word(_ token: String) -> String { client.kms(token: token, "POST", "/\(tag)/encrypt", plain).word }
            let renewed = client.kms(token: first.refresh, "PUT", "/\(tag)/token-set", ["accessTokenHours": "2"]).data
            #expect(word(renewed["accessToken"]?.text ?? "") == "SUCCESS")
            #expect(word(first.access) == "SUCCESS")
            client.pass(3600)
            #expect(word(first.access) == "UNAUTHORIZED")
            #expect(word(renewed["accessToken"]?.text ?? "") == "SUCCESS")
            client.pass(100 * 86_400)
            let late = client.kms(token: first.refresh, "POST", "/\(tag)/access-token", ["accessTokenHours": 1]).data
            #expect(word(late["accessToken"]?.text ?? "") == "SUCCESS")
            for hours: JSON in [0, 17_521, "ever"] {
                #expect(client.kms("POST", "/\(tag)/token-set", ["accessTokenHours": hours]).word == "INVALID_REQUEST")
            }
        }
    }

    @Test("replacing or ending the generator kills every token", arguments: ["PUT", "DELETE"])
    func killing(method: String) async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            _ = client.kms("POST", "/\(tag)/token-generator")
            let before = client.kms("GET", "/\(tag)/token-generator").data["tokenGeneratorId"]
            let (access, refresh) = tokens(client, tag)
            #expect(client.kms(method, "/\(tag)/token-generator").word == "SUCCESS")
            #expect(client.kms(token: access, "POST", "/\(tag)/encrypt", plain).word == "UNAUTHORIZED")
            #expect(client.kms(token: refresh, "PUT", "/\(tag)/token-set", [:]).word == "UNAUTHORIZED")
            let after = client.kms("GET", "/\(tag)/token-generator").data
            #expect(after["status"]?.text == (method == "PUT" ? "ACTIVE" : "INACTIVE"))
            #expect(after["tokenGeneratorId"] != before)
        }
    }

    @Test("a list of addresses holds for tokens once it is enabled, and an empty one admits nobody")
    func addresses() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            _ = client.kms("POST", "/\(tag)/token-generator")
            let access = tokens(client, tag).access
            func word(_ address: String) -> String {
                client.kms(token: access, "POST", "/\(tag)/encrypt", plain, from: address).word
            }
            #expect(
                client.kms("GET", "/\(tag)/acl").data == [
                    "keyTag": .string(tag), "isAclEnabled": false, "allowedIpList": [],
                ])
            #expect(client.kms("POST", "/\(tag)/acl/enable").data["isAclEnabled"] == true)
            #expect(word("10.0.0.6") == "FORBIDDEN")
            let added = client.kms("POST", "/\(tag)/acl", ["ipList": ["10.0.0.6", "10.0.0.7"]]).data
            #expect(added["allowedIpList"] == ["10.0.0.6", "10.0.0.7"])
            #expect(word("10.0.0.6") == "SUCCESS" && word("10.0.0.8") == "FORBIDDEN")
            #expect(client.kms("DELETE", "/\(tag)/acl", ["ipList": ["10.0.0.6"]]).data["allowedIpList"] == ["10.0.0.7"])
            #expect(word("10.0.0.6") == "FORBIDDEN")
            #expect(client.kms("POST", "/\(tag)/acl/disable").data["isAclEnabled"] == false)
            #expect(word("10.0.0.6") == "SUCCESS")
            #expect(client.kms("POST", "/\(tag)/acl", ["ipList": ["10.0.0.300"]]).word == "INVALID_REQUEST")
            #expect(client.kms("POST", "/\(tag)/encrypt", plain).word == "SUCCESS", "the account is not asked")
        }
    }
}
