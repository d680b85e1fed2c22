import OrderedJSON
import Testing

@testable import Simulator

/// What is MongoDB's own. Source: api/clouddb.md §4.
@Suite struct CloudDBMongoDBTests {
    private static let servers = "CloudMongoDbServerInstanceList"
    private static let roles = "cloudMongoDbServerRole"

    @Test("what the documents forbid is refused when an instance is made, and nothing is made")
    func refusals() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmongodb")
            let set = ["clusterTypeCode": "SINGLE_REPLICA_SET"]
            let sharded = ["clusterTypeCode": "SHARDED_CLUSTER"]
            let wrong: [[String: String]] = [
                ["clusterTypeCode": ""], ["clusterTypeCode": "CLUSTER"],
                ["cloudMongoDbServiceName": "a-name-that-is-too-long"], ["cloudMongoDbUserName": "kee"],
                set.with(["memberServerCount": "2"]), set.with(["memberServerCount": "8"]),
                set.with(["arbiterServerCount": "2"]), sharded.with(["shardCount": "4"]),
                sharded.with(["mongosServerCount": "1"]), sharded.with(["configServerCount": "5"]),
                ["memberPort": "9999"], ["compressCode": "GZIP"], ["backupTime": "02:10"],
                ["memberProductCode": "SVR.VMGDB.CFGSV.STAND.C002.M008.NET.SSD.B050.G002"],
            ]
            for change in wrong {
                let reply = lab.call("createCloudMongoDbInstance", lab.mongodb.with(change))
                #expect(reply.status == 400 && !reply.code.isEmpty, "\(change): \(reply.body)")
            }
            #expect(lab.call("getCloudMongoDbInstanceList").content["totalRows"] == 0)
        }
    }

    @Test("servers are those of the cluster's type, with the role and the replica set of each")
    func clusters() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmongodb")
            func make(_ name: String, _ values: [String: String]) -> JSON {
                let names = ["cloudMongoDbServiceName": name]
                return lab.call("createCloudMongoDbInstance", lab.mongodb.with(names).with(values)).first
            }
            let alone = make("alone", [:])
            #expect(alone.servers(Self.servers, "clusterRole") == ["STAND_ALONE"])
            #expect(alone["memberPort"] == 17_017 && alone["mongosPort"] == nil && alone["shardCount"] == nil)
            let set = make("set", ["clusterTypeCode": "SINGLE_REPLICA_SET", "arbiterServerCount": "1"])
            #expect(set.servers(Self.servers, Self.roles) == ["MB", "MB", "MB", "AB"])
            #expect(Set(set.servers(Self.servers, "replicaSetName")).count == 1)
            let sharded = make("sharded", ["clusterTypeCode": "SHARDED_CLUSTER", "shardCount": "3"])
            let roles = sharded.servers(Self.servers, "clusterRole")
            let counts = Dictionary(grouping: roles) { $0 }.mapValues(\.count)
            #expect(counts == ["SHARD": 9, "MONGOS": 2, "CONFIG": 3])
            #expect(sharded["shardCount"] == 3)
        }
    }

    @Test("numbers of servers are changed one call at a time: servers come and go, and the others keep their numbers")
    func counts() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmongodb")
            let made = lab.call("createCloudMongoDbInstance", lab.mongodb.with(["clusterTypeCode": "SHARDED_CLUSTER"]))
            let key = ["cloudMongoDbInstanceNo": made.first.text("cloudMongoDbInstanceNo")]
            lab.settle()
            func look() -> JSON { lab.call("getCloudMongoDbInstanceDetail", key).first }
            func count(_ role: String) -> Int { look().servers(Self.servers, Self.roles).count { $0 == role } }
            func change(_ what: String, _ values: [String: String]) -> TestClient.Reply {
                lab.call("changeCloudMongoDb\(what)Count", key.with(values))
            }
            let first = look().servers(Self.servers, "cloudMongoDbServerInstanceNo")
            let during = change("Shard", ["shardCount": "3"]).first
            #expect(during.state("cloudMongoDbInstance") == ["CREAT", "SETUP", "settingUp"])
            #expect(change("Mongos", ["mongosServerCount": "3"]).code == "5001902")
            lab.settle()
            #expect(count("MB") == 9 && look()["shardCount"] == 3)
            #expect(change("Mongos", ["mongosServerCount": "6"]).status == 400)
            #expect(change("Mongos", ["mongosServerCount": "3"]).status == 200)
            lab.settle()
            #expect(change("Config", ["configServerCount": "5"]).status == 200)
            lab.settle()
            #expect(change("Secondary", ["memberServerCount": "2"]).status == 400)
            #expect(change("Secondary", ["memberServerCount": "2", "arbiterServerCount": "1"]).status == 200)
            lab.settle()
            #expect([count("MB"), count("AB"), count("RT"), count("C")] == [6, 3, 3, 5])
            #expect(change("Shard", ["shardCount": "2"]).status == 200)
            let names = look().servers(Self.servers, "cloudMongoDbServerInstanceStatusName")
            #expect(names.count { $0 == "deleting" } == 3)
            lab.settle()
            #expect([count("MB"), count("AB")] == [4, 2])
            let last = look().servers(Self.servers, "cloudMongoDbServerInstanceNo")
            #expect(Set(first).subtracting(last).count == 2)
        }
    }

    @Test("names are spelled as in the vendor's library, or as on its pages")
    func spelling() async throws {
        for isOfPages in [false, true] {
            try await withSimulator(with { $0.quirks = isOfPages ? [.databasesAsOnPages] : [] }) { client in
                let lab = CloudDBLab(client, "vmongodb")
                let made = lab.call("createCloudMongoDbInstance", lab.mongodb).first
                client.pass(100)
                let key = ["cloudMongoDbInstanceNo": made.text("cloudMongoDbInstanceNo")]
                let detail = lab.call("getCloudMongoDbInstanceDetail", key).first
                let names = ["cloudMongoDbServerInstanceList", "CloudMongoDbServerInstanceList"]
                #expect(names.map { detail[$0] != nil } == [isOfPages, !isOfPages])
                let name = detail.text("cloudMongoDbInstanceStatusName")
                #expect(name == (isOfPages ? "settingup" : "settingUp"))
            }
        }
    }

    @Test("a user is known by its name and its database")
    func users() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmongodb")
            let made = lab.call("createCloudMongoDbInstance", lab.mongodb).first
            let key = ["cloudMongoDbInstanceNo": made.text("cloudMongoDbInstanceNo")]
            lab.settle()
            func write(_ action: String, _ values: [String: String]) -> TestClient.Reply {
                let fields = values.map { ("cloudMongoDbUserList.1.\($0.key)", $0.value) }
                let reply = lab.call(action, key.with(Dictionary(uniqueKeysWithValues: fields)))
                client.pass(30)
                return reply
            }
            let user = [
                "userName": "reader", "databaseName": "stock", "password": CloudDBLab.password, "authority": "READ",
            ]
            #expect(write("addCloudMongoDbUserList", user.with(["authority": "WRITE"])).status == 400)
            #expect(write("addCloudMongoDbUserList", user).status == 200)
            #expect(write("addCloudMongoDbUserList", user.with(["databaseName": "other"])).status == 200)
            let change = ["userName": "reader", "databaseName": "stock", "authority": "READ_WRITE"]
            #expect(write("changeCloudMongoDbUserList", change).status == 200)
            #expect(write("deleteCloudMongoDbUserList", ["userName": "reader", "databaseName": "other"]).status == 200)
            let users = lab.call("getCloudMongoDbUserList", key).content["cloudMongoDbUserList"]?.elements ?? []
            #expect(users.map { $0.text("databaseName") } == ["admin", "stock"])
            #expect(users.map { $0.text("authority") } == ["READ_WRITE", "READ_WRITE"])
        }
    }
}
