import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("databases, call by call") struct CloudDBTests {
    private static func secret(_ text: String) -> Value { .secret(Secret(text)) }

    private static let spec: Attributes = [
        "name": "shop-db", "serverPrefix": "shop", "subnet": "5", "adminUser": "root_user",
        "adminPassword": secret("Abcdef1!"), "adminHost": "%", "initialDatabase": "shop", "backupTime": "03:15",
        "users": [
            ["name": "web", "host": "%", "password": secret("Abcdef2!"), "authority": "CRUD"],
            ["name": "reports", "host": "10.0.%", "password": secret("Abcdef3!"), "authority": "READ"],
        ],
        "databases": [["name": "orders"], ["name": "audit"]],
    ]

    private static func user(_ name: String, _ host: String = "%", _ authority: String = "CRUD") -> Value {
        ["name": .string(name), "host": .string(host), "authority": .string(authority), "systemTables": true]
    }

    private static func live(_ attributes: Attributes, status: String = "CREAT") -> LiveObject {
        LiveObject(kind: "MysqlInstance", id: "77", attributes: attributes, status: status)
    }

    private static let subnet = LiveObject(kind: "Subnet", id: "5", attributes: ["vpc": "1"])

    // MARK: Creation

    @Test("a new instance gets all of the manifest in one call, then its users and databases, with waits between")
    func created() async throws {
        let session = FakeSession(
            answers: ["createCloudMysqlInstance": ["cloudMysqlInstanceList": [["cloudMysqlInstanceNo": "77"]]]],
            objects: [Self.subnet])
        try await operations("MysqlInstance").create(wanted("MysqlInstance", "shop-db", Self.spec), through: session)
        #expect(
            session.events == [
                .create("createCloudMysqlInstance"), .wait("ready"), .change("addCloudMysqlUserList"),
                .wait("users added"), .change("addCloudMysqlDatabaseList"), .wait("databases added"),
            ])
        let fields = try #require(session.requests("createCloudMysqlInstance").first?.fields)
        #expect(fields["vpcNo"] == "1" && fields["subnetNo"] == "5" && fields["isHa"] == "true")
        #expect(fields["backupTime"] == "03:15" && fields["isAutomaticBackup"] == "false")
        #expect(fields["cloudMysqlUserPassword"] == "Abcdef1!" && fields["hostIp"] == "%")
        let users = try #require(session.requests("addCloudMysqlUserList").first)
        #expect(users.fields["cloudMysqlInstanceNo"] == "77")
        #expect(users.fields["cloudMysqlUserList.1.name"] == "web")
        #expect(users.fields["cloudMysqlUserList.2.hostIp"] == "10.0.%")
        #expect(users.fields["cloudMysqlUserList.2.password"] == "Abcdef3!")
        #expect(users.sensitive.contains("password"))
        let databases = try #require(session.requests("addCloudMysqlDatabaseList").first?.fields)
        #expect(databases["cloudMysqlDatabaseNameList.2"] == "audit")
        #expect(session.requests.allSatisfy { !"\($0.fields.keys)".contains("ownership") })
    }

    // MARK: Users

    @Test("users come ten at a time, and a deletion names nothing but who is meant")
    func batches() async throws {
        let many = (0..<12).map { Self.user("user\($0)") }
        let session = FakeSession()
        try await operations("MysqlInstance").update(
            Self.live(["users": [Self.user("gone")]]),
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
            .map(user.members.merging(["password": Self.secret(password)]) { $1 })
        }
        let session = FakeSession()
        try await operations("MysqlInstance").update(
            Self.live(["users": [with(Self.user("ann", "%", "DDL"), "same"), with(Self.user("bob"), "old")]]),
            to: wanted(
                "MysqlInstance", "shop-db",
                ["users": [with(Self.user("ann", "%", "READ"), "same"), with(Self.user("bob"), "new")]]),
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
        var desired = Self.spec
        desired["adminHost"] = "10.%"
        desired["users"] = nil
        desired["databases"] = nil
        try await operations("MysqlInstance").update(
            Self.live(desired.merging(["adminPassword": Self.secret("Other1!!")]) { $1 }),
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
        let wish: Attributes = ["adminUser": "root_user", "adminPassword": Self.secret("Abcdef1!")]
        let live = wish.merging(["adminPassword": Self.secret("Other1!!")]) { $1 }
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
                Self.live(live), to: wanted("MysqlInstance", "shop-db", wish), through: open)
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
                    "users": [["name": "nina", "range": "10.0.0.0/16", "password": Self.secret("Abcdef1!")]],
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
            answers: ["getCloudMysqlUserList": now], rest: Self.live([:], status: "CREAT"))
        try await operations("MysqlInstance").update(
            Self.live(["users": []], status: "CREAT/SETUP"),
            to: wanted("MysqlInstance", "shop-db", ["users": [Self.user("ann")]]), through: session)
        #expect(session.events == [.wait("ready"), .read("getCloudMysqlUserList")])
    }

    // MARK: In place

    @Test("spec and engine change by one call each, and the new value is waited for")
    func spec() async throws {
        let session = FakeSession(objects: [
            LiveObject(
                kind: "MysqlImage", id: "image-2", attributes: ["engineVersions": ["MYSQL8.4.5", "MYSQL8.0.42"]])
        ])
        try await operations("MysqlInstance").update(
            Self.live(["product": "small", "image": "image-1", "engineVersion": "MYSQL8.0.40"]),
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
                Self.live(["image": "image-1", "engineVersion": .string(version)]),
                to: wanted("MysqlInstance", "shop-db", wish.merging(["image": "image-2"]) { $1 }), through: session)
            return session.requests.first?.fields["engineVersionCode"]
        }
        #expect(try await code([:], from: "MYSQL5.7.44") == "MYSQL8.0.42")
        #expect(try await code([:], from: "MYSQL8.0.40") == "MYSQL8.4.5")
        #expect(try await code(["engineVersion": "8.0.42"], from: "MYSQL8.0.40") == "MYSQL8.0.42")
        await #expect(throws: StepFailure.self) { try await code([:], from: "MYSQL9.1.0") }

        let session = FakeSession(objects: [
            Self.subnet,
            LiveObject(kind: "MysqlImage", id: "image-1", attributes: ["engineVersions": ["MYSQL8.0.40"]]),
        ])
        try await operations("MysqlInstance").create(
            wanted("MysqlInstance", "shop-db", Self.spec.merging(["engineVersion": "8.0.40"]) { $1 }), through: session)
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

    // MARK: Deletion

    @Test("an instance that is on its way out is not deleted a second time, one at work is waited for")
    func leaving() async throws {
        let leaving = FakeSession()
        try await operations("MysqlInstance").delete(Self.live([:], status: "DEL/DEL"), through: leaving)
        #expect(leaving.events == [.wait("gone")])
        let busy = FakeSession()
        try await operations("MysqlInstance").delete(Self.live([:], status: "CREAT/SETUP"), through: busy)
        #expect(busy.events == [.wait("ready"), .delete("deleteCloudMysqlInstance"), .wait("gone")])
    }

    // MARK: Replicas

    private static func instance(_ servers: [JSON]) -> JSON {
        [
            "cloudMysqlInstanceList": [
                ["cloudMysqlInstanceNo": "77", "cloudMysqlServerInstanceList": .array(servers)]
            ], "totalRows": 1,
        ]
    }

    private static func server(_ number: String, _ role: String, subnet: String = "5", zone: String = "KR-1") -> JSON {
        [
            "cloudMysqlServerInstanceNo": .string(number), "cloudMysqlServerName": .string("shop-00\(number)"),
            "cloudMysqlServerRole": ["code": .string(role)], "cloudMysqlServerInstanceStatus": ["code": "RUN"],
            "cloudMysqlProductCode": "small", "subnetNo": .string(subnet), "vpcNo": "1", "zoneCode": .string(zone),
            "privateDomain": .string("db-\(number).vpc"), "dataStorageType": ["code": "SSD"],
        ]
    }

    @Test("a new replica is the server that the instance did not have before")
    func replica() async throws {
        let session = FakeSession(answers: [
            "getCloudMysqlInstanceDetail": Self.instance([Self.server("1", "M"), Self.server("2", "S")]),
            "createCloudMysqlSlaveInstance": Self.instance([
                Self.server("1", "M"), Self.server("2", "S"), Self.server("3", "S"),
            ]),
        ])
        try await operations("MysqlReplica").create(
            wanted("MysqlReplica", "reader", ["instance": "77"]), through: session)
        #expect(session.creation?.id == "3")
        #expect(
            session.events == [
                .wait("MysqlInstance 77: ready"), .read("getCloudMysqlInstanceDetail"),
                .create("createCloudMysqlSlaveInstance"), .wait("ready"), .wait("MysqlInstance 77: ready"),
            ])
    }

    @Test("replicas and recovery servers are listed from the servers of all instances")
    func listed() async throws {
        let session = FakeSession(answers: [
            "getCloudMysqlInstanceList": Self.instance([
                Self.server("1", "M"), Self.server("2", "S"), Self.server("4", "R"),
            ])
        ])
        let replicas = try await operations("MysqlReplica").list(ReadScope(), from: session)
        #expect(replicas.map(\.id) == ["2"] && replicas.first?.attributes["host"] == "db-2.vpc")
        #expect(try await operations("MysqlRecovery").list(ReadScope(), from: session).map(\.name) == ["shop-004"])
    }

    // MARK: Reading

    @Test("a fail-over swaps roles: what the manifest says stays, and the host is that of the new master")
    func failOver() async throws {
        func read(_ roles: (String, String)) async throws -> LiveObject {
            var answer = Self.instance([
                Self.server("12", roles.1, subnet: "6", zone: "KR-2"), Self.server("9", roles.0),
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
            var wire = Self.instance(servers)["cloudMysqlInstanceList"]?[0]?.members ?? [:]
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
        var pending = Self.server("1", "M").members
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
                "getCloudMysqlInstanceList": Self.instance([Self.server("1", "M")]),
                "getCloudMysqlUserList": ["cloudMysqlUserList": [], "totalRows": 0],
                "getCloudMysqlDatabaseList": ["cloudMysqlDatabaseList": [], "totalRows": 0],
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
