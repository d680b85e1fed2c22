import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("what responses of Kubernetes Service do not show") struct KubernetesReadingTests {
    private static let foreign: [JSON] = [["status": "ok"], ["clusters": nil], [:]]
    private static let everything = ReadScope(everything: true)

    @Test("a response without the clusters or the pools is not one without pools", arguments: foreign)
    func noPools(answer: JSON) async throws {
        let pools = operations("NodePool")
        let session = FakeSession(answers: ["/clusters": answer, "/clusters/5f0c/node-pool": answer])
        let listed = await #expect(throws: APIFailure.self) {
            try await pools.list(Self.everything, from: session)
        }
        let asked = await #expect(throws: APIFailure.self) {
            try await pools.detail(of: "5f0c/7", knownAs: ["cluster": "5f0c"], from: session)
        }
        #expect(listed?.envelope == .unreadable && asked?.envelope == .unreadable)
    }

    @Test("a pool is gone where its cluster is, and where the list of pools lacks it")
    func gone() async throws {
        let path = "/clusters/5f0c/node-pool"
        let others: JSON = ["nodePool": [["instanceNo": 8]]]
        for session in [FakeSession(failures: [path: .gone]), FakeSession(answers: [path: others])] {
            let detail = try await operations("NodePool").detail(
                of: "5f0c/7", knownAs: ["cluster": "5f0c"], from: session)
            guard case .missing = detail else {
                Issue.record("\(detail)")
                continue
            }
        }
    }

    @Test("a cluster that is listed without its pools is asked for them")
    func poolsOfCluster() async throws {
        let session = FakeSession(answers: [
            "/clusters": ["clusters": [["uuid": "5f0c"]]],
            "/clusters/5f0c/node-pool": ["nodePool": [["instanceNo": 7, "name": "web"]]],
        ])
        let pools = try await operations("NodePool").list(ReadScope(), from: session)
        #expect(pools.map(\.id) == ["5f0c/7"])
    }

    @Test("servers of pools do not pass for servers that no pool has made because a response lacks them")
    func noNodes() async throws {
        let clusters: JSON = ["clusters": [["uuid": "5f0c", "nodePool": [["instanceNo": 7, "name": "web"]]]]]
        for answer in Self.foreign {
            let session = FakeSession(answers: ["/clusters": clusters, "/clusters/5f0c/nodes": answer])
            await #expect(throws: APIFailure.self) {
                try await operations("NodePool").list(Self.everything, from: session)
            }
        }
        let failures = ["/clusters/5f0c/nodes": APIFailure.gone]
        let gone = FakeSession(turns: ["/clusters": [clusters, ["clusters": []]]], failures: failures)
        #expect(try await operations("NodePool").list(Self.everything, from: gone).isEmpty)
        let there = FakeSession(answers: ["/clusters": clusters], failures: failures)
        await #expect(throws: APIFailure.self) {
            try await operations("NodePool").list(Self.everything, from: there)
        }
    }

    @Test(
        "a cluster whose parts a proxy calls gone is not gone, and neither are its pools",
        arguments: ["oidc", "ip-acl", "access-entries", "node-pool"])
    func partCalledGone(part: String) async throws {
        let failures = ["/clusters/5f0c/\(part)": APIFailure.gone]
        let kind = part == "node-pool" ? "NodePool" : "KubernetesCluster"
        let row: JSON = ["clusters": [["uuid": "5f0c", "name": "shop"]]]
        let answers: [String: JSON] = ["/clusters": row, "/clusters/5f0c/access-entries": ["accessEntries": []]]
        let there = FakeSession(answers: answers, failures: failures)
        let failure = await #expect(throws: APIFailure.self) {
            try await operations(kind).list(Self.everything, from: there)
        }
        #expect(failure?.classification == .refused && failure?.description.contains("5f0c exists") == true)
        let gone = FakeSession(answers: answers, turns: ["/clusters": [row, ["clusters": []]]], failures: failures)
        #expect(try await operations(kind).list(Self.everything, from: gone).isEmpty)
    }

    @Test("a cluster of the financial site is read without the addresses that reach it, which that does not offer")
    func financialSite() async throws {
        let acl = "/clusters/5f0c/ip-acl"
        let session = FakeSession(
            answers: [
                "/clusters": ["clusters": [["uuid": "5f0c", "name": "shop"]]],
                "/clusters/5f0c/access-entries": ["accessEntries": []],
            ], failures: [acl: APIFailure(notOffered: .rest(.nks, .get, acl))])
        let found = try await operations("KubernetesCluster").list(Self.everything, from: session)
        #expect(found.map(\.id) == ["5f0c"] && found.first?.attributes["ipAcl"] == nil)
    }

    @Test("a cluster that its own call shows is not gone because one of its parts is called so")
    func partOfShownCluster() async throws {
        let session = FakeSession(
            answers: ["/clusters/5f0c": ["cluster": ["uuid": "5f0c", "name": "shop"]]],
            failures: ["/clusters/5f0c/ip-acl": .gone])
        await #expect(throws: APIFailure.self) {
            try await operations("KubernetesCluster").detail(of: "5f0c", knownAs: [:], from: session)
        }
    }

    @Test("what a response does not show of a cluster is not taken for what a new one has")
    func unshownParts() async throws {
        let row: JSON = ["clusters": [["uuid": "5f0c", "name": "shop"]]]
        var answers: [String: JSON] = ["/clusters": row, "/clusters/5f0c/access-entries": ["accessEntries": []]]
        func read() async throws -> Attributes {
            let session = FakeSession(answers: answers)
            let found = try await operations("KubernetesCluster").list(Self.everything, from: session)
            return try #require(found.first).attributes
        }
        let bare = try await read()
        #expect(bare["oidc"] == nil && bare["ipAcl"] == nil)
        answers["/clusters/5f0c/oidc"] = ["status": false]
        answers["/clusters/5f0c/ip-acl"] = ["defaultAction": "deny", "entries": nil]
        let whole = try await read()
        #expect(whole["oidc"] == .null && whole["ipAcl"] == ["defaultAction": "deny", "entries": []])
        answers["/clusters/5f0c/access-entries"] = ["status": "ok"]
        await #expect(throws: APIFailure.self) { try await read() }
    }
}
