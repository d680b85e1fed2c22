import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

@Suite("access control groups") struct AccessControlGroupTests {
    @Test("named protocols go by name, others by number, unknown codes stay")
    func protocols() async throws {
        func rule(_ type: JSON, _ direction: String) -> JSON {
            [
                "protocolType": type, "ipBlock": "", "accessControlGroupSequence": "5", "portRange": "",
                "accessControlGroupRuleType": ["code": .string(direction)], "accessControlGroupRuleDescription": "",
            ]
        }
        let session = FakeSession(answers: [
            "getAccessControlGroupList": [
                "accessControlGroupList": [["accessControlGroupNo": "5", "accessControlGroupName": "web"]]
            ],
            "getAccessControlGroupRuleList": [
                "accessControlGroupRuleList": [
                    rule(["code": "TCP", "number": 6], "INBND"), rule(["code": "OTHER", "number": 50], "INBND"),
                    rule(["code": "GRE"], "OTBND"), rule([:], "OTBND"),
                ]
            ],
        ])
        let object = try #require(
            try await operations("AccessControlGroup").list(ReadScope(everything: true), from: session).first)
        #expect(
            object.attributes["inbound"] == [
                ["protocol": "TCP", "group": "5"], ["protocol": "50", "group": "5"],
            ])
        #expect(object.attributes["outbound"] == [["protocol": "GRE", "group": "5"]])
    }

    @Test("a group may let itself in, by the id it only then gets")
    func itself() async throws {
        let address = try #require(Address("AccessControlGroup/web"))
        let rule: Value = .map([
            "protocol": "TCP", "group": .reference(Reference(address)), "ports": "1-65535",
        ])
        let session = FakeSession(answers: [
            "createAccessControlGroup": ["accessControlGroupList": [["accessControlGroupNo": "5"]]]
        ])
        try await operations("AccessControlGroup").create(
            DesiredObject(address, ["name": "web", "vpc": "1", "inbound": .list([rule])]), through: session)
        #expect(
            session.requests[1].fields == [
                "vpcNo": "1", "accessControlGroupNo": "5",
                "accessControlGroupRuleList.1.protocolTypeCode": "TCP",
                "accessControlGroupRuleList.1.accessControlGroupSequence": "5",
                "accessControlGroupRuleList.1.portRange": "1-65535",
            ])
    }

    @Test("another description means another rule, named without it in the removal")
    func description() async throws {
        let live = LiveObject(
            kind: "AccessControlGroup", id: "5",
            attributes: [
                "vpc": "1", "outbound": [],
                "inbound": [["protocol": "TCP", "cidr": "0.0.0.0/0", "ports": "443", "description": "old"]],
            ])
        let session = FakeSession()
        try await operations("AccessControlGroup").update(
            live,
            to: wanted(
                "AccessControlGroup", "web",
                ["inbound": [["cidr": "0.0.0.0/0", "protocol": "TCP", "ports": "443", "description": "new"]]]),
            through: session)
        #expect(
            session.events == [
                .change("removeAccessControlGroupInboundRule"), .wait("ready"),
                .change("addAccessControlGroupInboundRule"), .wait("ready"),
            ])
        let description = "accessControlGroupRuleList.1.accessControlGroupRuleDescription"
        #expect(session.requests.map { $0.fields[description] } == [nil, "new"])
    }

    @Test("an empty list takes all rules away")
    func emptied() async throws {
        let live = LiveObject(
            kind: "AccessControlGroup", id: "5",
            attributes: ["vpc": "1", "inbound": [], "outbound": [["protocol": "ICMP", "cidr": "0.0.0.0/0"]]])
        let session = FakeSession()
        try await operations("AccessControlGroup").update(
            live, to: wanted("AccessControlGroup", "web", ["outbound": []]), through: session)
        #expect(session.events == [.change("removeAccessControlGroupOutboundRule"), .wait("ready")])
    }

    @Test("a deletion names the VPC as well")
    func delete() async throws {
        let session = FakeSession()
        try await operations("AccessControlGroup").delete(
            LiveObject(kind: "AccessControlGroup", id: "5", attributes: ["vpc": "1"]), through: session)
        #expect(session.requests[0].fields == ["vpcNo": "1", "accessControlGroupNo": "5"])
    }
}
