import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("clusters and node pools, call by call") struct KubernetesTests {
    private static let fields: Attributes = [
        "name": "shop", "clusterType": "SVR.VNKS.STAND.C004.M016.G003", "hypervisor": "KVM", "loginKey": "ops",
        "vpc": "101", "zone": "KR-1", "subnets": ["202", "201"], "lbPrivateSubnet": "301", "lbPublicSubnet": "302",
    ]

    private static func cluster(_ more: Attributes = [:], status: String = "RUNNING") -> LiveObject {
        let attributes = fields.merging(["subnets": ["201", "202"], "version": "1.34.3-nks.2"]) { $1 }
        return LiveObject(
            kind: "KubernetesCluster", id: "5f0c", attributes: attributes.merging(more) { $1 }, status: status)
    }

    private static func update(
        _ live: LiveObject, _ more: Attributes, through session: FakeSession
    ) async throws {
        let target = wanted("KubernetesCluster", "shop", live.attributes.merging(more) { $1 })
        try await operations("KubernetesCluster").update(live, to: target, through: session)
    }

    @Test("a new cluster is asked for with numbers; its kubeconfig is handed over, and kept by nobody")
    func creation() async throws {
        let session = FakeSession(
            answers: ["/clusters": ["uuid": "5f0c"], "/clusters/5f0c/kubeconfig": ["kubeconfig": "kind: Config"]],
            rest: Self.cluster())
        let target = wanted(
            "KubernetesCluster", "shop", Self.fields.merging(["kubeconfigFile": "shop.kubeconfig"]) { $1 })
        try await operations("KubernetesCluster").create(target, through: session)
        let body = try #require(session.requests("/clusters").first?.body)
        #expect(body["vpcNo"] == 101 && body["subnetNoList"] == [201, 202] && body["lbPrivateSubnetNo"] == 301)
        #expect(
            body["bootstrapAccessEntry"] == false && body["kubeconfigFile"] == nil && body["returnProtection"] == nil)
        #expect(session.events.suffix(2) == [.wait("ready"), .read("/clusters/5f0c/kubeconfig")])
        #expect(session.delivered == ["kubeconfig": "kind: Config"])
        #expect(session.creation?.secrets == [:] && session.memory.isEmpty)
        #expect(session.requests("/clusters/5f0c/kubeconfig").first?.sensitive == ["kubeconfig"])
    }

    @Test("without a file for it, no kubeconfig is asked for")
    func noFile() async throws {
        let session = FakeSession(answers: ["/clusters": ["uuid": "5f0c"]], rest: Self.cluster())
        try await operations("KubernetesCluster").create(
            wanted("KubernetesCluster", "shop", Self.fields), through: session)
        #expect(session.events == [.create("/clusters"), .wait("ready")])
    }

    @Test("a file that comes later is written without a change of the cluster, and no other change writes it again")
    func laterFile() async throws {
        let answers: [String: JSON] = ["/clusters/5f0c/kubeconfig": ["kubeconfig": "kind: Config"]]
        let session = FakeSession(answers: answers)
        try await Self.update(Self.cluster(), ["kubeconfigFile": "shop.kubeconfig"], through: session)
        #expect(session.events == [.read("/clusters/5f0c/kubeconfig")])
        #expect(session.delivered == ["kubeconfig": "kind: Config"])
        let other = FakeSession(answers: answers)
        try await Self.update(Self.cluster(["kubeconfigFile": "shop.kubeconfig"]), ["auditLog": true], through: other)
        #expect(other.delivered.isEmpty)
    }

    @Test("the way access is managed changes before its entries do, and each change is waited for")
    func order() async throws {
        let session = FakeSession(answers: ["/clusters/5f0c/access-entries": ["accessEntries": []]])
        try await Self.update(
            Self.cluster(["authType": "CONFIG_MAP", "accessEntries": [], "ipAcl": ClusterPart.openAcl]),
            [
                "authType": "API", "accessEntries": [["entry": "nrn:PUB:IAM::1:Role/ops", "groups": ["ops"]]],
                "ipAcl": ["defaultAction": "deny", "entries": []], "version": "1.35.3-nks.2",
                "subnets": ["201", "203", "202"],
            ], through: session)
        let path = "/clusters/5f0c"
        #expect(
            session.events == [
                .change(path + "/auth-type"), .wait("ready"), .change(path + "/upgrade"), .wait("version 1.35.3-nks.2"),
                .change(path + "/add-subnet"), .wait("ready"), .change(path + "/ip-acl"), .wait("ready"),
                .read(path + "/access-entries"), .change(path + "/access-entries"), .wait("ready"),
            ])
        let upgrade = try #require(session.requests(path + "/upgrade").first)
        #expect(upgrade.method == .patch && upgrade["k8sVersion"] == "1.35.3-nks.2" && upgrade.body == nil)
        #expect(session.requests(path + "/add-subnet").first?.body == ["subnets": [["number": 203]]])
        let entry = session.requests(path + "/access-entries").last?.body
        #expect(entry?["type"] == "ROLE" && entry?["groups"] == ["ops"] && entry?["policies"] == [])
    }

    @Test("a changed entry is sent, one that is the same is not, and one of somebody else stays")
    func entries() async throws {
        func wire(_ uuid: String, _ policy: String) -> JSON {
            [
                "uuid": .string(uuid), "entry": .string("nrn:PUB:IAM::1:SubAccount/\(uuid)"), "groups": [],
                "policies": [["type": .string(policy), "scope": "cluster"]],
            ]
        }
        func entry(_ uuid: String, _ policy: String) -> Value {
            [
                "entry": .string("nrn:PUB:IAM::1:SubAccount/\(uuid)"),
                "policies": [["type": .string(policy), "scope": "cluster"]],
            ]
        }
        let path = "/clusters/5f0c/access-entries"
        let session = FakeSession(answers: [
            path: [
                "accessEntries": .array(
                    ["a", "b", "c", "d"].map { wire($0, "NKSViewPolicy") })
            ]
        ])
        let live = Self.cluster([
            "accessEntries": .list(["a", "b", "c"].map { entry($0, "NKSViewPolicy") })
        ])
        try await Self.update(
            live, ["accessEntries": [entry("a", "NKSViewPolicy"), entry("b", "NKSEditPolicy")]], through: session)
        #expect(
            session.events == [
                .read(path), .change(path + "/b"), .wait("ready"), .change(path + "/c"), .wait("ready"),
            ])
        #expect(session.requests(path + "/b").first?.method == .put)
        #expect(session.requests(path + "/c").first?.method == .delete)
    }

    @Test("a protected cluster that is deleted loses its protection first")
    func protection() async throws {
        let session = FakeSession()
        try await operations("KubernetesCluster").delete(Self.cluster(["returnProtection": true]), through: session)
        #expect(
            session.events == [
                .wait("at rest"), .change("/clusters/5f0c/return-protection"), .wait("ready"),
                .delete("/clusters/5f0c"), .wait("gone"),
            ])
        let leaving = FakeSession()
        try await operations("KubernetesCluster").delete(Self.cluster(status: "DELETING"), through: leaving)
        #expect(leaving.events == [.wait("gone")])
    }

    // MARK: Pools

    private static let wire: JSON = [
        "clusters": [
            [
                "uuid": "5f0c",
                "nodePool": [
                    [
                        "instanceNo": 7, "name": "web", "nodeCount": 2, "softwareCode": "SW.G003|23215604",
                        "autoscale": ["enabled": false, "min": 0, "max": 0], "k8sVersion": "1.34.3-nks.2",
                        "subnetNoList": [202, 201], "status": "RUN", "labels": [["key": "tier", "value": "web"]],
                    ],
                    [
                        "instanceNo": 8, "name": "batch", "nodeCount": 4, "status": "NODE_SCALE_OUT",
                        "autoscale": ["enabled": true, "min": 1, "max": 9],
                    ],
                ],
            ]
        ],
        "nodes": [["id": 31, "nodePoolId": 7], ["id": 32, "nodePoolId": 8], ["id": 33, "nodePoolId": 7]],
    ]

    private struct OneAnswer: APICaller {
        func call(_ request: APIRequest) async throws(APIFailure) -> JSON { KubernetesTests.wire }
    }

    @Test("pools are read out of the list of clusters, with the servers that they made")
    func reading() async throws {
        let pools = try await operations("NodePool").list(ReadScope(everything: true), from: OneAnswer())
        #expect(pools.map(\.id) == ["5f0c/7", "5f0c/8"])
        let (web, batch) = (pools[0].attributes, pools[1].attributes)
        #expect(web["image"] == "SW.G003" && web["nodeCount"] == 2 && web["autoscale"] == .null)
        #expect(web["subnets"] == ["201", "202"] && web["nodes"] == ["31", "33"] && web["cluster"] == "5f0c")
        // What the cluster scales is compared with nothing.
        #expect(batch["nodeCount"] == nil && batch["currentNodeCount"] == 4)
        #expect(batch["autoscale"] == ["min": 1, "max": 9] && batch["nodes"] == ["32"])
        let managed = try await operations("NodePool").list(ReadScope(), from: OneAnswer())
        #expect(managed.allSatisfy { $0.attributes["nodes"] == nil })
    }

    private static func pool(_ more: Attributes = [:]) -> LiveObject {
        let always: Attributes = [
            "name": "web", "cluster": "5f0c", "nodeCount": 2, "currentNodeCount": 2, "autoscale": .null,
            "version": "1.34.3-nks.2",
        ]
        return LiveObject(
            kind: "NodePool", id: "5f0c/7", attributes: always.merging(more) { $1 }, status: "RUN")
    }

    private static func change(_ live: LiveObject, _ more: Attributes) async throws -> [APIRequest] {
        let session = FakeSession()
        try await operations("NodePool").update(
            live, to: wanted("NodePool", "web", live.attributes.merging(more) { $1 }), through: session)
        return session.requests
    }

    @Test("a pool is upgraded before it is scaled, by so many servers at a time")
    func upgrade() async throws {
        let calls = try await Self.change(
            Self.pool(), ["version": "1.35.3-nks.2", "maxSurge": 2, "maxUnavailable": 1, "nodeCount": 3])
        #expect(calls.map(\.path) == ["/clusters/5f0c/node-pool/7/upgrade", "/clusters/5f0c/node-pool/7"])
        #expect(calls[0]["maxSurge"] == "2" && calls[0]["maxUnavailable"] == "1")
        #expect(calls[1].body == ["nodeCount": 3])
    }

    @Test("a pool that stops scaling keeps the servers it has, unless a number is written")
    func autoscale() async throws {
        var scaling = Self.pool(["autoscale": ["min": 1, "max": 9], "currentNodeCount": 6])
        scaling.attributes["nodeCount"] = nil
        let off: JSON = ["enabled": false, "min": 1, "max": 9]
        let kept = try await Self.change(scaling, ["autoscale": .null])
        #expect(kept.last?.body == ["nodeCount": 6, "autoscale": off])
        let counted = try await Self.change(scaling, ["autoscale": .null, "nodeCount": 3])
        #expect(counted.last?.body == ["nodeCount": 3, "autoscale": off])
        let on = try await Self.change(Self.pool(), ["autoscale": ["min": 2, "max": 5]])
        #expect(on.last?.body == ["autoscale": ["enabled": true, "min": 2, "max": 5]])
    }

    @Test("a new pool that its manifest wants at the version it comes with is not upgraded")
    func versionAtBirth() async throws {
        let session = FakeSession(rest: Self.pool())
        try await operations("NodePool").create(
            wanted("NodePool", "web", ["name": "web", "cluster": "5f0c", "nodeCount": 2, "version": "1.34.3-nks.2"]),
            through: session)
        #expect(session.requests.map(\.path) == ["/clusters/5f0c/node-pool"])
        #expect(session.requests[0].body == ["name": "web", "nodeCount": 2])
    }
}
