import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

@Suite("network ACLs") struct NetworkAclTests {
    private static let ssh: JSON = [
        "networkAclNo": "9", "priority": 10, "protocolType": ["code": "TCP"], "portRange": "22",
        "ruleAction": ["code": "ALLOW"], "ipBlock": "10.0.0.0/16", "denyAllowGroupNo": "",
        "networkAclRuleType": ["code": "INBND"], "networkAclRuleDescription": "ops",
    ]
    private static let lists: [String: JSON] = [
        "getNetworkAclList": [
            "totalRows": 2,
            "networkAclList": [
                [
                    "networkAclNo": "9", "networkAclName": "web", "vpcNo": "1", "networkAclStatus": ["code": "RUN"],
                    "networkAclDescription": "", "isDefault": false,
                ],
                ["networkAclNo": "10", "networkAclName": "other", "isDefault": true],
            ],
        ],
        "getNetworkAclRuleList": ["networkAclRuleList": [ssh, ["priority": 1], ["networkAclRuleType": "?"]]],
    ]
    private static let sshRule: Value = [
        "priority": 10, "protocol": "TCP", "cidr": "10.0.0.0/16", "ports": "22", "action": "ALLOW",
        "description": "ops",
    ]

    @Test("rules are read for those in question only")
    func list() async throws {
        let session = FakeSession(answers: Self.lists)
        let objects = try await operations("NetworkAcl").list(ReadScope(names: ["web"]), from: session)
        #expect(objects.map(\.id) == ["9", "10"])
        #expect(objects[0].attributes["inbound"] == [Self.sshRule])
        #expect(objects[0].attributes["outbound"] == [])
        #expect(objects[1].attributes["inbound"] == nil)
        #expect(session.requests("getNetworkAclRuleList").map { $0["networkAclNo"] } == ["9"])
    }

    @Test("one that goes away while its rules are read is left out")
    func goneMeanwhile() async throws {
        let list = try #require(Self.lists["getNetworkAclList"])
        let later: JSON = ["totalRows": 1, "networkAclList": [["networkAclNo": "10", "networkAclName": "other"]]]
        let session = FakeSession(
            turns: ["getNetworkAclList": [list, later]], failures: ["getNetworkAclRuleList": .gone])
        let objects = try await operations("NetworkAcl").list(ReadScope(ids: ["9"]), from: session)
        #expect(objects.map(\.id) == ["10"])
    }

    @Test("one that is listed is not gone because the call for its rules says so")
    func rulesCalledGone() async throws {
        let session = FakeSession(answers: Self.lists, failures: ["getNetworkAclRuleList": .gone])
        let failure = await #expect(throws: APIFailure.self) {
            try await operations("NetworkAcl").list(ReadScope(ids: ["9"]), from: session)
        }
        #expect(failure?.classification == .refused)
        let list = try #require(Self.lists["getNetworkAclList"])
        let shown = FakeSession(
            answers: ["getNetworkAclDetail": list], failures: ["getNetworkAclRuleList": .gone])
        await #expect(throws: APIFailure.self) {
            try await operations("NetworkAcl").detail(of: "9", knownAs: [:], from: shown)
        }
    }

    @Test("a new one is ready before its rules come")
    func create() async throws {
        let session = FakeSession(answers: ["createNetworkAcl": ["networkAclList": [["networkAclNo": "9"]]]])
        try await operations("NetworkAcl").create(
            wanted("NetworkAcl", "web", ["name": "web", "vpc": "1", "inbound": [Self.sshRule]]), through: session)
        #expect(
            session.events == [
                .create("createNetworkAcl"), .wait("ready"), .change("addNetworkAclInboundRule"), .wait("ready"),
            ])
        #expect(session.requests[0].fields == ["vpcNo": "1", "networkAclName": "web"])
        #expect(
            session.requests[1].fields == [
                "networkAclNo": "9", "networkAclRuleList.1.priority": "10",
                "networkAclRuleList.1.protocolTypeCode": "TCP", "networkAclRuleList.1.ipBlock": "10.0.0.0/16",
                "networkAclRuleList.1.portRange": "22", "networkAclRuleList.1.ruleActionCode": "ALLOW",
                "networkAclRuleList.1.networkAclRuleDescription": "ops",
            ])
    }

    @Test("a changed rule is removed before its successor takes the priority")
    func changedRule() async throws {
        let group: Value = ["priority": 10, "protocol": "ICMP", "denyAllowGroup": "77", "action": "DROP"]
        let live = LiveObject(
            kind: "NetworkAcl", id: "9", attributes: ["inbound": [group], "outbound": [Self.sshRule]], status: "RUN")
        let session = FakeSession()
        try await operations("NetworkAcl").update(
            live, to: wanted("NetworkAcl", "web", ["inbound": [Self.sshRule]]), through: session)
        #expect(
            session.events == [
                .change("removeNetworkAclInboundRule"), .wait("ready"), .change("addNetworkAclInboundRule"),
                .wait("ready"),
            ])
        #expect(session.requests[0].fields["networkAclRuleList.1.ipBlock"] == "")
        #expect(session.requests[0].fields["networkAclRuleList.1.denyAllowGroupNo"] == "77")
    }

    @Test("a run cut off after the change finds nothing left to do")
    func updateAgain() async throws {
        let live = LiveObject(
            kind: "NetworkAcl", id: "9",
            attributes: ["description": "x", "inbound": [Self.sshRule], "outbound": []], status: "RUN")
        let session = FakeSession()
        try await operations("NetworkAcl").update(
            live, to: wanted("NetworkAcl", "web", ["description": "x", "inbound": [Self.sshRule]]), through: session)
        #expect(session.events.isEmpty)
    }

    @Test("rules that were not listed are read before they are changed")
    func unknownRules() async throws {
        let live = LiveObject(kind: "NetworkAcl", id: "9", attributes: [:], status: "RUN")
        let session = FakeSession(answers: Self.lists)
        try await operations("NetworkAcl").update(
            live, to: wanted("NetworkAcl", "web", ["inbound": [Self.sshRule]]), through: session)
        #expect(session.events == [.read("getNetworkAclRuleList")])
    }

    @Test("an emptied description is sent as one")
    func description() async throws {
        let live = LiveObject(
            kind: "NetworkAcl", id: "9", attributes: ["description": "old", "inbound": [], "outbound": []])
        let session = FakeSession()
        try await operations("NetworkAcl").update(
            live, to: wanted("NetworkAcl", "web", ["description": ""]), through: session)
        #expect(session.requests[0].fields == ["networkAclNo": "9", "networkAclDescription": ""])
    }

    @Test("the default one is not deleted")
    func deleteDefault() async throws {
        let live = LiveObject(kind: "NetworkAcl", id: "9", attributes: ["isDefault": true])
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("NetworkAcl").delete(live, through: session)
        }
        #expect(session.requests.isEmpty)
    }
}
