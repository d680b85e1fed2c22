import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("databases, call by call: their users and databases") struct DatabaseUserTests {
    @Test("users come ten at a time, and a deletion names nothing but who is meant")
    func batches() async throws {
        let many = (0..<12).map { DatabaseSamples.user("user\($0)") }
        let session = FakeSession()
        try await operations("MysqlInstance").update(
            DatabaseSamples.live(["users": [DatabaseSamples.user("gone")]]),
            to: wanted("MysqlInstance", "shop-db", ["users": .list(many)]), through: session)
        let added = session.requests("addCloudMysqlUserList")
        #expect(added.map { $0.fields.keys.filter { $0.hasSuffix(".name") }.count } == [10, 2])
        let removed = try #require(session.requests("deleteCloudMysqlUserList").first?.fields)
        #expect(
            removed == [
                "cloudMysqlInstanceNo": "77", "cloudMysqlUserList.1.name": "gone", "cloudMysqlUserList.1.hostIp": "%",
            ])
        #expect(session.events.last == .wait("users deleted"))
    }

    @Test("a repaired authority says nothing of the password, a new password is sent with what the user has")
    func changes() async throws {
        func with(_ user: Value, _ password: String) -> Value {
            .map(user.members.merging(["password": DatabaseSamples.secret(password)]) { $1 })
        }
        let session = FakeSession()
        try await operations("MysqlInstance").update(
            DatabaseSamples.live([
                "users": [
                    with(DatabaseSamples.user("ann", "%", "DDL"), "same"), with(DatabaseSamples.user("bob"), "old"),
                ]
            ]),
            to: wanted(
                "MysqlInstance", "shop-db",
                [
                    "users": [
                        with(DatabaseSamples.user("ann", "%", "READ"), "same"),
                        with(DatabaseSamples.user("bob"), "new"),
                    ]
                ]),
            through: session)
        #expect(session.events == [.change("changeCloudMysqlUserList"), .wait("ready")])
        let fields = try #require(session.requests.first?.fields)
        #expect(fields["cloudMysqlUserList.1.authority"] == "READ")
        #expect(fields["cloudMysqlUserList.1.password"] == nil)
        #expect(fields["cloudMysqlUserList.2.password"] == "new" && fields["cloudMysqlUserList.2.authority"] == "CRUD")
    }

    @Test("the password of the initial user is changed as that of any user")
    func adminPassword() async throws {
        let answer: JSON = [
            "cloudMysqlUserList": [
                ["userName": "root_user", "hostIp": "%", "authority": "DDL", "isSystemTableAccess": true],
                ["userName": "root_user", "hostIp": "10.%", "authority": "READ", "isSystemTableAccess": false],
            ], "totalRows": 2,
        ]
        let session = FakeSession(answers: ["getCloudMysqlUserList": answer])
        var desired = DatabaseSamples.spec
        desired["adminHost"] = "10.%"
        desired["users"] = nil
        desired["databases"] = nil
        try await operations("MysqlInstance").update(
            DatabaseSamples.live(desired.merging(["adminPassword": DatabaseSamples.secret("Other1!!")]) { $1 }),
            to: wanted("MysqlInstance", "shop-db", desired), through: session)
        let fields = try #require(session.requests("changeCloudMysqlUserList").first?.fields)
        #expect(fields["cloudMysqlUserList.1.hostIp"] == "10.%" && fields["cloudMysqlUserList.1.authority"] == "READ")
        #expect(fields["cloudMysqlUserList.1.password"] == "Abcdef1!")
        #expect(session.requests("getCloudMysqlUserList").first?.fields["pageNo"] == "0")
    }

    @Test(
        "an initial user that is listed for several databases gets its password in one call; one that is open gets none"
    )
    func adminPasswordOfSeveral() async throws {
        let answer: JSON = [
            "cloudMongoDbUserList": [
                ["userName": "root_user", "databaseName": "admin", "authority": "READ_WRITE"],
                ["userName": "other", "databaseName": "shop", "authority": "READ"],
                ["userName": "root_user", "databaseName": "shop", "authority": "READ"],
            ]
        ]
        let session = FakeSession(answers: ["getCloudMongoDbUserList": answer])
        let wish: Attributes = ["adminUser": "root_user", "adminPassword": DatabaseSamples.secret("Abcdef1!")]
        let live = wish.merging(["adminPassword": DatabaseSamples.secret("Other1!!")]) { $1 }
        try await operations("MongodbInstance").update(
            LiveObject(kind: "MongodbInstance", id: "9", attributes: live, status: "CREAT"),
            to: wanted("MongodbInstance", "m", wish), through: session)
        let calls = session.requests("changeCloudMongoDbUserList")
        let fields = try #require(calls.first?.fields)
        #expect(calls.count == 1 && fields["cloudMongoDbUserList.3.userName"] == nil)
        #expect((1...2).map { fields["cloudMongoDbUserList.\($0).databaseName"] } == ["admin", "shop"])
        #expect((1...2).allSatisfy { fields["cloudMongoDbUserList.\($0).password"] == "Abcdef1!" })

        // In MySQL, those of one name from other hosts are other users.
        let hosts: JSON = [
            "cloudMysqlUserList": [
                ["userName": "root_user", "hostIp": "%", "authority": "DDL"],
                ["userName": "root_user", "hostIp": "10.%", "authority": "READ"],
            ], "totalRows": 2,
        ]
        let open = FakeSession(answers: ["getCloudMysqlUserList": hosts])
        await #expect(throws: StepFailure.self) {
            try await operations("MysqlInstance").update(
                DatabaseSamples.live(live), to: wanted("MysqlInstance", "shop-db", wish), through: open)
        }
        #expect(open.requests("changeCloudMysqlUserList").isEmpty)
    }

    @Test("a database has its owner before it comes, and goes before its owner does")
    func owners() async throws {
        let session = FakeSession()
        try await operations("PostgresqlInstance").update(
            LiveObject(
                kind: "PostgresqlInstance", id: "8",
                attributes: [
                    "users": [["name": "olga", "range": "10.0.0.0/16"]],
                    "databases": [["name": "old", "owner": "olga"]],
                ], status: "CREAT"),
            to: wanted(
                "PostgresqlInstance", "db",
                [
                    "users": [
                        ["name": "nina", "range": "10.0.0.0/16", "password": DatabaseSamples.secret("Abcdef1!")]
                    ],
                    "databases": [["name": "new", "owner": "nina"]],
                ]), through: session)
        let calls = session.events.filter { if case .change = $0 { true } else { false } }
        #expect(
            calls == [
                .change("addCloudPostgresqlUserList"), .change("addCloudPostgresqlDatabaseList"),
                .change("deleteCloudPostgresqlDatabaseList"), .change("deleteCloudPostgresqlUserList"),
            ])
    }

    @Test("an instance that is at work is waited for, and only what was known before is taken away")
    func atRest() async throws {
        let now: JSON = [
            "cloudMysqlUserList": [
                ["userName": "ann", "hostIp": "%", "authority": "CRUD", "isSystemTableAccess": true],
                ["userName": "stranger", "hostIp": "%", "authority": "CRUD", "isSystemTableAccess": true],
            ], "totalRows": 2,
        ]
        let session = FakeSession(
            answers: ["getCloudMysqlUserList": now], rest: DatabaseSamples.live([:], status: "CREAT"))
        try await operations("MysqlInstance").update(
            DatabaseSamples.live(["users": []], status: "CREAT/SETUP"),
            to: wanted("MysqlInstance", "shop-db", ["users": [DatabaseSamples.user("ann")]]), through: session)
        #expect(session.events == [.wait("ready"), .read("getCloudMysqlUserList")])
    }
}
