import OrderedJSON
import Testing

@testable import Simulator

/// What the services of Cloud DB have in common, by the example of MySQL. Source: api/clouddb.md §1, §2, §8.
@Suite struct CloudDBTests {
    private static let instance = "cloudMysqlInstance"
    private static let servers = "cloudMysqlServerInstanceList"

    @Test("an instance is made, set up, runs, is deleted and gone; its servers and its ACG go with it")
    func life() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let made = lab.call("createCloudMysqlInstance", lab.mysql).first
            let key = ["cloudMysqlInstanceNo": made.text("cloudMysqlInstanceNo")]
            func look() -> JSON { lab.call("getCloudMysqlInstanceDetail", key).first }
            #expect(made.state(Self.instance) == ["INIT", "CREAT", "creating"])
            #expect(made.servers(Self.servers, "cloudMysqlServerRole") == ["M", "H"])
            #expect(made.servers(Self.servers, "cloudMysqlServerInstanceStatusName") == ["creating", "creating"])
            client.pass(100)
            #expect(look().state(Self.instance) == ["CREAT", "SETUP", "settingUp"])
            client.pass(300)
            #expect(look().state(Self.instance) == ["CREAT", "NULL", "running"])
            #expect(look().servers(Self.servers, "cloudMysqlServerInstanceStatus") == ["RUN", "RUN"])

            let group = ["accessControlGroupNo": look()["accessControlGroupNoList"]?[0]?.text ?? ""]
            #expect(client.call("getAccessControlGroupDetail", group).first["vpcNo"]?.text == lab.vpc)
            #expect(client.call("deleteSubnet", ["subnetNo": lab.subnet]).code == "1001019")
            let kept = client.call("deleteAccessControlGroup", group.with(["vpcNo": lab.vpc]))
            #expect(kept.code == "1007900")

            let deleted = lab.call("deleteCloudMysqlInstance", key).first
            #expect(deleted.state(Self.instance) == ["DEL", "DEL", "deleting"])
            client.pass(100)
            let gone = lab.call("getCloudMysqlInstanceDetail", key)
            #expect(gone.status == 400 && gone.body.contains("\"returnCode\": \"5001017\""), "\(gone.body)")
            #expect(lab.call("getCloudMysqlInstanceList").content["totalRows"] == 0)
            #expect(client.call("getAccessControlGroupDetail", group).first == .null)
            #expect(client.call("deleteSubnet", ["subnetNo": lab.subnet]).status == 200)
        }
    }

    @Test("every call with the number of no instance is refused with 5001017")
    func missing() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let named = ["cloudMysqlInstanceNo": "4711", "pageNo": "0", "pageSize": "10"]
            for action in [
                "getCloudMysqlInstanceDetail", "deleteCloudMysqlInstance", "getCloudMysqlUserList",
                "addCloudMysqlUserList", "getCloudMysqlBackupDetailList", "createCloudMysqlSlaveInstance",
                "changeCloudMysqlServerSpec", "getCloudMysqlRecoveryTime",
            ] {
                let reply = lab.call(action, named)
                #expect(reply.status == 400 && reply.code == "5001017", "\(action)")
            }
            let server = lab.call("rebootCloudMysqlServerInstance", ["cloudMysqlServerInstanceNo": "4711"])
            #expect(server.code == "5001017")
        }
    }

    @Test("writes are refused until the instance runs, and make it settingUp; reads are not")
    func busy() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let made = lab.call("createCloudMysqlInstance", lab.mysql).first
            let key = ["cloudMysqlInstanceNo": made.text("cloudMysqlInstanceNo")]
            let add = key.with(["cloudMysqlDatabaseNameList.1": "stock"])
            #expect(lab.call("addCloudMysqlDatabaseList", add).code == "5001902")
            #expect(lab.call("deleteCloudMysqlInstance", key).code == "5001902")
            lab.settle()
            #expect(lab.call("addCloudMysqlDatabaseList", add).status == 200)
            let detail = lab.call("getCloudMysqlInstanceDetail", key).first
            #expect(detail.state(Self.instance) == ["CREAT", "SETUP", "settingUp"])
            let second = key.with(["cloudMysqlDatabaseNameList.1": "more"])
            for (action, parameters) in [
                ("addCloudMysqlDatabaseList", second), ("deleteCloudMysqlDatabaseList", second),
                ("createCloudMysqlSlaveInstance", key), ("deleteCloudMysqlInstance", key),
            ] { #expect(lab.call(action, parameters).code == "5001902", "\(action)") }
            let page = key.with(["pageNo": "0", "pageSize": "100"])
            let names = lab.call("getCloudMysqlDatabaseList", page).content["cloudMysqlDatabaseList"]?.elements
            #expect(names?.map { $0.text("databaseName") } == ["orders", "stock"])
            client.pass(30)
            #expect(lab.call("addCloudMysqlDatabaseList", second).status == 200)
        }
    }

    @Test("an instance that is protected from deletion stays until somebody lifts that outside the API")
    func protection() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let made = lab.call("createCloudMysqlInstance", lab.mysql.with(["isDeleteProtection": "true"])).first
            let number = made.text("cloudMysqlInstanceNo")
            lab.settle()
            let refused = lab.call("deleteCloudMysqlInstance", ["cloudMysqlInstanceNo": number])
            #expect(refused.status == 400 && refused.code == "5001905")
            _ = client.control(
                "POST", "change",
                ["table": "cloudMysqlInstance", "id": .string(number), "set": ["isDeleteProtection": false]])
            #expect(lab.call("deleteCloudMysqlInstance", ["cloudMysqlInstanceNo": number]).status == 200)
        }
    }

    @Test("the list is narrowed by name, network, generation and servers, and paged")
    func filters() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let first = lab.call("createCloudMysqlInstance", lab.mysql).first
            let newer = [
                "cloudMysqlServiceName": "stock", "subnetNo": lab.secondZone,
                "cloudMysqlImageProductCode": "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.G003",
            ]
            #expect(lab.call("createCloudMysqlInstance", lab.mysql.with(newer)).status == 200)
            func names(_ filter: [String: String]) -> [String] {
                let list = lab.call("getCloudMysqlInstanceList", filter).content["cloudMysqlInstanceList"]
                return list?.elements.map { $0.text("cloudMysqlServiceName") } ?? []
            }
            #expect(names([:]) == ["orders", "stock"])
            #expect(names(["cloudMysqlServiceName": "stock"]) == ["stock"])
            #expect(names(["zoneCode": "KR-2"]) == ["stock"])
            #expect(names(["subnetNo": lab.subnet]) == ["orders"])
            #expect(names(["vpcNo": "1"]) == [])
            #expect(names(["generationCode": "G3"]) == ["stock"])
            #expect(names(["pageNo": "2", "pageSize": "1"]) == ["stock"])
            let server = first[Self.servers]?[0] ?? .null
            #expect(names(["cloudMysqlServerName": server.text("cloudMysqlServerName")]) == ["orders"])
            let number = server.text("cloudMysqlServerInstanceNo")
            #expect(names(["cloudMysqlServerInstanceNoList.1": number]) == ["orders"])
            #expect(names(["cloudMysqlInstanceNoList.1": first.text("cloudMysqlInstanceNo")]) == ["orders"])
        }
    }

    @Test("after a fail-over the standby server is the master, and the instance was busy meanwhile")
    func failOver() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let made = lab.call("createCloudMysqlInstance", lab.mysql).first
            let key = ["cloudMysqlInstanceNo": made.text("cloudMysqlInstanceNo")]
            let call: JSON = ["table": "cloudMysqlInstance", "name": "orders"]
            #expect(client.control("POST", "fail-over", call).status == 400)
            lab.settle()
            let before = lab.call("getCloudMysqlInstanceDetail", key).first
            #expect(client.control("POST", "fail-over", call).status == 200)
            let during = lab.call("getCloudMysqlInstanceDetail", key).first
            #expect(during.state(Self.instance).prefix(2) == ["CREAT", "FO"])
            #expect(during.servers(Self.servers, "cloudMysqlServerRole") == ["H", "M"])
            let names = "cloudMysqlServerName"
            #expect(during.servers(Self.servers, names) == before.servers(Self.servers, names))
            lab.settle()
            let after = lab.call("getCloudMysqlInstanceDetail", key).first
            #expect(after.state(Self.instance) == ["CREAT", "NULL", "running"])
            #expect(client.control("POST", "fail-over", ["table": "vpc", "id": .string(lab.vpc)]).status == 400)
        }
    }

    @Test("neither answers nor the world show a password")
    func passwords() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let made = lab.call("createCloudMysqlInstance", lab.mysql).first
            let number = made.text("cloudMysqlInstanceNo")
            lab.settle()
            let user = [
                "cloudMysqlInstanceNo": number, "cloudMysqlUserList.1.name": "reader",
                "cloudMysqlUserList.1.hostIp": "10.0.%", "cloudMysqlUserList.1.password": "Other-4567",
                "cloudMysqlUserList.1.authority": "READ",
            ]
            #expect(lab.call("addCloudMysqlUserList", user).status == 200)
            let users = lab.call(
                "getCloudMysqlUserList", ["cloudMysqlInstanceNo": number, "pageNo": "0", "pageSize": "10"])
            #expect(users.content["totalRows"] == 2)
            let world = client.control("GET", "world").body
            for text in [users.body, world, lab.call("getCloudMysqlInstanceList").body] {
                #expect(!text.contains(CloudDBLab.password) && !text.contains("Other-4567"))
            }
            let digest = DatabasePassword.digest(of: "Other-4567").serialized()
            #expect(world.contains(digest))
        }
    }
}
