import OrderedJSON
import Testing

@testable import Simulator

@Suite struct VPCTests {
    private func status(_ reply: TestClient.Reply, _ field: String) -> String {
        reply.first[field]?["code"]?.text ?? ""
    }

    @Test("a VPC walks INIT, CREATING, RUN and goes by TERMTING")
    func lifeCycle() async throws {
        try await withSimulator { client in
            let made = client.call("createVpc", ["ipv4CidrBlock": "10.0.0.0/16", "vpcName": "lab"])
            let number = try #require(made.first["vpcNo"]?.text)
            #expect(status(made, "vpcStatus") == "INIT")
            client.pass(1)
            #expect(status(client.call("getVpcDetail", ["vpcNo": number]), "vpcStatus") == "CREATING")
            client.pass(4)
            #expect(status(client.call("getVpcDetail", ["vpcNo": number]), "vpcStatus") == "RUN")
            #expect(status(client.call("deleteVpc", ["vpcNo": number]), "vpcStatus") == "TERMTING")
            client.pass(3)
            #expect(client.call("getVpcDetail", ["vpcNo": number]).first == .null)
            #expect(client.call("getNetworkAclList", ["vpcNo": number]).content["totalRows"] == 0)
            #expect(client.call("getAccessControlGroupList", ["vpcNo": number]).content["totalRows"] == 0)
        }
    }

    @Test("a new VPC has its four companions, which cannot be deleted")
    func companions() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let tables = client.call("getRouteTableList", ["vpcNo": home.vpc]).content["routeTableList"]?.elements ?? []
            #expect(
                tables.map { $0["routeTableName"]?.text } == ["lab-default-public-table", "lab-default-private-table"])
            #expect(tables.allSatisfy { $0["isDefault"] == true })
            #expect(client.call("deleteNetworkAcl", ["networkAclNo": home.acl]).status == 400)
            #expect(
                client.call("deleteAccessControlGroup", ["vpcNo": home.vpc, "accessControlGroupNo": home.acg]).status
                    == 400)
        }
    }

    @Test("a second subnet while the first is being made is 1001015, an overlap 1001007, a name twice 1001020")
    func subnetRules() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            func create(_ range: String, _ name: String) -> TestClient.Reply {
                client.call(
                    "createSubnet",
                    [
                        "vpcNo": home.vpc, "zoneCode": "KR-1", "subnet": range, "networkAclNo": home.acl,
                        "subnetTypeCode": "PUBLIC", "subnetName": name,
                    ])
            }
            #expect(create("10.0.1.0/24", "one").status == 200)
            #expect(create("10.0.2.0/24", "two").code == "1001015")
            client.pass(5)
            #expect(create("10.0.1.128/25", "two").code == "1001007")
            #expect(create("10.0.2.0/24", "one").code == "1001020")
            #expect(create("10.0.2.0/24", "two").status == 200)
            #expect(client.call("deleteVpc", ["vpcNo": home.vpc]).status == 400)
        }
    }

    @Test("rules of a network ACL are added once, refused while others are set, and removed by their values")
    func aclRules() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            func rule(_ priority: String) -> [String: String] {
                [
                    "networkAclNo": home.acl, "networkAclRuleList.1.priority": priority,
                    "networkAclRuleList.1.protocolTypeCode": "TCP", "networkAclRuleList.1.portRange": "22",
                    "networkAclRuleList.1.ipBlock": "0.0.0.0/0", "networkAclRuleList.1.ruleActionCode": "ALLOW",
                ]
            }
            let added = client.call("addNetworkAclInboundRule", rule("1"))
            #expect(added.first["networkAclRuleType"]?["code"] == "INBND")
            #expect(added.first["denyAllowGroupNo"] == .some(""))
            #expect(client.call("addNetworkAclInboundRule", rule("2")).code == "1012005")
            client.pass(5)
            #expect(client.call("addNetworkAclInboundRule", rule("1")).status == 400)
            #expect(client.call("removeNetworkAclInboundRule", rule("1")).status == 200)
            #expect(client.call("getNetworkAclRuleList", ["networkAclNo": home.acl]).content["totalRows"] == 0)
        }
    }

    @Test("a route to a NAT gateway needs the gateway and another change needs the table at rest")
    func routes() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let subnet = client.call(
                "createSubnet",
                [
                    "vpcNo": home.vpc, "zoneCode": "KR-1", "subnet": "10.0.9.0/24", "networkAclNo": home.acl,
                    "subnetTypeCode": "PUBLIC", "usageTypeCode": "NATGW",
                ]
            ).first["subnetNo"]?.text
            client.pass(5)
            let gateway = client.call(
                "createNatGatewayInstance", ["vpcNo": home.vpc, "zoneCode": "KR-1", "subnetNo": subnet ?? ""]
            ).first
            #expect(gateway["natGatewayType"]?["code"] == "PBLIP")
            #expect(gateway["publicIp"]?.text?.isEmpty == false)
            client.pass(30)
            let table = client.call(
                "getRouteTableList", ["vpcNo": home.vpc, "supportedSubnetTypeCode": "PRIVATE"]
            ).first["routeTableNo"]?.text
            let route = [
                "vpcNo": home.vpc, "routeTableNo": table ?? "", "routeList.1.destinationCidrBlock": "0.0.0.0/0",
                "routeList.1.targetTypeCode": "NATGW",
                "routeList.1.targetNo": gateway["natGatewayInstanceNo"]?.text ?? "",
                "routeList.1.targetName": gateway["natGatewayName"]?.text ?? "",
            ]
            #expect(client.call("addRoute", route).content["totalRows"] == 2)
            #expect(client.call("removeRoute", route).code == "1017013")
            client.pass(5)
            let number = gateway["natGatewayInstanceNo"]?.text ?? ""
            #expect(client.call("deleteNatGatewayInstance", ["natGatewayInstanceNo": number]).status == 400)
            #expect(client.call("removeRoute", route).content["totalRows"] == 1)
            #expect(client.call("deleteNatGatewayInstance", ["natGatewayInstanceNo": number]).status == 200)
            #expect(client.call("deleteSubnet", ["subnetNo": subnet ?? ""]).code == "1001019")
        }
    }
}
