import OrderedJSON
import Testing

@testable import Simulator

/// Cloud DB for Cache under both of its paths. Source: api/clouddb.md §5.
@Suite struct CloudDBCacheTests {
    private static let servers = "cloudCacheServerInstanceList"

    @Test("a config group is set up before it can be used, found by the begin of its name, and kept while it is used")
    func configGroups() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vcache")
            func create(_ name: String, _ version: String, _ dbms: String = "") -> TestClient.Reply {
                lab.call(
                    "createCloudCacheConfigGroup",
                    ["configGroupName": name, "cloudCacheVersion": version, "cloudCacheDbmsCode": dbms])
            }
            #expect(create("main", "7.0.13").status == 400)
            #expect(create("main", "8.0.2-simple").status == 400)
            #expect(create("main", "7.0.13-simple").first.text("configGroupStatusName") == "creating")
            #expect(create("main", "7.0.13-simple").code == "5001903")
            let both = create("main-valkey", "8.0.2-cluster", "Valkey").content["cloudCacheConfigGroupList"]
            #expect(both?.elements.map { $0.text("configGroupName") } == ["main", "main-valkey"])
            let number = both?[0]?.text("configGroupNo") ?? ""
            #expect(lab.call("createCloudCacheInstance", lab.cache(number)).code == "5001902")
            client.pass(60)
            func found(_ filter: [String: String]) -> [String] {
                let list = lab.call("getCloudCacheConfigGroupList", filter).content["cloudCacheConfigGroupList"]
                return list?.elements.map { $0.text("configGroupName") } ?? []
            }
            #expect(found(["configGroupName": "main"]) == ["main", "main-valkey"])
            #expect(found(["configGroupName": "ain"]) == [])
            #expect(found(["cloudCacheModeCode": "CLUSTER"]) == ["main-valkey"])
            #expect(found(["cloudCacheDbmsCode": "Redis"]) == ["main"])

            let made = lab.call("createCloudCacheInstance", lab.cache(number)).first
            #expect(found(["cloudCacheInstanceNo": made.text("cloudCacheInstanceNo")]) == ["main"])
            #expect(lab.call("deleteCloudCacheConfigGroup", ["configGroupNo": number]).code == "5001900")
            lab.settle()
            _ = lab.call("deleteCloudCacheInstance", ["cloudCacheInstanceNo": made.text("cloudCacheInstanceNo")])
            client.pass(100)
            let deleted = lab.call("deleteCloudCacheConfigGroup", ["configGroupNo": number])
            #expect(deleted.first.text("configGroupStatusName") == "deleting")
            client.pass(40)
            #expect(found([:]) == ["main-valkey"])
        }
    }

    @Test("an instance has a server or two, or masters and copies; what does not fit together is refused")
    func shapes() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vcache")
            let simple = lab.configGroup("7.0.13-simple", name: "simple")
            let cluster = lab.configGroup("7.0.13-cluster", name: "cluster")
            func make(_ name: String, _ values: [String: String]) -> TestClient.Reply {
                lab.call("createCloudCacheInstance", values.with(["cloudCacheServiceName": name]))
            }
            let wrong: [[String: String]] = [
                ["configGroupNo": cluster], ["configGroupNo": "1"], ["cloudCacheModeCode": ""],
                ["cloudCacheServiceName": ""], ["cloudCachePort": "6380"], ["engineVersionCode": "7.2.6"],
                ["isBackup": "true", "backupFileRetentionPeriod": "8"],
                ["cloudCacheImageProductCode": "SW.VRDS.OS.LNX64.ROCKY.0810.VALKEY.B050"],
            ]
            for change in wrong {
                let reply = lab.call("createCloudCacheInstance", lab.cache(simple).with(change))
                #expect(reply.status == 400, "\(change): \(reply.body)")
            }
            let large = lab.cache(cluster, mode: "CLUSTER")
            #expect(make("large", large.with(["shardCount": "2"])).status == 400)
            #expect(make("large", large.with(["isHa": "true"])).status == 400)
            func roles(_ reply: TestClient.Reply) -> [String] {
                reply.first.servers(Self.servers, "cloudCacheServerRole")
            }
            #expect(roles(make("pair", lab.cache(simple).with(["shardCount": "5"]))) == ["M", "S"])
            #expect(roles(make("one", lab.cache(simple).with(["isHa": "false"]))) == ["A"])
            let copies = large.with(["isHa": "true", "shardCopyCount": "1"])
            #expect(roles(make("large", copies)) == ["M", "S", "M", "S", "M", "S"])
            let list = lab.call("getCloudCacheInstanceList").content["cloudCacheInstanceList"]?.elements ?? []
            #expect(list.map { $0["shardCount"] } == [0, 0, 3])
            #expect(list.last?.servers(Self.servers, "slotName").first == "0-5460")
        }
    }

    @Test("the older path shows the same objects under the name of Redis, and none of Valkey")
    func redis() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vcache")
            let valkey = lab.configGroup("8.0.2-simple", name: "valkey", dbms: "Valkey")
            let hidden = lab.call("createCloudCacheInstance", lab.cache(valkey)).first
            #expect(hidden.text("cloudCacheDbmsCode") == "Valkey" && hidden.text("engineVersion") == "8.0.2")
            func redis(_ action: String, _ values: [String: String]) -> TestClient.Reply {
                client.call(action, values, service: "vredis")
            }
            let group = redis(
                "createCloudRedisConfigGroup",
                ["configGroupName": "main", "cloudRedisVersion": "7.0.13-simple"])
            #expect(group.content["cloudRedisConfigGroupList"]?.elements.count == 1)
            #expect(group.first.text("cloudRedisVersion") == "7.0.13-simple")
            client.pass(60)
            let values = [
                "vpcNo": lab.vpc, "subnetNo": lab.subnet, "cloudRedisServiceName": "older",
                "cloudRedisServerNamePrefix": "older", "cloudRedisModeCode": "SIMPLE",
                "configGroupNo": group.first.text("configGroupNo"),
            ]
            #expect(redis("createCloudRedisInstance", values.with(["configGroupNo": valkey])).status == 400)
            let made = redis("createCloudRedisInstance", values)
            #expect(Array(made.json.members.keys) == ["createCloudRedisInstanceResponse"])
            #expect(made.first.servers("CloudRedisServerInstanceList", "cloudRedisServerRole") == ["M", "S"])
            let number = made.first.text("cloudRedisInstanceNo")
            lab.settle()
            #expect(redis("getCloudRedisInstanceList", [:]).content["totalRows"] == 1)
            let other = ["cloudRedisInstanceNo": hidden.text("cloudCacheInstanceNo")]
            #expect(redis("getCloudRedisInstanceDetail", other).code == "5001017")
            #expect(redis("deleteCloudRedisInstance", other).code == "5001017")
            let same = lab.call("getCloudCacheInstanceDetail", ["cloudCacheInstanceNo": number]).first
            #expect(same.text("cloudCacheServiceName") == "older")
            let deleted = redis("deleteCloudRedisInstance", ["cloudRedisInstanceNo": number]).first
            #expect(deleted.state("cloudRedisInstance") == ["DEL", "DEL", "deleting"])
        }
    }

    @Test("a manual backup is made while the instance is busy, listed, exported, deleted by its file's name")
    func manualBackups() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vcache")
            let group = lab.configGroup("7.0.13-simple", name: "main")
            let made = lab.call("createCloudCacheInstance", lab.cache(group)).first
            let key = ["cloudCacheInstanceNo": made.text("cloudCacheInstanceNo")]
            #expect(lab.call("createCloudCacheManualBackup", key).code == "5001902")
            lab.settle()
            #expect(lab.call("getCloudCacheManualBackupList").content["totalRows"] == 0)
            #expect(lab.call("createCloudCacheManualBackup", key).status == 200)
            let state = lab.call("getCloudCacheInstanceDetail", key).first.state("cloudCacheInstance")
            #expect(state.prefix(2) == ["CREAT", "BKP"])
            let file = lab.call("getCloudCacheManualBackupDetailList", key).first.text("fileName")
            let copy = key.with(["fileName": file, "bucketName": "analytics-output", "backupTypeMode": "MANUAL"])
            #expect(lab.call("exportBackupToObjectStorage", copy).status == 400)
            client.pass(70)
            #expect(lab.call("exportBackupToObjectStorage", copy.with(["backupTypeMode": "SYSTEM"])).status == 400)
            #expect(lab.call("exportBackupToObjectStorage", copy).status == 200)
            #expect(lab.call("getCloudCacheManualBackupList").content["totalRows"] == 1)
            #expect(client.call("getCloudRedisManualBackupList", service: "vredis").content["totalRows"] == 1)
            let gone = key.with(["fileNameList.1": file])
            #expect(lab.call("deleteCloudCacheManualBackup", gone.with(["fileNameList.2": "none"])).status == 400)
            #expect(lab.call("deleteCloudCacheManualBackup", gone).status == 200)
            #expect(lab.call("getCloudCacheManualBackupDetailList", key).content["totalRows"] == 0)
        }
    }
}
