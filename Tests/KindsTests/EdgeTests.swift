import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/classic-and-others.md §5; edge-create, edge-edit, edge-information, edge-listing, profile-listing.
@Suite("edges, call by call") struct EdgeTests {
    private static let fields: Attributes = [
        "profile": "1599", "name": "web", "area": "KOREA",
        "origin": ["type": "OBJECT_STORAGE", "bucket": "pages", "path": "/site"],
        "caching": ["age": 1, "ageUnit": "HOURS"],
        "cacheRules": [
            ["name": "api", "match": "DIRECTORY", "conditions": ["/api/"], "mode": "BYPASS_CACHE"],
            ["name": "images", "match": "FILE_EXTENSION", "conditions": ["png"], "age": 30],
        ],
        "headers": [["name": "x", "direction": "CLIENT_RESPONSE", "action": "REMOVE", "header": "Server"]],
    ]

    private static func live(_ status: String = "RUNNING", _ attributes: Attributes = [:]) -> LiveObject {
        LiveObject(
            kind: "Edge", id: "5707",
            attributes: (["profile": "1599", "name": "web"] as Attributes).merging(attributes) { $1 }, status: status)
    }

    @Test("a new edge has a whole document: what the manifest says, and what is usual for the rest")
    func creation() async throws {
        let session = FakeSession(answers: ["/cdn-edge": ["code": "0000", "result": ["edgeId": 5707]]])
        try await operations("Edge").create(wanted("Edge", "web", Self.fields), through: session)
        let body = try #require(session.requests("/cdn-edge").first?.body)
        #expect(session.creation?.id == "5707" && session.events.last == .wait("ready"))
        #expect(Set(body.members.keys) == Set(EdgeDocument.members))
        #expect(body["profileId"] == 1599 && body["edgeName"] == "web")
        #expect(
            body["distributionConfig"] == [
                "protocolType": "ALL", "serviceDomain": ["domainType": "NCP_DOMAIN_AUTO"],
                "edgeLogging": ["enabled": false], "regionType": "KOREA",
            ])
        #expect(body.at("originalCopyConfig.originalCopyLocation.bucketName") == "pages")
        #expect(body.at("originalCopyConfig.originalCopyProtocol") == ["type": "HTTP", "port": 80])
        #expect(body.at("cachingConfig.defaultCaching.cacheRevalidateConfig.ageType") == "HOURS")
        #expect(body.at("cachingConfig.defaultCaching.enabled") == true)
        #expect(
            body.at("cachingConfig.cachingRules")?.elements.compactMap { $0["ruleName"]?.text } == ["api", "images"])
        #expect(body.at("optimizationConfig.headerMaxSize.singleSize") == "SIZE_16KB")
        #expect(body["accessControl"]?["type"] == "WHITELIST")
    }

    @Test("what is written reads back as it was written")
    func roundTrip() {
        let document = EdgeDocument.document(Self.fields)
        let read = EdgeDocument.attributes(document)
        #expect(read["area"] == "KOREA" && read["domainType"] == "NCP_DOMAIN_AUTO" && read["domain"] == .null)
        #expect(read["origin"]?.members["bucket"] == "pages" && read["origin"]?.members["port"] == 80)
        #expect(
            read["cacheRules"]?.elements.map { $0.members["name"] } == ["api", "images"],
            "in their order")
        #expect(read["headers"] == Self.fields["headers"])
        #expect(read["logging"] == .map([:]) && read["bypassQueryStrings"] == .list([]))
        for field in EdgeSettings.fields {
            guard let initial = field.initial, Self.fields[field.name] == nil else { continue }
            #expect(read[field.name] == initial || read[field.name]?.isAbsent == initial.isAbsent, "\(field.name)")
        }
    }

    @Test("a change overwrites the document with what is there already, and what no manifest says anything of stays")
    func change() async throws {
        let console: JSON = [
            "enabled": true, "type": "JWT", "tokenKey": "secret-of-the-console", "tokenName": "token",
        ]
        var document = EdgeDocument.document(Self.fields)
        document.put(1599, at: "profileId")
        document.put("web", at: "edgeName")
        document.put(console, at: "cachingConfig.edgeAuth")
        document.put(["enabled": true, "region": "KR"], at: "originalCopyConfig.originShield")
        let session = FakeSession(answers: [
            "/cdn-edge/5707": ["code": "0000", "result": document.filled(by: ["productType": "GLOBAL_EDGE"])]
        ])
        var rules = Self.fields["cacheRules"]?.elements ?? []
        rules.reverse()
        try await operations("Edge").update(
            Self.live("RUNNING", ["http2": true, "cacheRules": Self.fields["cacheRules"] ?? .null]),
            to: wanted("Edge", "web", ["profile": "1599", "http2": false, "cacheRules": .list(rules)]),
            through: session)
        #expect(
            session.events == [.read("/cdn-edge/5707"), .change("/cdn-edges/5707"), .wait("ready")])
        let request = try #require(session.requests("/cdn-edges/5707").first)
        #expect(request.sensitive.contains("tokenKey") && request.body?["productType"] == nil)
        #expect(request.body?.at("cachingConfig.edgeAuth") == console)
        #expect(request.body?.at("originalCopyConfig.originShield.region") == "KR")
        #expect(request.body?.at("managedRule.http2") == false)
        #expect(
            request.body?.at("cachingConfig.cachingRules")?.elements.compactMap { $0["ruleName"]?.text } == [
                "images", "api",
            ])
    }

    @Test(
        "an edge is stopped before it is deleted, unless it is",
        arguments: [
            ("RUNNING", [.change("/cdn-edges/stop"), .wait("stopped")]), ("STOPPING", [.wait("stopped")]),
            ("STOPPED", []),
        ] as [(String, [FakeSession.Event])])
    func deletion(status: String, before: [FakeSession.Event]) async throws {
        let session = FakeSession(answers: ["/cdn-edges/stop": ["code": "0000", "result": true]])
        try await operations("Edge").delete(ManagedObject(deleting: Self.live(status), through: session))
        #expect(session.events == before + [.delete("/cdn-edges"), .wait("gone")])
        #expect(session.requests("/cdn-edges").last?.body == ["edges": [5707]])
    }

    @Test("an edge that the service did not stop is not deleted")
    func notStopped() async throws {
        let session = FakeSession(answers: ["/cdn-edges/stop": ["code": "0000", "result": false]])
        await #expect(throws: StepFailure.self) {
            try await operations("Edge").delete(ManagedObject(deleting: Self.live(), through: session))
        }
        #expect(session.events == [.change("/cdn-edges/stop")])
    }

    @Test("that an edge is gone is concluded from lists alone")
    func vanished() async throws {
        let denied = APIFailure(
            endpoint: "test", status: 403, envelope: .other, code: "0032", classification: .refused)
        let edges = "/profiles/1599/cdn-edges"
        let scope = ReadScope(ids: ["5707"], parents: ["EdgeProfile": ["1599"]])
        let listed: JSON = ["result": [["id": 5707, "edgeName": "web", "statusType": "RUNNING"]]]
        let gone = FakeSession(
            turns: [edges: [listed, ["result": []]]], failures: ["/cdn-edge/5707": denied])
        #expect(try await operations("Edge").list(scope, from: gone).isEmpty)
        let there = FakeSession(answers: [edges: listed], failures: ["/cdn-edge/5707": denied])
        await #expect(throws: APIFailure.self) { _ = try await operations("Edge").list(scope, from: there) }
        let without = FakeSession(answers: ["/profiles": ["result": []]], failures: [edges: denied])
        #expect(try await operations("Edge").list(scope, from: without).isEmpty)
    }

    @Test(
        "an edge whose document is not shown whole, or is another's, is neither read nor changed",
        arguments: ["empty", "another", "short", "foreign"])
    func unreadable(_ kind: String) async throws {
        var document = EdgeDocument.document(Self.fields)
        document.put(1599, at: "profileId")
        document.put("web", at: "edgeName")
        if kind == "another" { document.put("api", at: "edgeName") }
        if kind == "short" { document = ["profileId": 1599, "edgeName": "web"] }
        let others: [String: JSON] = ["empty": .null, "foreign": ["status": "ok"]]
        let answer = others[kind] ?? ["code": "0000", "result": document]
        let session = FakeSession(answers: [
            "/profiles/1599/cdn-edges": ["result": [["id": 5707, "edgeName": "web", "statusType": "RUNNING"]]],
            "/cdn-edge/5707": answer,
        ])
        let scope = ReadScope(ids: ["5707"], parents: ["EdgeProfile": ["1599"]])
        await #expect(throws: APIFailure.self) { _ = try await operations("Edge").list(scope, from: session) }
        await #expect(throws: StepFailure.self) {
            try await operations("Edge").update(
                Self.live("RUNNING", ["http2": true]), to: wanted("Edge", "web", ["http2": false]), through: session)
        }
        #expect(!session.events.contains(.change("/cdn-edges/5707")))
    }

    @Test(
        "an answer without a list is no empty list of profiles or edges",
        arguments: [.null, [:], ["status": "ok"]] as [JSON])
    func noList(_ answer: JSON) async throws {
        let session = FakeSession(answers: ["/profiles": answer, "/profiles/1599/cdn-edges": answer])
        let scope = ReadScope(parents: ["EdgeProfile": ["1599"]])
        await #expect(throws: APIFailure.self) { _ = try await operations("EdgeProfile").list(scope, from: session) }
        await #expect(throws: APIFailure.self) { _ = try await operations("Edge").list(scope, from: session) }
    }
}
