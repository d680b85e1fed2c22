import OrderedJSON
import Testing

@testable import Simulator

/// What is PostgreSQL's own. Source: api/clouddb.md §3.
@Suite struct CloudDBPostgreSQLTests {
    private static let servers = "cloudPostgresqlServerInstanceList"

    @Test("what the documents forbid is refused when an instance is made, and nothing is made")
    func refusals() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vpostgresql")
            let wrong: [[String: String]] = [
                ["subnetNo": lab.balancers], ["cloudPostgresqlServiceName": "ab"],
                ["cloudPostgresqlUserName": "Keeper"], ["cloudPostgresqlUserName": "kee"],
                ["cloudPostgresqlUserPassword": "keeper-123"], ["cloudPostgresqlUserPassword": "short-1"],
                ["clientCidr": "%"], ["clientCidr": ""], ["cloudPostgresqlDatabaseName": "Orders"],
                ["cloudPostgresqlPort": "5433"], ["backupFileStorageCount": "31"],
                ["isMultiZone": "true"], ["isMultiZone": "true", "secondarySubnetNo": lab.subnet],
                ["engineVersionCode": "MYSQL8.0.40"],
            ]
            for change in wrong {
                let reply = lab.call("createCloudPostgresqlInstance", lab.postgresql.with(change))
                #expect(reply.status == 400 && !reply.code.isEmpty, "\(change): \(reply.body)")
            }
            #expect(lab.call("getCloudPostgresqlInstanceList").content["totalRows"] == 0)
            let far = ["isMultiZone": "true", "secondarySubnetNo": lab.secondZone]
            let made = lab.call("createCloudPostgresqlInstance", lab.postgresql.with(far)).first
            #expect(made.servers(Self.servers, "zoneCode") == ["KR-1", "KR-2"])
        }
    }

    @Test("a database has an owner that exists, who stays as long as it does; lists take no pages")
    func owners() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vpostgresql")
            let made = lab.call("createCloudPostgresqlInstance", lab.postgresql).first
            let key = ["cloudPostgresqlInstanceNo": made.text("cloudPostgresqlInstanceNo")]
            lab.settle()
            func write(_ action: String, _ list: String, _ values: [String: String]) -> TestClient.Reply {
                let fields = values.map { ("cloudPostgresql\(list)List.1.\($0.key)", $0.value) }
                let reply = lab.call(action, key.with(Dictionary(uniqueKeysWithValues: fields)))
                client.pass(30)
                return reply
            }
            let database = ["name": "stock", "owner": "writer"]
            let user = ["name": "writer", "clientCidr": "10.0.0.0/16", "password": CloudDBLab.password]
            #expect(write("addCloudPostgresqlDatabaseList", "Database", database).status == 400)
            #expect(write("addCloudPostgresqlUserList", "User", user).status == 200)
            #expect(write("addCloudPostgresqlUserList", "User", user).code == "5001903")
            #expect(write("addCloudPostgresqlDatabaseList", "Database", database).status == 200)
            #expect(write("deleteCloudPostgresqlUserList", "User", ["name": "writer"]).code == "5001900")

            let change = ["name": "writer", "clientCidr": "10.1.0.0/16", "isReplicationRole": "true"]
            #expect(write("changeCloudPostgresqlUserList", "User", change).status == 200)
            let users = lab.call("getCloudPostgresqlUserList", key).content["cloudPostgresqlUserList"]
            #expect(users?.elements.map { $0.text("clientCidr") } == ["0.0.0.0/0", "10.1.0.0/16"])
            #expect(users?[1]?["isReplicationRole"] == true)
            let databases = lab.call("getCloudPostgresqlDatabaseList", key).content["cloudPostgresqlDatabaseList"]
            #expect(databases?.elements.map { $0.text("owner") } == ["keeper", "writer"])

            #expect(write("deleteCloudPostgresqlDatabaseList", "Database", ["name": "stock"]).status == 200)
            #expect(write("deleteCloudPostgresqlUserList", "User", ["name": "writer"]).status == 200)
        }
    }

    @Test("a read replica is added and deleted, at most five of them")
    func replicas() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vpostgresql")
            let made = lab.call("createCloudPostgresqlInstance", lab.postgresql).first
            let key = ["cloudPostgresqlInstanceNo": made.text("cloudPostgresqlInstanceNo")]
            lab.settle()
            for _ in 1...5 {
                #expect(lab.call("createCloudPostgresqlReadReplicaInstance", key).status == 200)
                lab.settle()
            }
            #expect(lab.call("createCloudPostgresqlReadReplicaInstance", key).code == "5001904")
            let instance = lab.call("getCloudPostgresqlInstanceDetail", key).first
            #expect(instance.servers(Self.servers, "cloudPostgresqlServerRole") == ["M", "H", "S", "S", "S", "S", "S"])
            let numbers = instance.servers(Self.servers, "cloudPostgresqlServerInstanceNo")
            for (number, status) in [(numbers[0], 400), (numbers[2], 200)] {
                let reply = lab.call(
                    "deleteCloudPostgresqlReadReplicaInstance", ["cloudPostgresqlServerInstanceNo": number])
                #expect(reply.status == status)
            }
        }
    }
}
