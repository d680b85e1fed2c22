import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("databases, call by call: read") struct DatabaseReadingTests {
    @Test("a fail-over swaps roles: what the manifest says stays, and the host is that of the new master")
    func failOver() async throws {
        func read(_ roles: (String, String)) async throws -> LiveObject {
            var answer = DatabaseSamples.instance([
                DatabaseSamples.server("12", roles.1, subnet: "6", zone: "KR-2"), DatabaseSamples.server("9", roles.0),
            ]).members
            let list = answer["cloudMysqlInstanceList"]?[0]?.members.merging([
                "cloudMysqlServiceName": "shop-db", "isHa": true, "isMultiZone": true, "cloudMysqlPort": 3306,
                "cloudMysqlInstanceStatus": ["code": "CREAT"], "cloudMysqlInstanceOperation": ["code": "NULL"],
            ]) { $1 }
            answer["cloudMysqlInstanceList"] = [.object(list ?? [:])]
            let session = FakeSession(answers: ["getCloudMysqlInstanceList": .object(answer)])
            return try #require(try await operations("MysqlInstance").list(ReadScope(fields: []), from: session).first)
        }
        let (before, after) = (try await read(("M", "H")), try await read(("H", "M")))
        for field in ["subnet", "standbySubnet", "zone", "product", "storageType", "vpc"] {
            #expect(before.attributes[field] == after.attributes[field] && before.attributes[field] != nil, "\(field)")
        }
        #expect(before.attributes["subnet"] == "5" && before.attributes["standbySubnet"] == "6")
        #expect(before.attributes["host"] == "db-9.vpc" && after.attributes["host"] == "db-12.vpc")
        #expect(before.attributes["servers"] != after.attributes["servers"] && after.status == "CREAT")
    }

    @Test("an instance that shows no servers yet leaves out what they tell, and one whose servers are made is pending")
    func young() async throws {
        func read(_ servers: [JSON]) async throws -> LiveObject {
            var wire = DatabaseSamples.instance(servers)["cloudMysqlInstanceList"]?[0]?.members ?? [:]
            wire["cloudMysqlInstanceStatus"] = ["code": "CREAT"]
            let session = FakeSession(answers: [
                "getCloudMysqlInstanceList": ["cloudMysqlInstanceList": [.object(wire)], "totalRows": 1]
            ])
            return try #require(try await operations("MysqlInstance").list(ReadScope(fields: []), from: session).first)
        }
        let young = try await read([])
        for field in ["subnet", "product", "storageType", "image", "engineVersion", "port"] {
            #expect(young.attributes[field] == nil, "\(field)")
        }
        var pending = DatabaseSamples.server("1", "M").members
        pending["cloudMysqlServerInstanceStatus"] = ["code": "PEND"]
        #expect(try await read([.object(pending)]).status == "CREAT/PEND")
    }

    @Test("servers of MongoDB are counted by role, members and arbiters for each shard; its list begins with a capital")
    func mongodb() async throws {
        func servers(_ count: Int, _ role: String) -> [JSON] {
            (0..<count).map {
                [
                    "cloudMongoDbServerInstanceNo": .string("\(role)\($0)"),
                    "privateDomain": .string("\(role)\($0).vpc"),
                    "cloudMongoDbServerRole": ["code": .string(role)],
                ]
            }
        }
        let wire: JSON = [
            "cloudMongoDbInstanceNo": "9", "shardCount": 2, "memberPort": 17_017, "mongosPort": 17_018,
            "CloudMongoDbServerInstanceList": .array(
                servers(6, "MB") + servers(2, "AB") + servers(2, "RT") + servers(3, "C")),
        ]
        let session = FakeSession(answers: [
            "getCloudMongoDbInstanceList": ["cloudMongoDbInstanceList": [wire], "totalRows": 1]
        ])
        let live = try #require(
            try await operations("MongodbInstance").list(ReadScope(fields: []), from: session).first)
        let counts = ["memberCount", "arbiterCount", "mongosCount", "configCount"].map { live.attributes[$0]?.integer }
        #expect(counts == [3, 1, 2, 3])
        #expect(live.attributes["hosts"] == "RT0.vpc:17018,RT1.vpc:17018")
    }

    @Test("the mode of a cache is read from its role; of a role that the documents do not name, nothing is said")
    func cacheMode() async throws {
        func mode(_ role: String) async throws -> Value? {
            let wire: JSON = ["cloudCacheInstanceNo": "4", "role": ["code": .string(role)]]
            let session = FakeSession(answers: [
                "getCloudCacheInstanceList": ["cloudCacheInstanceList": [wire], "totalRows": 1]
            ])
            return try await operations("CacheInstance").list(ReadScope(fields: []), from: session).first?
                .attributes["mode"]
        }
        #expect(try await mode("CLUSTER") == "CLUSTER")
        #expect(try await mode("M") == nil)
    }

    @Test("users, databases and backups are read of those that are asked for, each by a call of its own")
    func parts() async throws {
        func calls(_ scope: ReadScope) async throws -> [String] {
            let session = FakeSession(answers: [
                "getCloudMysqlInstanceList": DatabaseSamples.instance([DatabaseSamples.server("1", "M")]),
                "getCloudMysqlUserList": ["cloudMysqlUserList": [], "totalRows": 0],
                "getCloudMysqlDatabaseList": ["cloudMysqlDatabaseList": [], "totalRows": 0],
                "getCloudMysqlBackupDetailList": ["cloudMysqlBackupDetailList": [], "totalRows": 0],
            ])
            _ = try await operations("MysqlInstance").list(scope, from: session)
            return session.requests.map(\.path).dropFirst().sorted()
        }
        #expect(try await calls(ReadScope(ids: ["77"], fields: ["users", "name"])) == ["getCloudMysqlUserList"])
        #expect(try await calls(ReadScope(ids: ["77"], fields: ["name"])) == [])
        #expect(try await calls(ReadScope(ids: ["1"], fields: ["users"])) == [])
        #expect(
            try await calls(ReadScope(everything: true)) == [
                "getCloudMysqlBackupDetailList", "getCloudMysqlDatabaseList", "getCloudMysqlUserList",
            ])
    }
}
