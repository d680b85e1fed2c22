import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Kinds of services that nacre does not manage yet, written down from the documents, to see that the two forms fit
/// them. Their service is a case of `Service` that is still to come; another one stands in for it.
@Suite("forms for services to come") struct ComingServicesTests {
    private static func parent(_ field: String, _ kind: String) -> ParentKind {
        ParentKind(field: field, kind: kind) { _ throws(APIFailure) in ["1"] }
    }

    private static func desired(_ attributes: Attributes) -> DesiredObject { wanted("New", "new", attributes) }

    private static func changes(
        _ operations: any Operations, _ id: String, from live: Attributes, to attributes: Attributes
    ) async throws -> FakeSession {
        let session = FakeSession()
        try await operations.update(
            LiveObject(kind: "New", id: id, attributes: live), to: desired(attributes), through: session)
        return session
    }

    // MARK: Databases

    /// Source: api/clouddb.md §1, §2. Its deletion waits for the running state first: a `clearing`.
    private static let mysql = ActionOperations(
        "Mysql", .vpc, noun: "CloudMysqlInstance",
        [
            .text("name", "cloudMysqlServiceName"), .text("serverNamePrefix", "cloudMysqlServerNamePrefix"),
            .text("vpc", "vpcNo"), .text("subnet", "subnetNo"),
            .sent("password", as: "cloudMysqlUserPassword").sensitive, .text("product", "cloudMysqlProductCode"),
            .text("image", "cloudMysqlImageProductCode"), .bool("highAvailability", "isHa"),
            .number("backupDays", "backupFileRetentionPeriod"),
            .texts("accessControlGroups", "accessControlGroupNoList"),
            .texts("servers", "cloudMysqlServerInstanceList", each: "cloudMysqlServerInstanceNo"),
            .statusAndOperation(of: "cloudMysqlInstance"), .created,
        ],
        changes: [.set("product", by: "changeCloudMysqlServerSpec")])

    @Test("a database waits through its operations, sends its password once and changes its product in place")
    func database() async throws {
        let wire: JSON = [
            "cloudMysqlInstanceNo": "9", "cloudMysqlInstanceStatus": ["code": "CREAT"],
            "cloudMysqlInstanceOperation": ["code": "SETUP"],
            "cloudMysqlServerInstanceList": [["cloudMysqlServerInstanceNo": "91"]],
        ]
        let object = try #require(Self.mysql.read(wire))
        #expect(object.status == "CREAT/SETUP" && object.attributes["servers"] == ["91"])
        let session = FakeSession(answers: ["createCloudMysqlInstance": ["cloudMysqlInstanceList": [wire]]])
        try await Self.mysql.create(
            Self.desired(["name": "orders", "password": .secret(Secret("pass")), "highAvailability": true]),
            through: session)
        #expect(
            session.requests[0].fields
                == ["cloudMysqlServiceName": "orders", "cloudMysqlUserPassword": "pass", "isHa": "true"])
        #expect(session.creation?.id == "9" && session.events.last == .wait("ready"))
        let change = try await Self.changes(Self.mysql, "9", from: ["product": "small"], to: ["product": "large"])
        #expect(change.requests[0].fields == ["cloudMysqlInstanceNo": "9", "cloudMysqlProductCode": "large"])
    }

    // MARK: Auto Scaling

    /// Source: api/autoscaling.md §4. One call makes a policy and replaces it.
    private static let policy = ActionOperations(
        "ScalingPolicy", .vpc, id: "policyNo", under: parent("group", "AutoScalingGroup"),
        [
            .sent("group", as: "autoScalingGroupNo"), .text("name", "policyName"),
            .code("adjustment", "adjustmentType"), .number("amount", "scalingAdjustment"),
        ],
        look: .none,
        names: {
            $0.list = "getAutoScalingPolicyList"
            $0.create = "putScalingPolicy"
        },
        changes: [.set("group", "name", "adjustment", "amount", by: "putScalingPolicy")])

    @Test("a policy is put again with all it has when one part of it changes")
    func policies() async throws {
        let live: Attributes = ["group": "1", "name": "more", "adjustment": "CHANG", "amount": 1]
        let change = try await Self.changes(Self.policy, "1/4", from: live, to: ["amount": 2])
        #expect(
            change.requests[0].fields == [
                "policyNo": "4", "autoScalingGroupNo": "1", "policyName": "more", "adjustmentTypeCode": "CHANG",
                "scalingAdjustment": "2",
            ])
    }

    // MARK: Kubernetes

    /// Source: api/nks.md §2, §3.
    private static let cluster = RESTOperations(
        "Cluster", .apiGateway, "/clusters/{cluster-uuid}", id: "uuid", list: .whole("clusters"), member: "cluster",
        [
            .text("name", "name"), .number("vpc", "vpcNo"), .text("version", "k8sVersion"),
            .bool("auditLog", "log.audit", sent: "audit").setLater(from: false),
            .bool("returnProtection", "returnProtection").setLater(from: false), .plainStatus("status"),
        ],
        hasDetail: true,
        changes: [
            .set("auditLog", by: .patch, at: "/log"),
            .set("returnProtection", by: .patch, at: "/return-protection"),
        ])

    /// Source: api/nks.md §5. The answer gives the id of the cluster, and no number of the pool.
    private static let pool = RESTOperations(
        "NodePool", .apiGateway, "/clusters/{cluster-uuid}/node-pool/{instance-no}", id: "instanceNo",
        list: .whole("nodePool"), member: "nodePool", under: parent("cluster", "Cluster"),
        [.text("name", "name"), .number("count", "nodeCount")], isFoundByMarker: true,
        changes: [.set("count", by: .patch)])

    @Test("a cluster is changed part by part, and its node pools are found by name")
    func kubernetes() async throws {
        let session = FakeSession(answers: ["/clusters": ["uuid": "c1"], "/clusters/c1/node-pool": ["uuid": "c1"]])
        try await Self.cluster.create(
            Self.desired(["name": "shop", "vpc": 7, "returnProtection": true]), through: session)
        #expect(session.requests[0].body == ["name": "shop", "vpcNo": 7])
        #expect(session.creation?.id == "c1")
        #expect(session.requests[1].path == "/clusters/c1/return-protection")
        #expect(session.requests[1].body == ["returnProtection": true])
        try await Self.pool.create(Self.desired(["cluster": "c1", "name": "web", "count": 3]), through: session)
        #expect(session.creation.map { $0.id == nil } == true)
        let change = try await Self.changes(Self.pool, "c1/12", from: ["count": 3], to: ["count": 5])
        #expect(change.requests[0].path == "/clusters/c1/node-pool/12" && change.requests[0].body == ["nodeCount": 5])
    }

    // MARK: Keys

    /// Source: api/kms.md §3, §4. Its deletion is a request for it, and its state a call each way: functions written out.
    private static let key = RESTOperations(
        "Key", .apiGateway, "/keys/{key-tag}", id: "keyTag", list: .pages(.numbered(list: "data.KeyList")),
        member: "data",
        [.text("name", "keyName"), .text("type", "keyType"), .text("memo", "memo"), .plainStatus("status")],
        hasDetail: true, changes: [.set("memo", by: .put, at: "/memo")])

    @Test("a key is read out of its envelope and pages")
    func keys() async throws {
        let row: JSON = ["keyTag": "k1", "keyName": "disk", "status": "ENABLE"]
        let session = FakeSession(answers: [
            "/keys": ["data": ["totalCount": 1, "KeyList": [row]]], "/keys/k1": ["data": row],
        ])
        #expect(try await Self.key.list(ReadScope(), from: session).map(\.status) == ["ENABLE"])
        guard case .shown(let key) = try await Self.key.detail(of: "k1", knownAs: [:], from: session) else {
            Issue.record("not shown")
            return
        }
        #expect(key.name == "disk")
    }
}
