import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the VPC answers") struct VPCFieldTests {
    @Test("the simulator has every action of the sheet, and no other")
    func actions() {
        #expect(VPCFieldTables.actions.count == 47)
        #expect(Set(ActionService.vpc.actions.keys) == Set(VPCFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = AnswerBook(client, tables: VPCFieldTables.actions)
            let home = Home(book)
            aclStory(book, home)
            groupStory(book, home)
            routeStory(book, home)
            peeringStory(book, home)
            book.call("deleteSubnet", ["subnetNo": home.subnet])
            book.settle()
            book.call("deleteVpc", ["vpcNo": home.vpc])
            #expect(book.problems == [])
            #expect(Set(book.sizes.keys) == Set(VPCFieldTables.actions.keys))
            let empty = book.sizes.filter { $0.value == 0 }.keys.sorted()
            // The last subnet taken off a table leaves it without any, and so does the last rule.
            #expect(empty == ["removeNetworkAclInboundRule", "removeNetworkAclOutboundRule", "removeRouteTableSubnet"])
        }
    }

    /// A VPC with a private subnet.
    private struct Home {
        let vpc: String
        let acl: String
        let subnet: String

        init(_ book: AnswerBook) {
            vpc = book.call("createVpc", ["ipv4CidrBlock": "10.0.0.0/16", "vpcName": "lab"]).number("vpcNo")
            book.settle()
            book.call("getVpcList")
            book.call("getVpcDetail", ["vpcNo": vpc])
            acl = book.call("getNetworkAclList", ["vpcNo": vpc]).number("networkAclNo")
            subnet = book.call("createSubnet", Self.subnet("10.0.1.0/24", vpc, acl)).number("subnetNo")
            book.settle()
            book.call("getSubnetList")
            book.call("getSubnetDetail", ["subnetNo": subnet])
        }

        static func subnet(_ range: String, _ vpc: String, _ acl: String) -> [String: String] {
            [
                "vpcNo": vpc, "networkAclNo": acl, "zoneCode": "KR-1", "subnet": range, "subnetTypeCode": "PRIVATE",
                "subnetName": "inside",
            ]
        }
    }

    private func aclStory(_ book: AnswerBook, _ home: Home) {
        let acl = book.call(
            "createNetworkAcl",
            ["vpcNo": home.vpc, "networkAclName": "strict", "networkAclDescription": "no way"]
        ).number("networkAclNo")
        book.settle()
        book.call("getNetworkAclDetail", ["networkAclNo": acl])
        book.call("setNetworkAclDescription", ["networkAclNo": acl, "networkAclDescription": "one way"])
        book.call("setSubnetNetworkAcl", ["subnetNo": home.subnet, "networkAclNo": acl])
        book.settle()
        for direction in ["Inbound", "Outbound"] {
            let rule = [
                "networkAclNo": acl, "networkAclRuleList.1.priority": "7",
                "networkAclRuleList.1.protocolTypeCode": "TCP", "networkAclRuleList.1.portRange": "22",
                "networkAclRuleList.1.ipBlock": "0.0.0.0/0", "networkAclRuleList.1.ruleActionCode": "DROP",
            ]
            book.call("addNetworkAcl\(direction)Rule", rule)
            book.settle()
            book.call("getNetworkAclRuleList", ["networkAclNo": acl])
            book.call("removeNetworkAcl\(direction)Rule", rule)
            book.settle()
        }
        book.call("setSubnetNetworkAcl", ["subnetNo": home.subnet, "networkAclNo": home.acl])
        book.settle()
        book.call("deleteNetworkAcl", ["networkAclNo": acl])
        book.settle()
    }

    private func groupStory(_ book: AnswerBook, _ home: Home) {
        let group = [
            "networkAclDenyAllowGroupNo": book.call("createNetworkAclDenyAllowGroup", ["vpcNo": home.vpc])
                .number("networkAclDenyAllowGroupNo")
        ]
        book.settle()
        book.call("getNetworkAclDenyAllowGroupList")
        book.call(
            "setNetworkAclDenyAllowGroupIpList", group.merging(["ipList.1": "203.0.113.7"]) { $1 })
        book.settle()
        book.call(
            "setNetworkAclDenyAllowGroupDescription",
            group.merging(["networkAclDenyAllowGroupDescription": "scanners"]) { $1 })
        book.settle()
        book.call("getNetworkAclDenyAllowGroupDetail", group)
        book.call("deleteNetworkAclDenyAllowGroup", group)
        book.settle()
    }

    private func routeStory(_ book: AnswerBook, _ home: Home) {
        let subnet = Home.subnet("10.0.9.0/24", home.vpc, home.acl)
            .merging(["usageTypeCode": "NATGW", "subnetTypeCode": "PUBLIC", "subnetName": "out"]) { $1 }
        let outside = book.call("createSubnet", subnet).number("subnetNo")
        book.settle()
        let gateway = book.call(
            "createNatGatewayInstance",
            ["vpcNo": home.vpc, "zoneCode": "KR-1", "subnetNo": outside, "natGatewayName": "way-out"])
        let natGateway = ["natGatewayInstanceNo": gateway.number("natGatewayInstanceNo")]
        book.settle()
        book.call("getNatGatewayInstanceList")
        book.call("getNatGatewayInstanceDetail", natGateway)
        book.call("setNatGatewayDescription", natGateway.merging(["natGatewayDescription": "the way out"]) { $1 })
        tableStory(book, home, gateway)
        book.call("deleteNatGatewayInstance", natGateway)
        book.settle()
        book.call("deleteSubnet", ["subnetNo": outside])
        book.settle()
    }

    private func tableStory(_ book: AnswerBook, _ home: Home, _ gateway: JSON) {
        let number = book.call(
            "createRouteTable", ["vpcNo": home.vpc, "supportedSubnetTypeCode": "PRIVATE", "routeTableName": "inside"]
        ).number("routeTableNo")
        let table = ["vpcNo": home.vpc, "routeTableNo": number]
        book.settle()
        book.call("getRouteTableList")
        book.call("getRouteTableDetail", ["routeTableNo": number])
        book.call("setRouteTableDescription", ["routeTableNo": number, "routeTableDescription": "of the inside"])
        let route = table.merging([
            "routeList.1.destinationCidrBlock": "0.0.0.0/0", "routeList.1.targetTypeCode": "NATGW",
            "routeList.1.targetNo": gateway.number("natGatewayInstanceNo"),
            "routeList.1.targetName": gateway.number("natGatewayName"),
        ]) { $1 }
        book.call("addRoute", route)
        book.settle()
        book.call("getRouteList", table)
        book.call("removeRoute", route)
        book.settle()
        book.call("addRouteTableSubnet", table.merging(["subnetNoList.1": home.subnet]) { $1 })
        book.settle()
        book.call("getRouteTableSubnetList", ["routeTableNo": number])
        book.call("removeRouteTableSubnet", table.merging(["subnetNoList.1": home.subnet]) { $1 })
        book.settle()
        book.call("deleteRouteTable", ["routeTableNo": number])
        book.settle()
    }

    private func peeringStory(_ book: AnswerBook, _ home: Home) {
        let peering = [
            "vpcPeeringInstanceNo": book.call(
                "createVpcPeeringInstance",
                [
                    "sourceVpcNo": home.vpc, "targetVpcNo": "4711", "targetVpcName": "theirs",
                    "targetVpcLoginId": "they@example.com",
                ]
            ).number("vpcPeeringInstanceNo")
        ]
        book.call("getVpcPeeringInstanceList")
        book.call("acceptOrRejectVpcPeering", peering.merging(["isAccept": "true"]) { $1 })
        book.settle()
        book.call("setVpcPeeringDescription", peering.merging(["vpcPeeringDescription": "theirs and ours"]) { $1 })
        book.call("getVpcPeeringInstanceDetail", peering)
        book.call("deleteVpcPeeringInstance", peering)
        book.settle()
    }
}

extension JSON {
    /// The text of a member, empty when it is missing.
    fileprivate func number(_ name: String) -> String { self[name]?.text ?? "" }
}
