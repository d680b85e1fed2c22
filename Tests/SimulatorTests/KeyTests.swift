import OrderedJSON
import Testing

@testable import Simulator

/// Key pairs of the account and keys of a server's role, as other people's clients see them. Source: api/signing.md §4.
@Suite("keys") struct KeyTests {
    private func passes(_ client: TestClient, _ pair: JSON) -> Bool {
        var client = client
        client.accessKey = pair["accessKey"]?.text ?? pair["AccessKeyId"]?.text ?? ""
        client.secretKey = pair["secretKey"]?.text ?? pair["SecretAccessKey"]?.text ?? ""
        return client.send("POST", "/vserver/v2/getRegionList").status == 200
    }

    @Test(
        "an account has two pairs at most; a stopped one is refused, used again it is not, and only a stopped one goes")
    func pairs() async throws {
        try await withSimulator { client in
            let second = client.control("POST", "keys", [:]).json
            #expect(passes(client, second))
            #expect(client.control("POST", "keys", [:]).status == 400)
            let key: JSON = ["accessKey": second["accessKey"] ?? ""]
            #expect(client.control("POST", "keys/delete", key).status == 400)
            #expect(client.control("POST", "keys/stop", key).status == 200)
            #expect(!passes(client, second))
            #expect(client.control("GET", "calls").json["unauthenticated"] == 1)
            #expect(client.control("POST", "keys/use", key).status == 200)
            #expect(passes(client, second))
            _ = client.control("POST", "keys/stop", key)
            #expect(client.control("POST", "keys/delete", key).status == 200)
            #expect(client.control("POST", "keys/use", key).status == 404)
            let sub = client.control("POST", "keys", ["owner": "sub"]).json
            #expect(passes(client, sub))
            #expect(client.control("POST", "keys", ["owner": "sub"]).status == 400)
            let listed = client.control("GET", "keys").body
            #expect(listed.contains(sub["accessKey"]?.text ?? "none"))
            #expect(!listed.contains(sub["secretKey"]?.text ?? ""))
        }
    }

    private func metadata(_ client: TestClient, _ path: String, token: String? = nil) -> TestClient.Reply {
        client.exchange(
            "GET", "/latest/meta-data/iam" + path,
            headers: token.map { ["X-NCP-METADATA-TOKEN": $0] } ?? [:], body: "")
    }

    private func token(_ client: TestClient, seconds: String = "21600") -> TestClient.Reply {
        client.exchange(
            "PUT", "/latest/api/token", headers: ["X-NCP-METADATA-TOKEN-TTL-SECONDS": seconds], body: "")
    }

    private func keys(_ client: TestClient, token: String? = nil) -> JSON {
        let role = metadata(client, "/security-credentials", token: token).body
        return metadata(client, "/security-credentials/" + role, token: token).json
    }

    @Test(
        "the metadata service gives a server the keys of its role, which end by the world's clock and are renewed before"
    )
    func roleKeys() async throws {
        try await withSimulator { client in
            _ = client.control("POST", "server-role", ["keySeconds": 600])
            #expect(metadata(client, "/").body == "info\nsecurity-credentials")
            #expect(metadata(client, "/info").json["roleType"] == "Server")
            let first = keys(client)
            #expect(first["Code"] == "Success" && first["Expiration"]?.text?.hasSuffix("Z") == true)
            #expect(passes(client, first))
            client.pass(290)
            #expect(keys(client)["AccessKeyId"] == first["AccessKeyId"])
            client.pass(20)
            let second = keys(client)
            #expect(second["AccessKeyId"] != first["AccessKeyId"])
            #expect(passes(client, first) && passes(client, second), "both until the first ends")
            client.pass(290)
            #expect(!passes(client, first) && passes(client, second))
            client.pass(310)
            #expect(!passes(client, second))
        }
    }

    @Test("a role is another user of the same account")
    func identity() async throws {
        try await withSimulator { client in
            let pair = keys(client)
            var role = client
            role.accessKey = pair["AccessKeyId"]?.text ?? ""
            role.secretKey = pair["SecretAccessKey"]?.text ?? ""
            let (own, other) = (client.rest("GET", "/caller-identity").json, role.rest("GET", "/caller-identity").json)
            #expect(other["userType"] == "Role" && other["loginAlias"] == own["loginAlias"] && other["id"] != own["id"])
        }
    }

    @Test(
        "a server with version 2 alone wants a token, one with version 1 alone has none, one without a role has nothing"
    )
    func versions() async throws {
        try await withSimulator { client in
            func set(_ versions: String) { _ = client.control("POST", "server-role", ["metadata": .string(versions)]) }
            set("v2")
            #expect(metadata(client, "/security-credentials").status == 401)
            let token = token(client).body
            #expect(keys(client, token: token)["Code"] == "Success")
            #expect(metadata(client, "/info", token: "made up").status == 401)
            #expect(self.token(client, seconds: "0").status == 400)
            set("v1")
            #expect(self.token(client).status == 404)
            #expect(keys(client)["Code"] == "Success")
            set("none")
            for reply in [self.token(client), metadata(client, "/info"), metadata(client, "/security-credentials")] {
                #expect(reply.status == 404 && reply.body == "Path Not found.")
            }
            set("both")
            #expect(metadata(client, "/nothing").status == 404)
            #expect(keys(client)["Code"] == "Success")
            #expect(client.control("POST", "server-role", ["metadata": "v3"]).status == 400)
        }
    }
}
