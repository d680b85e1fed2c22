import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

@Suite("NAT gateways") struct NatGatewayTests {
    @Test("types have the words of subnets; what the cloud left out is absent")
    func list() async throws {
        let session = FakeSession(answers: [
            "getNatGatewayInstanceList": [
                "natGatewayInstanceList": [
                    ["natGatewayInstanceNo": "5", "natGatewayType": ["code": "PBLIP"], "publicIp": "203.0.113.9"],
                    ["natGatewayInstanceNo": "6", "natGatewayType": ["code": "PRVT"], "publicIp": ""],
                    ["natGatewayInstanceNo": "7", "natGatewayType": ["code": "ODD"]],
                ]
            ]
        ])
        let objects = try await operations("NatGateway").list(ReadScope(everything: true), from: session)
        #expect(objects.map { $0.attributes["type"] } == ["PUBLIC", "PRIVATE", "ODD"])
        #expect(objects.map { $0.attributes["publicAddress"] } == ["203.0.113.9", .null, .null])
    }

    @Test("one without a subnet is refused before anything is called")
    func withoutSubnet() async throws {
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("NatGateway").create(
                wanted("NatGateway", "out", ["name": "out", "vpc": "1", "zone": "KR-1"]), through: session)
        }
        #expect(session.requests.isEmpty)
    }
}

extension NatGatewayTests {
    @Test("routes that lead to a gateway go before it does, and no others")
    func routesGoFirst() async throws {
        func route(_ destination: String, _ target: String) -> JSON {
            [
                "destinationCidrBlock": .string(destination), "targetType": ["code": "NATGW"],
                "targetNo": .string(target), "targetName": "out",
            ]
        }
        let session = FakeSession(answers: [
            "getRouteTableList": ["routeTableList": [["routeTableNo": "9"]]],
            "getRouteList": ["routeList": [route("0.0.0.0/0", "5"), route("10.9.0.0/16", "6")]],
            "getRouteTableSubnetList": ["subnetList": []],
        ])
        try await operations("NatGateway").delete(
            LiveObject(kind: "NatGateway", id: "5", attributes: ["vpc": "1"]), through: session)
        #expect(
            session.events.suffix(4) == [
                .change("removeRoute"), .wait("RouteTable 9: ready"), .delete("deleteNatGatewayInstance"),
                .wait("gone"),
            ])
        let removed = try #require(session.requests("removeRoute").first)
        #expect(removed.fields["routeList.1.targetNo"] == "5" && removed.fields["routeList.2.targetNo"] == nil)
    }
}

@Suite("VPC peerings") struct VpcPeeringTests {
    private static func request(_ status: String, isBetweenAccounts: Bool = true) -> LiveObject {
        LiveObject(
            kind: "VpcPeering", id: "5",
            attributes: [
                "isBetweenAccounts": .bool(isBetweenAccounts), "sourceVpc": "1", "accepted": .bool(status == "RUN"),
            ], status: status)
    }

    private static let wanting: Attributes = ["sourceVpc": "1", "targetVpc": "2", "name": "to-them"]
    private static let created: [String: JSON] = [
        "createVpcPeeringInstance": ["vpcPeeringInstanceList": [["vpcPeeringInstanceNo": "5"]]]
    ]

    @Test("a peering within the account is waited for until it runs")
    func own() async throws {
        let session = FakeSession(
            answers: Self.created, looks: [Self.request("INIT", isBetweenAccounts: false)])
        await #expect(throws: StepFailure.self) {
            try await operations("VpcPeering").create(
                wanted("VpcPeering", "to-them", Self.wanting), through: session)
        }
    }

    @Test("a peering with another account is made when it is asked for")
    func foreign() async throws {
        let session = FakeSession(answers: Self.created, looks: [Self.request("INIT")])
        let attributes = Self.wanting.merging(["targetVpcName": "theirs", "targetAccount": "they@example.com"]) { $1 }
        try await operations("VpcPeering").create(wanted("VpcPeering", "to-them", attributes), through: session)
        #expect(
            session.requests[0].fields == [
                "sourceVpcNo": "1", "targetVpcNo": "2", "targetVpcName": "theirs",
                "targetVpcLoginId": "they@example.com", "vpcPeeringName": "to-them",
            ])
    }

    @Test("a request of another account is accepted, once")
    func accept() async throws {
        let session = FakeSession()
        try await operations("VpcPeering").update(
            Self.request("INIT"), to: wanted("VpcPeering", "from-them", ["accepted": true]), through: session)
        #expect(session.requests.map(\.fields) == [["vpcPeeringInstanceNo": "5", "isAccept": "true"]])
        let again = FakeSession()
        try await operations("VpcPeering").update(
            Self.request("RUN"), to: wanted("VpcPeering", "from-them", ["accepted": true]), through: again)
        #expect(again.requests.isEmpty)
    }

    @Test("a running peering is not rejected any more")
    func reject() async throws {
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("VpcPeering").update(
                Self.request("RUN"), to: wanted("VpcPeering", "from-them", ["accepted": false]), through: session)
        }
        #expect(session.requests.isEmpty)
    }

    @Test("a waiting request is rejected when it comes from another account, and taken back when it is ours")
    func delete() async throws {
        let foreign = FakeSession(answers: ["getVpcDetail": ["vpcList": []]])
        try await operations("VpcPeering").delete(Self.request("INIT"), through: foreign)
        #expect(foreign.events.suffix(2) == [.delete("acceptOrRejectVpcPeering"), .wait("gone")])
        #expect(foreign.requests.last?.fields["isAccept"] == "false")

        let own = FakeSession(answers: ["getVpcDetail": ["vpcList": [["vpcNo": "1"]]]])
        try await operations("VpcPeering").delete(Self.request("INIT"), through: own)
        #expect(own.events.suffix(2) == [.delete("deleteVpcPeeringInstance"), .wait("gone")])
    }
}

@Suite("deny-allow groups") struct DenyAllowGroupTests {
    private static func live(_ addresses: Value) -> LiveObject {
        LiveObject(
            kind: "NetworkAclDenyAllowGroup", id: "5", attributes: ["description": "x", "addresses": addresses],
            status: "RUN")
    }

    private static func addressesSent(_ live: Value, wanted list: Value) async throws -> [[String: String]] {
        let session = FakeSession()
        try await operations("NetworkAclDenyAllowGroup").update(
            Self.live(live), to: wanted("NetworkAclDenyAllowGroup", "g", ["description": "x", "addresses": list]),
            through: session)
        return session.requests.map(\.fields)
    }

    @Test("the whole list is sent, each address once; order alone is no change")
    func addresses() async throws {
        let group = "networkAclDenyAllowGroupNo"
        #expect(
            try await Self.addressesSent(["203.0.113.7"], wanted: ["203.0.113.9", "203.0.113.8", "203.0.113.9"])
                == [[group: "5", "ipList.1": "203.0.113.8", "ipList.2": "203.0.113.9"]])
        #expect(try await Self.addressesSent(["1.1.1.1", "2.2.2.2"], wanted: ["2.2.2.2", "1.1.1.1"]) == [])
        #expect(try await Self.addressesSent(["1.1.1.1"], wanted: []) == [[group: "5"]])
    }

    @Test("a new one is ready before its addresses come")
    func create() async throws {
        let session = FakeSession(answers: [
            "createNetworkAclDenyAllowGroup": [
                "networkAclDenyAllowGroupList": [["networkAclDenyAllowGroupNo": "5"]]
            ]
        ])
        try await operations("NetworkAclDenyAllowGroup").create(
            wanted("NetworkAclDenyAllowGroup", "g", ["name": "g", "vpc": "1", "addresses": ["203.0.113.7"]]),
            through: session)
        #expect(
            session.events == [
                .create("createNetworkAclDenyAllowGroup"), .wait("ready"),
                .change("setNetworkAclDenyAllowGroupIpList"), .wait("ready"),
            ])
    }
}
