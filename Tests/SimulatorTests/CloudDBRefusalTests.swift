import OrderedJSON
import Testing

@testable import Simulator

/// What all services of Cloud DB refuse of users and databases. Source: api/clouddb.md §2 to §6.
@Suite struct CloudDBRefusalTests {
    /// A service with calls for users.
    struct UserCalls: CustomTestStringConvertible, Sendable {
        let noun: String
        let user: [String: String]
        var canChange = true

        var testDescription: String { noun }

        static let all = [
            UserCalls(noun: "Mysql", user: ["name": "reader", "hostIp": "%", "authority": "READ"]),
            UserCalls(noun: "Postgresql", user: ["name": "reader", "clientCidr": "0.0.0.0/0"]),
            UserCalls(noun: "MongoDb", user: ["userName": "reader", "databaseName": "shop", "authority": "READ"]),
            UserCalls(noun: "Cache", user: ["name": "reader"], canChange: false),
            UserCalls(noun: "Redis", user: ["name": "reader"], canChange: false),
        ]

        /// What makes an instance of the service.
        func creation(_ lab: CloudDBLab) -> [String: String] {
            switch noun {
            case "Mysql": return lab.mysql
            case "Postgresql": return lab.postgresql
            case "MongoDb": return lab.mongodb
            default:
                let cache = lab.cache(lab.configGroup("7.0.13-simple", name: "main")).with([
                    "cloudCacheUserName": "keeper", "cloudCacheUserPassword": CloudDBLab.password,
                ])
                return Dictionary(uniqueKeysWithValues: cache.map { ($0.key.replacing("Cache", with: noun), $0.value) })
            }
        }
    }

    @Test(
        "an empty or invalid password is refused, of the first user, of a new one and of one that changes",
        arguments: UserCalls.all)
    func refusedPasswords(calls: UserCalls) async throws {
        try await withSimulator { client in
            let noun = calls.noun
            let lab = CloudDBLab(client, "v" + noun.lowercased())
            let created = calls.creation(lab)
            for bad in ["", "short1!", "Secret-123/"] {
                let reply = lab.call("createCloud\(noun)Instance", created.with(["cloud\(noun)UserPassword": bad]))
                #expect(reply.code == (bad.isEmpty ? "900" : "1100000"), "\(reply.body)")
            }
            let made = lab.call("createCloud\(noun)Instance", created).first
            let key = ["cloud\(noun)InstanceNo": made.text("cloud\(noun)InstanceNo")]
            lab.settle()
            func write(_ verb: String, _ password: String?) -> TestClient.Reply {
                var values = calls.user
                values["password"] = password
                let fields = values.map { ("cloud\(noun)UserList.1.\($0.key)", $0.value) }
                let reply = lab.call("\(verb)Cloud\(noun)UserList", key.with(Dictionary(uniqueKeysWithValues: fields)))
                lab.settle()
                return reply
            }
            #expect(write("add", nil).code == "900" && write("add", "").code == "900")
            #expect(write("add", "nodigits!").code == "1100000")
            #expect(write("add", CloudDBLab.password).status == 200)
            guard calls.canChange else { return }
            #expect(write("change", "").code == "1100000", "empty is not left out")
            #expect(write("change", "Secret 123").code == "1100000")
            #expect(write("change", nil).status == 200)
        }
    }

    @Test("MSSQL, which has no calls for users, refuses an empty or invalid password of the first one")
    func refusedPasswordOfMSSQL() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmssql")
            func create(_ password: String) -> String {
                lab.call("createCloudMssqlInstance", lab.mssql.with(["cloudMssqlUserPassword": password])).code
            }
            #expect(create("") == "900" && create("nodigits!") == "1100000")
        }
    }

    @Test("the names of an engine's own databases are taken")
    func reserved() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            for name in ["mysql", "sys", "information_schema"] {
                let reply = lab.call("createCloudMysqlInstance", lab.mysql.with(["cloudMysqlDatabaseName": name]))
                #expect(reply.code == "1100000", "\(name)")
            }
        }
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vpostgresql")
            let reply = lab.call(
                "createCloudPostgresqlInstance", lab.postgresql.with(["cloudPostgresqlDatabaseName": "postgres"]))
            #expect(reply.code == "1100000")
        }
    }
}
