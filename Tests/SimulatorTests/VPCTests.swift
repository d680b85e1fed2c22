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

    @Test("a peering with another account stays INIT until it is accepted; rejected, it disappears")
    func foreignPeering() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            func ask(_ name: String) -> String {
                let reply = client.call(
                    "createVpcPeeringInstance",
                    [
                        "sourceVpcNo": home.vpc, "targetVpcNo": "4711", "targetVpcName": "theirs",
                        "targetVpcLoginId": "they@example.com", "vpcPeeringName": name,
                    ])
                #expect(reply.first["isBetweenAccounts"] == true)
                return reply.first["vpcPeeringInstanceNo"]?.text ?? ""
            }
            func now(_ number: String) -> TestClient.Reply {
                client.call("getVpcPeeringInstanceDetail", ["vpcPeeringInstanceNo": number])
            }
            let (welcome, unwelcome) = (ask("welcome"), ask("unwelcome"))
            client.pass(3600)
            #expect(status(now(welcome), "vpcPeeringInstanceStatus") == "INIT")
            _ = client.call("acceptOrRejectVpcPeering", ["vpcPeeringInstanceNo": welcome, "isAccept": "true"])
            _ = client.call("acceptOrRejectVpcPeering", ["vpcPeeringInstanceNo": unwelcome, "isAccept": "false"])
            client.pass(10)
            #expect(status(now(welcome), "vpcPeeringInstanceStatus") == "RUN")
            #expect(now(unwelcome).content["totalRows"] == 0)
            let again = ["vpcPeeringInstanceNo": welcome, "isAccept": "true"]
            #expect(client.call("acceptOrRejectVpcPeering", again).status == 400)
            #expect(client.call("deleteVpc", ["vpcNo": home.vpc]).status == 400)
        }
    }

    @Test("another account's VPC needs its name")
    func foreignName() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let request = [
                "sourceVpcNo": home.vpc, "targetVpcNo": "4711", "targetVpcLoginId": "they@example.com",
            ]
            #expect(client.call("createVpcPeeringInstance", request).status == 400)
        }
    }

    @Test("an address is in eight deny-allow groups of a VPC at most, and a group has a hundred of them")
    func denyAllowLimits() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            func fill(_ addresses: [String]) -> Int {
                let group = client.call("createNetworkAclDenyAllowGroup", ["vpcNo": home.vpc])
                client.pass(10)
                var parameters = [
                    "networkAclDenyAllowGroupNo": group.first["networkAclDenyAllowGroupNo"]?.text ?? ""
                ]
                for (index, address) in addresses.enumerated() { parameters["ipList.\(index + 1)"] = address }
                return client.call("setNetworkAclDenyAllowGroupIpList", parameters).status
            }
            #expect((0..<9).map { _ in fill(["203.0.113.7"]) } == Array(repeating: 200, count: 8) + [400])
            #expect(fill((0..<101).map { "198.51.100.\($0)" }) == 400)
            #expect(fill(["198.51.100.1", "198.51.100.1"]) == 400)
        }
    }

    @Test("what does not exist: details are empty, lists of rules and routes have codes of their own")
    func missing() async throws {
        try await withSimulator { client in
            let details = [
                "getVpcDetail": "vpcNo", "getSubnetDetail": "subnetNo", "getNetworkAclDetail": "networkAclNo",
                "getRouteTableDetail": "routeTableNo", "getNatGatewayInstanceDetail": "natGatewayInstanceNo",
                "getVpcPeeringInstanceDetail": "vpcPeeringInstanceNo",
                "getNetworkAclDenyAllowGroupDetail": "networkAclDenyAllowGroupNo",
            ]
            for (action, id) in details {
                let reply = client.call(action, [id: "4711"])
                #expect(reply.status == 200 && reply.content["totalRows"] == 0, "\(action)")
            }
            #expect(client.call("getNetworkAclRuleList", ["networkAclNo": "4711"]).code == "1011002")
            #expect(client.call("getRouteList", ["vpcNo": "1", "routeTableNo": "4711"]).code == "1017007")
        }
    }

    @Test("a subnet taken off a table falls back to the default one of its type")
    func fallback() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let subnet = client.makeSubnet(home, type: "PRIVATE")
            let standard =
                client.call(
                    "getRouteTableList", ["vpcNo": home.vpc, "supportedSubnetTypeCode": "PRIVATE"]
                ).first["routeTableNo"]?.text ?? ""
            let own =
                client.call(
                    "createRouteTable", ["vpcNo": home.vpc, "supportedSubnetTypeCode": "PRIVATE"]
                ).first["routeTableNo"]?.text ?? ""
            func users(_ table: String) -> JSON? {
                client.call("getRouteTableSubnetList", ["routeTableNo": table]).first["subnetNo"]
            }
            let change = ["vpcNo": home.vpc, "routeTableNo": own, "subnetNoList.1": subnet]
            #expect(users(standard)?.text == subnet)
            #expect(client.call("addRouteTableSubnet", change).status == 200)
            client.pass(5)
            #expect(users(own)?.text == subnet && users(standard) == nil)
            #expect(client.call("deleteRouteTable", ["routeTableNo": own]).status == 400)
            #expect(client.call("removeRouteTableSubnet", change).status == 200)
            client.pass(5)
            #expect(users(standard)?.text == subnet && users(own) == nil)
        }
    }
}
