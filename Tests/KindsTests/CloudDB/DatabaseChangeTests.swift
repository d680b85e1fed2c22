import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("databases, call by call: changed in place") struct DatabaseChangeTests {
    @Test("spec and engine change by one call each, and the new value is waited for")
    func spec() async throws {
        let session = FakeSession(objects: [
            LiveObject(
                kind: "MysqlImage", id: "image-2", attributes: ["engineVersions": ["MYSQL8.4.5", "MYSQL8.0.42"]])
        ])
        try await operations("MysqlInstance").update(
            DatabaseSamples.live(["product": "small", "image": "image-1", "engineVersion": "MYSQL8.0.40"]),
            to: wanted(
                "MysqlInstance", "shop-db", ["product": "large", "image": "image-2", "rollingChange": true]),
            through: session)
        #expect(
            session.events == [
                .change("upgradeCloudMysqlDbEngineVersion"), .wait("engine upgraded"),
                .change("changeCloudMysqlServerSpec"), .wait("spec changed"),
            ])
        let upgrade = try #require(session.requests.first?.fields)
        #expect(upgrade["cloudMysqlImageProductCode"] == "image-2" && upgrade["isMajorVersionUpgrade"] == "true")
        #expect(upgrade["engineVersionCode"] == "MYSQL8.4.5")
        let spec = try #require(session.requests.last?.fields)
        #expect(spec["cloudMysqlProductCode"] == "large" && spec["isRolling"] == "true")
    }

    @Test(
        "another image comes with the highest version that one upgrade leads to; a number is sent as the image's code")
    func versions() async throws {
        func code(_ wish: Attributes, from version: String) async throws -> String? {
            let session = FakeSession(objects: [
                LiveObject(
                    kind: "MysqlImage", id: "image-2",
                    attributes: ["engineVersions": ["MYSQL8.4.5", "MYSQL8.0.42", "MYSQL8.0.40"]])
            ])
            try await operations("MysqlInstance").update(
                DatabaseSamples.live(["image": "image-1", "engineVersion": .string(version)]),
                to: wanted("MysqlInstance", "shop-db", wish.merging(["image": "image-2"]) { $1 }), through: session)
            return session.requests.first?.fields["engineVersionCode"]
        }
        #expect(try await code([:], from: "MYSQL5.7.44") == "MYSQL8.0.42")
        #expect(try await code([:], from: "MYSQL8.0.40") == "MYSQL8.4.5")
        #expect(try await code(["engineVersion": "8.0.42"], from: "MYSQL8.0.40") == "MYSQL8.0.42")
        await #expect(throws: StepFailure.self) { try await code([:], from: "MYSQL9.1.0") }

        let session = FakeSession(objects: [
            DatabaseSamples.subnet,
            LiveObject(kind: "MysqlImage", id: "image-1", attributes: ["engineVersions": ["MYSQL8.0.40"]]),
        ])
        try await operations("MysqlInstance").create(
            wanted("MysqlInstance", "shop-db", DatabaseSamples.spec.merging(["engineVersion": "8.0.40"]) { $1 }),
            through: session)
        #expect(session.requests("createCloudMysqlInstance").first?.fields["engineVersionCode"] == "MYSQL8.0.40")
    }

    @Test("counts of servers change one call after the other, members and arbiters together")
    func counts() async throws {
        let session = FakeSession()
        try await operations("MongodbInstance").update(
            LiveObject(
                kind: "MongodbInstance", id: "9",
                attributes: ["shardCount": 2, "memberCount": 3, "arbiterCount": 0, "mongosCount": 2, "configCount": 3],
                status: "CREAT"),
            to: wanted(
                "MongodbInstance", "m",
                ["shardCount": 3, "memberCount": 5, "arbiterCount": 0, "mongosCount": 3, "configCount": 3]),
            through: session)
        #expect(
            session.events == [
                .change("changeCloudMongoDbMongosCount"), .wait("servers changed"),
                .change("changeCloudMongoDbSecondaryCount"), .wait("servers changed"),
                .change("changeCloudMongoDbShardCount"), .wait("servers changed"),
            ])
        let members = try #require(session.requests("changeCloudMongoDbSecondaryCount").first?.fields)
        #expect(members["memberServerCount"] == "5" && members["arbiterServerCount"] == "0")
    }
}
