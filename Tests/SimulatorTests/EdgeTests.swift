import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/classic-and-others.md §5; the pages of edge-…, profile-…, purge-….
@Suite("Global Edge") struct EdgeTests {
    static let document: JSON = [
        "edgeName": "web",
        "distributionConfig": [
            "protocolType": "ALL", "regionType": "KOREA", "serviceDomain": ["domainType": "NCP_DOMAIN_AUTO"],
            "edgeLogging": ["enabled": false],
        ],
        "originalCopyConfig": [
            "originalCopyLocation": ["type": "CUSTOM", "customLocation": "www.example.com"],
            "forwardHostHeader": ["type": "INCOMING_HOST_HEADER"],
            "originalCopyProtocol": ["type": "HTTP", "port": 80],
        ],
        "cachingConfig": [
            "cacheKeyHostname": "INCOMING_HOST_HEADER", "bypassQueryString": ["enabled": false],
            "cacheKeyIgnoreQueryString": ["type": "ALL_ALLOWED"], "edgeAuth": ["enabled": false],
        ],
        "managedRule": ["http2": true], "headerPolicies": [], "optimizationConfig": ["httpCompression": true],
        "accessControl": ["type": "WHITELIST"],
    ]

    private func profile(_ client: TestClient) -> JSON {
        client.rest("POST", "/profile", ["name": "shop"]).json["result"]?["profileId"] ?? .null
    }

    private func edge(_ client: TestClient, in profile: JSON, _ change: JSON = [:]) -> TestClient.Reply {
        client.rest("POST", "/cdn-edge", Self.document.with(["profileId": profile]).with(change))
    }

    private func status(_ client: TestClient, _ id: Int64) -> JSON? {
        client.rest("GET", "/cdn-edges/\(id)/status").json["result"]
    }

    @Test("an edge is published, changed as a whole and published again, stopped and deleted")
    func life() async throws {
        try await withSimulator { client in
            let profile = profile(client)
            let made = edge(client, in: profile)
            let id = try #require(made.json["result"]?["edgeId"]?.integer, "\(made.body)")
            let edges: JSON = ["edges": [.integer(id)]]
            #expect(status(client, id) == "PUBLISHING")
            #expect(
                client.rest("PUT", "/cdn-edges/\(id)", Self.document).json["code"] == "0040", "the profile is missing")
            let shown = try #require(client.rest("GET", "/cdn-edge/\(id)").json["result"])
            let domain = shown["distributionConfig"]?["serviceDomain"]?["domainName"]?.text ?? ""
            #expect(domain.hasSuffix(".edge.naverncp.com"))
            #expect(client.rest("PUT", "/cdn-edges/\(id)", shown).json["code"] == "0250")
            client.pass(61)
            #expect(status(client, id) == "RUNNING")
            let moved = shown.with([
                "distributionConfig": (shown["distributionConfig"] ?? [:]).with(["regionType": "JAPAN"])
            ])
            #expect(client.rest("PUT", "/cdn-edges/\(id)", moved).json["code"] == "0040", "the area stays")
            #expect(client.rest("PUT", "/cdn-edges/\(id)", shown.with(["managedRule": ["http2": false]])).status == 200)
            #expect(status(client, id) == "PUBLISHING")
            client.pass(61)
            #expect(client.rest("DELETE", "/cdn-edges", edges).json["code"] == "0250", "it runs")
            #expect(client.rest("DELETE", "/profiles/\(profile.text ?? "")").json["result"] == false, "it has an edge")
            #expect(client.rest("POST", "/cdn-edges/stop", edges).json["result"] == true)
            #expect(status(client, id) == "STOPPING")
            client.pass(31)
            #expect(client.rest("DELETE", "/cdn-edges", edges).json["result"] == true)
            client.pass(31)
            let gone = client.rest("GET", "/cdn-edge/\(id)")
            #expect(gone.status == 403 && gone.json["code"] == "0032")
            #expect(client.rest("DELETE", "/profiles/\(profile.text ?? "")").json["result"] == true)
            #expect(client.rest("GET", "/profiles").json["result"] == [])
        }
    }

    @Test("names of profiles are unique, and what a document must have is asked for")
    func refusals() async throws {
        try await withSimulator { client in
            let profile = profile(client)
            #expect(client.rest("POST", "/profile", ["name": "shop"]).json["code"] == "0101")
            #expect(client.rest("POST", "/profile", ["name": "a b c"]).json["code"] == "0040")
            #expect(edge(client, in: 7).json["code"] == "0032")
            #expect(edge(client, in: profile, ["headerPolicies": nil]).json["code"] == "0040")
            #expect(edge(client, in: profile, ["edgeName": "a b c"]).json["code"] == "0040")
            let own: JSON = ["domainType": "CUSTOM_DOMAIN", "domainName": "www.example.com"]
            let distribution = (Self.document["distributionConfig"] ?? [:]).with(["serviceDomain": own])
            let refused = edge(client, in: profile, ["distributionConfig": distribution])
            #expect(refused.json["message"]?.text?.contains("certificate") == true)
        }
    }

    @Test("a certificate is provisioned, is used by an edge of one's own domain, and stays while it is")
    func certificates() async throws {
        try await withSimulator { client in
            let certificate = client.control("POST", "certificates", ["name": "front"]).json["certificateNo"] ?? .null
            let order: JSON = [
                "serviceRegion": "KR_JP", "cmCertificateIds": [certificate], "tlsVersion": "TLS_MIN_VERSION_1_2",
                "cipherProfile": "DEFAULT",
            ]
            let path = "/certificate/provisioning"
            #expect(client.rest("POST", path, order.with(["serviceRegion": "KR_JP_GLOBAL"])).json["code"] == "0040")
            let slot = try #require(client.rest("POST", path, order).json["result"]?["slotId"]?.integer)
            #expect(client.rest("GET", path).json["result"]?["content"]?[0]?["provisionStatus"] == "READY")
            client.pass(61)
            let page = client.rest("GET", path).json["result"]
            let listed = page?["content"]?[0]
            #expect(page?["pageable"]?["totalCount"] == 1)
            #expect(listed?["provisionStatus"] == "RUNNING" && listed?["certificateName"] == "front")
            let used = client.rest("DELETE", "/certificate/\(certificate.text ?? "")?certificateName=front")
            #expect(used.json["returnCode"] == "1004")
            let own: JSON = [
                "domainType": "CUSTOM_DOMAIN", "domainName": "www.example.com", "certificate": ["id": .integer(slot)],
            ]
            let distribution = (Self.document["distributionConfig"] ?? [:]).with(["serviceDomain": own])
            #expect(edge(client, in: profile(client), ["distributionConfig": distribution]).status == 200)
            let linked = client.rest("GET", "\(path)/\(slot)").json["result"]?["linkedEdges"]
            #expect(linked?["content"]?[0]?["edgeName"] == "web" && linked?["pageable"]?["totalCount"] == 1)
            #expect(client.rest("DELETE", "\(path)/\(slot)").json["code"] == "0250")
        }
    }

    @Test("purges take their time, and no more than ten are taken in a minute")
    func purges() async throws {
        try await withSimulator { client in
            let id = edge(client, in: profile(client)).json["result"]?["edgeId"] ?? .null
            client.pass(61)
            func purge(_ type: JSON, _ paths: JSON...) -> JSON {
                let target: JSON = paths.isEmpty ? [:] : ["purgeTarget": .array(paths)]
                return client.rest("POST", "/purge", (["edgeId": id, "purgeType": type] as JSON).with(target)).json
            }
            let number = try #require(purge("DIRECTORY", "/css/*")["result"]?[0]?.text)
            #expect(client.rest("GET", "/purge/\(number)").json["result"]?["status"] == "READY")
            client.pass(6)
            #expect(client.rest("GET", "/purge/\(number)").json["result"]?["status"] == "SUCCESS")
            for wrong in ["/css/main.css", "/*.css", "css/*"] as [JSON] {
                #expect(purge("DIRECTORY", wrong)["code"] == "0040", "\(wrong)")
            }
            #expect(purge("URL", "/a*")["code"] == "0040" && purge("PATTERN", "/img/*.png")["code"] == "0000")
            for _ in 0..<8 { #expect(purge("ALL")["code"] == "0000") }
            #expect(purge("ALL")["code"] == nil, "the eleventh")
            client.pass(61)
            #expect(purge("ALL")["code"] == "0000")
        }
    }
}
