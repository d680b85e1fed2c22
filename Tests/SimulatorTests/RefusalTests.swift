import OrderedJSON
import Testing

@testable import Simulator

/// How the services refuse, as other people's clients see it.
@Suite("refusals") struct RefusalTests {
    /// Source: api/common.md §6.3.
    @Test("a missing parameter is 900, and named; a wrong one is 1100000")
    func missingParameters() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let rows: [(action: String, given: [String: String], missing: String)] = [
                ("createVpc", [:], "ipv4CidrBlock"), ("getVpcDetail", [:], "vpcNo"),
                ("createSubnet", ["vpcNo": home.vpc], "subnetTypeCode"),
                ("createNatGatewayInstance", ["vpcNo": home.vpc], "zoneCode"),
                ("addRoute", ["vpcNo": home.vpc], "routeTableNo"),
                ("addNetworkAclInboundRule", ["networkAclNo": home.acl], "networkAclRuleList"),
                ("stopServerInstances", [:], "serverInstanceNoList"),
                (
                    "addAccessControlGroupInboundRule", ["vpcNo": home.vpc, "accessControlGroupNo": home.acg],
                    "accessControlGroupRuleList"
                ), ("createBlockStorageInstance", ["zoneCode": "KR-1"], "blockStorageSize"),
                ("createBlockStorageInstance", ["blockStorageSize": "10"], "blockStorageVolumeTypeCode"),
                ("disassociatePublicIpFromServerInstance", [:], "publicIpInstanceNo or serverInstanceNo"),
                ("importLoginKey", ["keyName": "ops-key"], "publicKey"), ("deleteLoginKeys", [:], "keyNameList"),
                ("createServerImageFromSnapshot", ["serverImageName": "none"], "blockStorageList"),
                ("getServerProductList", [:], "serverImageProductCode or memberServerImageInstanceNo"),
                ("getRootPassword", [:], "serverInstanceNo"),
                ("getRootPasswordServerInstanceList", [:], "rootPasswordServerInstanceList"),
            ]
            for row in rows {
                let error = client.call(row.action, row.given).json["responseError"]
                #expect(error?["returnCode"] == "900", "\(row.action)")
                let message = "Required field is not specified. location : \(row.missing)"
                #expect(error?["returnMessage"]?.text == message, "\(row.action)")
            }
            #expect(client.call("createVpc", ["ipv4CidrBlock": "10.0.0.1/16"]).code == "1100000")
        }
    }

    @Test("a server without a network interface, an image or a group is told which parameter it lacks")
    func missingOfServers() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let subnet = client.makeSubnet(home)
            func message(_ more: [String: String]) -> String? {
                client.createServer(home, subnet: subnet, more).json["responseError"]?["returnMessage"]?.text
            }
            let said = "Required field is not specified. location : "
            #expect(
                message(["serverImageNo": ""])
                    == said + "memberServerImageInstanceNo or serverImageProductCode or serverSpecCode")
            #expect(
                message(["networkInterfaceList.1.accessControlGroupNoList.1": ""]) == said + "accessControlGroupNoList")
            #expect(message(["networkInterfaceList.1.networkInterfaceOrder": ""]) == said + "networkInterfaceOrder")
        }
    }

    @Test("a region that is not listed is refused by every action but the list of regions")
    func regions() async throws {
        try await withSimulator { client in
            for action in VPCFieldTables.actions.keys.sorted() + ActionService.vserver.actions.keys.sorted() {
                let code = client.call(action, ["regionCode": "MOON"]).code
                #expect(code == (action == "getRegionList" ? "" : "1100000"), "\(action)")
            }
            #expect(client.call("getZoneList", ["regionCode": "KR"]).content["totalRows"] == 2)
        }
    }

    @Test("a subnet outside the VPC's range is told so in the service's words")
    func outside() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let reply = client.call(
                "createSubnet",
                [
                    "vpcNo": home.vpc, "zoneCode": "KR-1", "subnet": "10.3.2.0/24", "networkAclNo": home.acl,
                    "subnetTypeCode": "PUBLIC",
                ])
            let words = reply.json["responseError"]?["returnMessage"]?.text
            #expect(words == "The subnet must belong to the IPv4 CIDR of the specified VPC.")
        }
    }

    @Test("an older product is listed for an image that is named, with its disk in its name")
    func olderProducts() async throws {
        try await withSimulator { client in
            let image = "SW.VSVR.OS.LNX64.ROCKY.0810.B050"
            let list = client.call("getServerProductList", ["serverImageProductCode": image]).content["productList"]
            let product = list?.elements.first {
                $0["productCode"] == "SVR.VSVR.STAND.C004.M016.NET.HDD.B050.G002"
            }
            #expect(product?["productName"] == "vCPU 4EA, Memory 16GB, Disk 50GB")
            #expect(client.call("getServerProductList", ["serverImageProductCode": "none"]).code == "10712")
        }
    }

    /// Source: api/vpc.md §1.
    @Test("the public IP of a NAT gateway goes with it, unless the call keeps it")
    func natGatewayAddress() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let subnet =
                client.call(
                    "createSubnet",
                    [
                        "vpcNo": home.vpc, "zoneCode": "KR-1", "subnet": "10.0.9.0/24", "networkAclNo": home.acl,
                        "subnetTypeCode": "PUBLIC", "usageTypeCode": "NATGW",
                    ]
                ).first["subnetNo"]?.text ?? ""
            client.pass(5)
            for keeps in ["false", "true", ""] {
                // The gateway finds its subnet when none is named.
                let place = keeps.isEmpty ? [:] : ["subnetNo": subnet]
                let made = client.call(
                    "createNatGatewayInstance", place.merging(["vpcNo": home.vpc, "zoneCode": "KR-1"]) { $1 }
                ).first
                #expect(made["subnetNo"]?.text == subnet)
                client.pass(30)
                let list = made["natGatewayIpList"]?[0]
                #expect(list?["type"] == "PRIMARY" && list?["publicIp"] == made["publicIp"])
                let gateway = ["natGatewayInstanceNo": made["natGatewayInstanceNo"]?.text ?? ""]
                _ = client.call("deleteNatGatewayInstance", gateway.merging(["returnPublicIpInstance": keeps]) { $1 })
                client.pass(30)
                let address = ["publicIpInstanceNo": made["publicIpInstanceNo"]?.text ?? ""]
                let isThere = client.call("getPublicIpInstanceDetail", address).first != .null
                #expect(isThere == (keeps == "false"), "returnPublicIpInstance=\(keeps)")
            }
        }
    }

    /// Source: api/databoxframe.md §2.
    @Test("Data Box Frame refuses a page beyond the hundredth and a number that is none")
    func dataBoxNumbers() async throws {
        try await withSimulator { client in
            let list = "/data-box-frame/get-data-box-frame-list"
            #expect(client.rest("GET", list + "?pageNo=100").status == 200)
            let wrong = [
                list + "?pageNo=101", list + "?pageNo=0", "/data-box/get-data-box-list?dataBoxFrameNo=eight",
                "/data-box-frame/get-data-box-frame-detail?dataBoxFrameNo=8x",
                "/data-box/get-data-box-summary-info?dataBoxFrameNo=83&dataBoxNo=one",
            ]
            for target in wrong {
                let reply = client.rest("GET", target)
                #expect(reply.status == 400 && reply.code == "10001", "\(target)")
            }
        }
    }

    /// Source: api/signing.md §3.
    @Test("a body that says it is no JSON is 415 with code 440, for both services that take JSON")
    func contentTypes() async throws {
        try await withSimulator { client in
            for target in ["/api/v1/products", "/api/v1/data-box/create-data-box"] {
                for type in ["application/x-www-form-urlencoded", "text/plain", "application/xml; charset=utf-8"] {
                    let reply = client.send("POST", target, body: "{}", type: type)
                    #expect(reply.status == 415 && reply.code == "440", "\(target) \(type)")
                }
                for type in ["application/json", "Application/JSON;charset=UTF-8"] {
                    #expect(client.send("POST", target, body: "{}", type: type).status == 400, "\(target) \(type)")
                }
            }
            #expect(client.send("GET", "/api/v1/products", type: "text/plain").status == 200, "nothing is in it")
        }
    }

    /// Source: api/apigateway.md §1, §4, §10.
    @Test("API Gateway takes no other words for true and false, no other shapes, and knows its stages")
    func gatewayValues() async throws {
        try await withSimulator { client in
            for query in ["isPublished=perhaps", "hasDeployedStage=2", "isPublished="] {
                #expect(
                    client.rest("GET", "/products?" + query).status == (query.hasSuffix("=") ? 200 : 400), "\(query)")
            }
            let bench = GatewayBench(client)
            for query in ["withStage=1", "hasStage=no"] {
                #expect(client.rest("GET", "/products/\(bench.product)/apis?" + query).status == 400, "\(query)")
            }
            let resource = bench.addResource("/a")
            for headers: JSON in [true, [], "x: y", ["x": "y"]] {
                let endpoint: JSON = ["mockEndPoint": ["httpStatus": 200, "headers": headers]]
                let status = bench.addMethod("GET", on: resource, endpoint).status
                #expect((status == 400) == headers.members.isEmpty, "\(headers)")
            }
            let days = "?from=2026-11-01&to=2026-11-02&timeZone=%2B09:00"
            func export(_ stage: String) -> Int { client.rest("GET", "/dashboards" + stage + "/export" + days).status }
            #expect(export(bench.addStage()) == 200)
            #expect(export(bench.home + "/stages/nowhere") == 404)
        }
    }
}
