import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/classic-and-others.md §1; the pages compute-server-… and common-apidatatype-….
@Suite("Server (Classic)") struct ClassicServerTests {
    private func seed(_ client: TestClient, _ description: JSON) -> String {
        client.control("POST", "classic-servers", description).json["serverInstanceNo"]?.text ?? ""
    }

    private func call(_ client: TestClient, _ action: String, _ parameters: [String: String] = [:]) -> TestClient.Reply
    {
        client.call(action, parameters, service: "server")
    }

    private func server(_ client: TestClient, _ id: String, zone: String = "2") -> JSON {
        call(client, "getServerInstanceList", ["serverInstanceNoList.1": id, "zoneNo": zone]).first
    }

    @Test("a list is about one zone, the first one unless another is named")
    func zones() async throws {
        try await withSimulator { client in
            let near = seed(client, ["name": "near"])
            let far = seed(client, ["name": "far", "zone": "KR-2", "disks": [["size": 20]]])
            let zones = call(client, "getZoneList", ["regionNo": "1"]).content["zoneList"]?.elements ?? []
            #expect(zones.compactMap { $0["zoneNo"]?.text } == ["2", "3"])
            #expect(call(client, "getServerInstanceList").first["serverInstanceNo"]?.text == near)
            #expect(call(client, "getServerInstanceList", ["zoneNo": "3"]).first["serverInstanceNo"]?.text == far)
            #expect(call(client, "getServerInstanceList", ["serverInstanceNoList.1": far]).content["totalRows"] == 0)
            #expect(call(client, "getServerInstanceList", ["zoneNo": "9"]).code == "23005")
            let found = ["searchFilterName": "serverName", "searchFilterValue": "fa", "zoneNo": "3"]
            #expect(call(client, "getServerInstanceList", found).content["totalRows"] == 1)
            let disks = ["zoneNo": "3", "blockStorageTypeCodeList.1": "SVRBS"]
            let disk = call(client, "getBlockStorageInstanceList", disks).first
            #expect(disk["serverInstanceNo"]?.text == far && disk["blockStorageSize"] == .integer(20 << 30))
        }
    }

    @Test("a server is stopped, resized, started, protected and terminated, one operation at a time")
    func life() async throws {
        try await withSimulator { client in
            let id = seed(client, ["name": "web"])
            let listed = ["serverInstanceNoList.1": id]
            func status() -> [JSON?] {
                let server = server(client, id)
                return [server["serverInstanceStatus"]?["code"], server["serverInstanceOperation"]?["code"]]
            }
            #expect(status() == ["RUN", "NULL"])
            #expect(call(client, "terminateServerInstances", listed).code == "25902", "it runs")
            #expect(call(client, "stopServerInstances", listed).status == 200)
            #expect(status() == ["RUN", "SHTDN"])
            #expect(call(client, "startServerInstances", listed).code == "25017")
            client.pass(6)
            #expect(status() == ["NSTOP", "NULL"])

            let spec = ["serverInstanceNo": id, "serverProductCode": "SPSVRSTAND000005"]
            #expect(call(client, "changeServerInstanceSpec", spec).status == 200)
            #expect(status() == ["NSTOP", "CHNG"])
            client.pass(6)
            #expect(server(client, id)["cpuCount"] == 4)
            #expect(call(client, "startServerInstances", listed).status == 200)
            client.pass(6)
            #expect(call(client, "changeServerInstanceSpec", spec).code == "25902", "it runs")
            #expect(call(client, "stopServerInstances", listed).status == 200)
            client.pass(6)

            let protection = ["serverInstanceNo": id, "isProtectServerTermination": "true"]
            #expect(call(client, "setProtectServerTermination", protection).status == 200)
            #expect(call(client, "terminateServerInstances", listed).code == "25900")
            let freed = ["serverInstanceNo": id, "isProtectServerTermination": "false"]
            #expect(call(client, "setProtectServerTermination", freed).status == 200)
            #expect(call(client, "terminateServerInstances", listed).status == 200)
            #expect(status() == ["NSTOP", "TERMT"])
            client.pass(6)
            #expect(call(client, "getServerInstanceList").content["totalRows"] == 0)
            #expect(call(client, "getBlockStorageInstanceList").content["totalRows"] == 0, "the root disk went along")
        }
    }

    @Test("a server with additional disks is not terminated, and none can be created")
    func limits() async throws {
        try await withSimulator { client in
            let id = seed(client, ["name": "db", "power": "off", "disks": [["size": 100]]])
            #expect(call(client, "terminateServerInstances", ["serverInstanceNoList.1": id]).code == "24002")
            #expect(call(client, "createServerInstances", ["serverName": "new"]).status == 404)
            #expect(client.control("POST", "classic-servers", [:]).status == 400)
            #expect(client.control("POST", "classic-servers", ["name": "x", "zone": "KR-9"]).status == 400)
        }
    }

    @Test("rules of a group name ranges or other groups, and a missing group is an error")
    func groups() async throws {
        try await withSimulator { client in
            _ = seed(
                client,
                [
                    "name": "web",
                    "groups": [
                        [
                            "name": "web",
                            "rules": [
                                ["source": "0.0.0.0/0", "ports": "443"], ["group": ["name": "jump"], "ports": "22"],
                            ],
                        ]
                    ],
                ])
            let groups = call(client, "getAccessControlGroupList").content["accessControlGroupList"]?.elements ?? []
            let numbers = Dictionary(
                groups.map {
                    ($0["accessControlGroupName"]?.text ?? "", $0["accessControlGroupConfigurationNo"]?.text ?? "")
                }
            ) { first, _ in first }
            #expect(Set(numbers.keys) == ["web", "jump"])
            let asked = ["accessControlGroupConfigurationNo": numbers["web"] ?? ""]
            let rules = call(client, "getAccessControlRuleList", asked).content["accessControlRuleList"]?.elements ?? []
            #expect(rules.compactMap { $0["sourceIp"]?.text } == ["0.0.0.0/0", ""])
            #expect(rules.last?["sourceAccessControlRuleConfigurationNo"]?.text == numbers["jump"])
            let missing = ["accessControlGroupConfigurationNo": "4711"]
            #expect(call(client, "getAccessControlRuleList", missing).code == "1100000")
        }
    }
}
