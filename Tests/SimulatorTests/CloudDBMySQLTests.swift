import OrderedJSON
import Testing

@testable import Simulator

/// What is MySQL's own. Source: api/clouddb.md §2.
@Suite struct CloudDBMySQLTests {
    private static let servers = "cloudMysqlServerInstanceList"
    private static let statusName = "cloudMysqlServerInstanceStatusName"

    @Test("what the documents forbid is refused when an instance is made, and nothing is made")
    func refusals() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let wrong: [[String: String]] = [
                ["vpcNo": ""], ["subnetNo": lab.balancers], ["subnetNo": "1"],
                ["cloudMysqlServiceName": "ab"], ["cloudMysqlServiceName": "a_b_c"],
                ["cloudMysqlServerNamePrefix": "Orders"], ["cloudMysqlServerNamePrefix": "orders-"],
                ["cloudMysqlServerNamePrefix": String(repeating: "a", count: 21)],
                ["cloudMysqlUserName": "1admin"], ["cloudMysqlUserName": "ab"],
                ["cloudMysqlUserPassword": "secret-secret"], ["cloudMysqlUserPassword": "Secret123"],
                ["cloudMysqlUserPassword": "Se-12"], ["cloudMysqlUserPassword": "Secret-123/"],
                ["hostIp": "everywhere"], ["hostIp": "1.2.3.4.%"], ["cloudMysqlDatabaseName": ""],
                ["cloudMysqlPort": "3307"], ["cloudMysqlPort": "20001"],
                ["cloudMysqlImageProductCode": "SW.NONE"], ["cloudMysqlProductCode": "SVR.NONE"],
                ["engineVersionCode": "MYSQL4.0.0"], ["dataStorageTypeCode": "CB2"],
                ["cloudMysqlProductCode": "SVR.VDBAS.STAND.C002.M008.G003"],
                ["cloudMysqlProductCode": "SVR.VDBAS.STAND.C032.M128.NET.HDD.B050.G002"],
                ["isHa": "false", "isStorageEncryption": "true"],
                ["isMultiZone": "true"], ["isMultiZone": "true", "standbyMasterSubnetNo": lab.subnet],
                ["isMultiZone": "true", "standbyMasterSubnetNo": lab.closed],
                ["isAutomaticBackup": "false"], ["backupTime": "02:00"],
                ["isAutomaticBackup": "true", "backupTime": "02:00"],
                ["isAutomaticBackup": "false", "backupTime": "02:10"], ["backupFileRetentionPeriod": "31"],
                ["privateSubDomainPrefix": "ab"],
            ]
            for change in wrong {
                let reply = lab.call("createCloudMysqlInstance", lab.mysql.with(change))
                #expect(reply.status == 400 && !reply.code.isEmpty, "\(change): \(reply.body)")
            }
            #expect(lab.call("getCloudMysqlInstanceList").content["totalRows"] == 0)
            let right: [[String: String]] = [
                ["cloudMysqlServiceName": "주문-1"],
                ["cloudMysqlServiceName": "far", "isMultiZone": "true", "standbyMasterSubnetNo": lab.secondZone],
                ["cloudMysqlServiceName": "alone", "isHa": "false", "isMultiZone": "true"],
                ["cloudMysqlServiceName": "late", "isAutomaticBackup": "false", "backupTime": "23:45"],
                ["cloudMysqlServiceName": "bare", "isHa": "false", "isBackup": "false"],
                [
                    "cloudMysqlServiceName": "large", "subnetNo": lab.secondZone,
                    "cloudMysqlProductCode": "SVR.VDBAS.STAND.C032.M128.NET.HDD.B050.G002",
                ],
            ]
            for change in right {
                let reply = lab.call("createCloudMysqlInstance", lab.mysql.with(change))
                #expect(reply.status == 200, "\(change): \(reply.body)")
            }
            let twice = lab.call("createCloudMysqlInstance", lab.mysql.with(["cloudMysqlServiceName": "far"]))
            #expect(twice.code == "5001903")
        }
    }

    @Test("users are told apart by name and host, changed in place and deleted; lists are paged from 0")
    func users() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let made = lab.call("createCloudMysqlInstance", lab.mysql).first
            lab.settle()
            let key = ["cloudMysqlInstanceNo": made.text("cloudMysqlInstanceNo")]
            func user(_ place: Int, _ values: [String: String]) -> [String: String] {
                Dictionary(uniqueKeysWithValues: values.map { ("cloudMysqlUserList.\(place).\($0.key)", $0.value) })
            }
            let reader = ["name": "reader", "hostIp": "%", "password": "Reader-12", "authority": "READ"]
            let writer = reader.with(["hostIp": "10.0.0.0/16", "authority": "CRUD", "isSystemTableAccess": "false"])
            let both = key.with(user(1, reader)).with(user(2, writer))
            #expect(lab.call("addCloudMysqlUserList", both).status == 200)
            client.pass(30)
            #expect(lab.call("addCloudMysqlUserList", key.with(user(1, reader))).code == "5001903")
            for wrong in [["authority": "ALL"], ["password": "reader"], ["hostIp": ""], ["name": "r"]] {
                let values = reader.with(["name": "other"]).with(wrong)
                #expect(lab.call("addCloudMysqlUserList", key.with(user(1, values))).status == 400, "\(wrong)")
            }

            var changed = writer.with(["authority": "DDL", "isSystemTableAccess": "true"])
            changed["password"] = nil
            #expect(lab.call("changeCloudMysqlUserList", key.with(user(1, changed))).status == 200)
            client.pass(30)
            func page(_ number: String, _ size: String) -> TestClient.Reply {
                lab.call("getCloudMysqlUserList", key.with(["pageNo": number, "pageSize": size]))
            }
            let all = page("0", "100").content["cloudMysqlUserList"]?.elements ?? []
            #expect(all.map { $0.text("hostIp") } == ["%", "%", "10.0.0.0/16"])
            #expect(all.map { $0.text("authority") } == ["DDL", "READ", "DDL"])
            #expect(page("1", "2").content["cloudMysqlUserList"]?.elements.count == 1)
            #expect(page("1", "2").content["totalRows"] == 3)
            #expect(page("", "").code == "900")

            let gone = user(1, ["name": "reader", "hostIp": "%"])
            #expect(lab.call("deleteCloudMysqlUserList", key.with(gone)).status == 200)
            client.pass(30)
            #expect(lab.call("deleteCloudMysqlUserList", key.with(gone)).code == "5001906")
            #expect(page("0", "100").content["totalRows"] == 2)
        }
    }

    @Test("a slave is added and deleted by its own number; the servers an instance is made of stay")
    func slaves() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let twoZones = ["isMultiZone": "true", "standbyMasterSubnetNo": lab.secondZone]
            let made = lab.call("createCloudMysqlInstance", lab.mysql.with(twoZones)).first
            let key = ["cloudMysqlInstanceNo": made.text("cloudMysqlInstanceNo")]
            func look() -> JSON { lab.call("getCloudMysqlInstanceDetail", key).first }
            #expect(made.servers(Self.servers, "zoneCode") == ["KR-1", "KR-2"])
            lab.settle()
            #expect(lab.call("createCloudMysqlSlaveInstance", key).code == "900")
            let added = lab.call("createCloudMysqlSlaveInstance", key.with(["subnetNo": lab.secondZone])).first
            #expect(added.servers(Self.servers, "cloudMysqlServerRole") == ["M", "H", "S"])
            #expect(added.servers(Self.servers, Self.statusName).last == "creating")
            lab.settle()
            let numbers = look().servers(Self.servers, "cloudMysqlServerInstanceNo")
            let master = lab.call("deleteCloudMysqlServerInstance", ["cloudMysqlServerInstanceNo": numbers[0]])
            #expect(master.code == "5001901")
            let slave = lab.call("deleteCloudMysqlServerInstance", ["cloudMysqlServerInstanceNo": numbers[2]]).first
            #expect(slave.servers(Self.servers, Self.statusName).last == "deleting")
            lab.settle()
            #expect(look().servers(Self.servers, "cloudMysqlServerRole") == ["M", "H"])
        }
    }

    @Test("another size makes all servers busy at once, or one after the other; of another generation it is refused")
    func spec() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let newer = ["cloudMysqlImageProductCode": "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.G003"]
            let made = lab.call("createCloudMysqlInstance", lab.mysql.with(newer)).first
            let key = ["cloudMysqlInstanceNo": made.text("cloudMysqlInstanceNo")]
            lab.settle()
            func look() -> JSON { lab.call("getCloudMysqlInstanceDetail", key).first }
            func change(_ code: String, _ more: [String: String] = [:]) -> TestClient.Reply {
                lab.call("changeCloudMysqlServerSpec", key.with(["cloudMysqlProductCode": code]).with(more))
            }
            let (small, large) = ("SVR.VDBAS.STAND.C002.M008.G003", "SVR.VDBAS.STAND.C004.M016.G003")
            #expect(change("SVR.VDBAS.STAND.C004.M016.NET.HDD.B050.G002").status == 400)
            #expect(change(small).status == 400)
            let larger = change(large).first
            #expect(larger.state("cloudMysqlInstance") == ["CREAT", "UPGD", "upgrading"])
            #expect(larger.servers(Self.servers, Self.statusName) == ["upgrading", "upgrading"])
            lab.settle()
            #expect(look()[Self.servers]?[0]?["cpuCount"] == 4)
            #expect(look().servers(Self.servers, "cloudMysqlProductCode") == [large, large])
            let smaller = change(small, ["isRolling": "true"]).first
            #expect(smaller.state("cloudMysqlInstance") == ["CREAT", "DWGD", "downgrading"])
            #expect(smaller.servers(Self.servers, Self.statusName) == ["downgrading", "running"])
            client.pass(130)
            #expect(look().servers(Self.servers, Self.statusName) == ["running", "downgrading"])
        }
    }

    @Test("an engine goes up one major version at a time, and never down")
    func engine() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let made = lab.call("createCloudMysqlInstance", lab.mysql.with(["engineVersionCode": "MYSQL5.7.44"])).first
            let key = ["cloudMysqlInstanceNo": made.text("cloudMysqlInstanceNo")]
            lab.settle()
            func upgrade(_ engine: String, major: Bool) -> TestClient.Reply {
                lab.call(
                    "upgradeCloudMysqlDbEngineVersion",
                    key.with([
                        "cloudMysqlImageProductCode": "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.B050",
                        "engineVersionCode": engine, "isMajorVersionUpgrade": String(major),
                    ]))
            }
            #expect(upgrade("MYSQL8.4.6", major: true).status == 400)
            #expect(upgrade("MYSQL8.0.40", major: false).status == 400)
            #expect(upgrade("MYSQL8.0.40", major: true).first.state("cloudMysqlInstance")[2] == "upgrading")
            lab.settle()
            #expect(upgrade("MYSQL5.7.44", major: false).status == 400)
            #expect(upgrade("MYSQL8.0.42", major: false).status == 200)
            lab.settle()
            #expect(lab.call("getCloudMysqlInstanceDetail", key).first["engineVersion"] == "MYSQL8.0.42")
        }
    }

    @Test("backups come by the clock and go with their days; a server is recovered from one, or from a moment")
    func backups() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let made = lab.call("createCloudMysqlInstance", lab.mysql.with(["backupFileRetentionPeriod": "3"])).first
            let key = ["cloudMysqlInstanceNo": made.text("cloudMysqlInstanceNo")]
            func files() -> [String] {
                let list = lab.call("getCloudMysqlBackupDetailList", key).content["cloudMysqlBackupDetailList"]
                return list?.elements.map { $0.text("fileName") } ?? []
            }
            #expect(files() == [])
            client.pass(301)
            #expect(files().count == 1)
            client.pass(86_400 * 10)
            let kept = files()
            #expect(kept.count == 3)
            #expect(lab.call("getCloudMysqlBackupList").content["totalRows"] == 1)

            func recover(_ values: [String: String]) -> TestClient.Reply {
                lab.call(
                    "createCloudMysqlRecoveryInstance", key.with(["cloudMysqlRecoveryServerName": "back"]).with(values))
            }
            let range = lab.call("getCloudMysqlRecoveryTime", key).content["cloudMysqlInstanceList"] ?? .null
            let last = range.text("recoveryEndTime")
            let wrong: [[String: String]] = [
                [:], ["fileName": "202001010200"], ["recoveryTime": "2020-01-01 00:00"],
                ["fileName": kept[0], "recoveryTime": last],
            ]
            for values in wrong { #expect(recover(values).status == 400, "\(values)") }
            #expect(recover(["fileName": kept[0]]).first.servers(Self.servers, "cloudMysqlServerRole").last == "R")
            client.pass(130)
            #expect(recover(["recoveryTime": last, "cloudMysqlRecoveryServerName": "again"]).status == 200)

            let copy = key.with(["fileName": kept[0], "bucketName": "analytics-output"])
            #expect(lab.call("exportBackupToObjectStorage", copy).status == 200)
            #expect(lab.call("exportBackupToObjectStorage", copy.with(["bucketName": "none"])).status == 400)
        }
    }

    @Test("images, versions, sizes and zones are offered as they are accepted")
    func offer() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let images = lab.call("getCloudMysqlImageProductList", ["generationCode": "G3"]).content["productList"]
            let engines = images?.elements.map { $0.text("engineVersionCode") } ?? []
            #expect(engines.contains("MYSQL8.0.40"))
            #expect(Set(images?.elements.map { $0.text("productCode") } ?? []).count == 1)
            #expect(lab.call("getCloudMysqlProductList").code == "900")
            func sizes(_ values: [String: String]) -> Int {
                let image = ["cloudMysqlImageProductCode": "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.B050"]
                let reply = lab.call("getCloudMysqlProductList", image.with(values))
                return reply.content["productList"]?.elements.count ?? 0
            }
            #expect(sizes([:]) == 4 && sizes(["zoneCode": "KR-1"]) == 3)
            #expect(sizes(["exclusionProductCode": "SVR.VDBAS.STAND.C002.M008.NET.HDD.B050.G002"]) == 3)
            let subnets = lab.call("getCloudMysqlTargetSubnetList", ["vpcNo": lab.vpc]).content["targetSubnetList"]
            #expect(subnets?.elements.count == 3)
            let vpcs = lab.call("getCloudMysqlTargetVpcList").content["targetVpcList"]
            #expect(vpcs?[0]?["vpcNo"]?.text == lab.vpc)
        }
    }
}
