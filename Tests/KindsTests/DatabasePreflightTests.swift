import Kinds
import Model
import Planning
import Testing

@Suite("preflight of databases") struct DatabasePreflightTests {
    private static let network: [LiveObject] =
        [
            LiveObject(kind: "Vpc", id: "1", attributes: ["name": "shop"]),
            LiveObject(kind: "Vpc", id: "2", attributes: ["name": "other"]),
        ]
        + [
            ("5", "1", "KR-1", "GEN", "PRIVATE"), ("6", "1", "KR-2", "GEN", "PRIVATE"),
            ("7", "1", "KR-1", "LOADB", "PRIVATE"),
            ("8", "1", "KR-2", "GEN", "PUBLIC"), ("9", "2", "KR-2", "GEN", "PRIVATE"),
        ].map { id, vpc, zone, usage, type in
            LiveObject(
                kind: "Subnet", id: id,
                attributes: [
                    "name": .string("s\(id)"), "vpc": .string(vpc), "zone": .string(zone), "usage": .string(usage),
                    "type": .string(type),
                ])
        }

    /// What is wrong with a new object.
    private func problems(
        _ kind: String, _ attributes: Attributes, live: [LiveObject] = [], changed: Bool = false
    ) -> [String] {
        let subject = DesiredResource(
            Address(kind: kind, name: "db"), attributes: attributes.merging(["name": "db-1"]) { own, _ in own })
        var snapshot = LiveSnapshot()
        let objects = Self.network + live
        for kind in Set(objects.map(\.kind)) { snapshot.observe(kind, objects.filter { $0.kind == kind }) }
        let desired = Desired(project: Project(name: "test"), resources: [subject])
        let run = PreflightRun(
            Plan(project: "test", steps: [Step(subject.address, .create, because: .new, desired: subject)]),
            desired: desired, recorded: Recorded(), live: snapshot, catalog: DriverCatalog.ncloud.kinds,
            today: "2027-01-15")
        return run.diagnostics(live: snapshot).map { String($0.message.drop { $0 != " " }.dropFirst()) }
    }

    private func mysql(_ attributes: Attributes = [:], without: String? = nil, live: [LiveObject] = []) -> [String] {
        var spec: Attributes = [
            "subnet": "5", "serverPrefix": "db", "adminUser": "admin", "adminPassword": .secret(Secret("Abcdef1!")),
            "adminHost": "%", "initialDatabase": "shop",
        ]
        if let without { spec[without] = nil }
        return problems("MysqlInstance", spec.merging(attributes) { $1 }, live: live)
    }

    @Test("a complete new instance is in order, and one that lacks what no answer shows is told so")
    func needed() {
        #expect(mysql() == [])
        #expect(mysql(without: "adminPassword") == ["a new MysqlInstance needs 'adminPassword'"])
        let user: Value = ["name": "web", "host": "%", "authority": "READ"]
        #expect(mysql(["users": [user]]) == ["the user web % is new and has no password"])
    }

    @Test("subnets are for general use, and that of the standby is in another zone of the VPC, of the same type")
    func subnets() {
        #expect(mysql(["subnet": "7"]) == ["s7 (7) has usage LOADB, but databases need GEN"])
        func standby(_ subnet: Value?, _ more: Attributes = [:]) -> [String] {
            var fields: Attributes = ["multiZone": true]
            fields["standbySubnet"] = subnet
            return mysql(fields.merging(more) { $1 })
        }
        #expect(standby("6") == [])
        #expect(standby(nil) == ["multiZone needs standbySubnet"])
        #expect(standby("8") == ["s8 (8) is PUBLIC, but s5 (5) is PRIVATE"])
        #expect(standby("5") == ["s5 (5) is in KR-1, as s5 (5) is"])
        #expect(standby("9") == ["Subnet s9 (9) belongs to another VPC"])
        #expect(standby("6", ["highAvailability": false]) == ["multiZone needs highAvailability"])
        #expect(mysql(["standbySubnet": "6"]) == ["standbySubnet needs multiZone"])
    }

    @Test("backups and encryption go by high availability")
    func backups() {
        #expect(mysql(["backup": false]).first?.contains("always backed up") == true)
        #expect(mysql(["backup": false, "highAvailability": false]) == [])
        #expect(
            mysql(["backup": false, "highAvailability": false, "backupTime": "03:15"])
                == ["backupTime is set, but there are no backups"])
        // Shown otherwise, each of these would replace the instance again and again.
        for detail in ["backupRetention": 7, "backupCount": 3, "backupCompression": false] as Attributes {
            let off: Attributes = ["backup": false, "highAvailability": false, detail.key: detail.value]
            #expect(mysql(off) == ["\(detail.key) is set, but there are no backups"])
        }
        #expect(mysql(["backupRetention": 7, "highAvailability": false]) == [])
        #expect(mysql(["encrypted": true]) == [])
        #expect(mysql(["encrypted": true, "highAvailability": false]).count == 1)
    }

    @Test("image, version and product are offered together")
    func offers() {
        let live = [
            LiveObject(
                kind: "MysqlImage", id: "i8",
                attributes: ["code": "i8", "engineVersions": ["MYSQL8.4.6", "MYSQL8.0.40"]]),
            LiveObject(kind: "MysqlProduct", id: "p", attributes: ["code": "p", "images": ["i5"]]),
        ]
        #expect(mysql(["image": "i8", "engineVersion": "8.0.40"], live: live) == [])
        #expect(mysql(["image": "i9"], live: live) == ["there is no MysqlImage i9"])
        #expect(
            mysql(["image": "i8", "engineVersion": "MYSQL5.7.44"], live: live)
                == ["the image i8 has no engine MYSQL5.7.44"])
        #expect(mysql(["engineVersion": "MYSQL8.0.40"], live: live) == [])
        #expect(mysql(["engineVersion": "MYSQL9.9.9"], live: live) == ["no image has an engine MYSQL9.9.9"])
        #expect(mysql(["image": "i8", "product": "p"], live: live) == ["p is not compatible with the image i8"])
    }

    @Test("the initial user is not also in the list, and its name is free")
    func names() {
        let told = problems("MongodbInstance", ["ownership": "full", "users": [], "subnet": "5"])
        #expect(told.contains("ownership: full needs adminUser, which is kept though users lacks it"))
        let admin: Value = [
            "name": "admin", "host": "%", "authority": "READ", "password": .secret(Secret("Abcdef1!")),
        ]
        #expect(mysql(["users": [admin]]) == ["admin is adminUser, and also among users"])
        let elsewhere = Value.map(admin.members.merging(["host": "10.0.%"]) { $1 })
        #expect(mysql(["users": [elsewhere]]) == [], "one from another host is another user")
        #expect(
            mysql(["databases": [["name": "orders"], ["name": "shop"]]])
                == ["shop is initialDatabase, and also among databases"])
        let taken = LiveObject(kind: "MysqlInstance", id: "3", attributes: ["name": "db-1"])
        #expect(mysql(live: [taken]) == ["the account already has an unmanaged MysqlInstance \"db-1\""])
    }

    @Test("a PostgreSQL database has an owner that there is, and no password holds its user's name")
    func postgresql() {
        func told(_ attributes: Attributes) -> [String] {
            let base: Attributes = [
                "subnet": "5", "serverPrefix": "db", "adminUser": "admin", "adminRange": "10.0.0.0/16",
                "adminPassword": .secret(Secret("Abcdef1!")), "initialDatabase": "shop",
            ]
            return problems("PostgresqlInstance", base.merging(attributes) { $1 })
        }
        #expect(told(["databases": [["name": "a", "owner": "admin"]]]) == [])
        #expect(
            told(["databases": [["name": "a", "owner": "nobody"]]])
                == ["the owner nobody is neither adminUser nor one of users"])
        let text = told(["adminPassword": .secret(Secret("xadmin1!"))])
        #expect(text == ["the password of admin must not contain the user's name"])
        #expect(!text.joined().contains("xadmin1!"))
    }

    @Test("a cache has settings for its mode and engine, a cluster of MongoDB the counts of its type")
    func others() {
        let group = LiveObject(
            kind: "CacheConfigGroup", id: "7",
            attributes: ["name": "g", "version": "7.0.13-cluster", "engine": "REDIS"])
        func cache(_ attributes: Attributes, others: [LiveObject] = []) -> [String] {
            let base: Attributes = [
                "subnet": "5", "serverPrefix": "db", "configGroup": "7", "engine": "REDIS", "mode": "CLUSTER",
            ]
            return problems("CacheInstance", base.merging(attributes) { $1 }, live: [group] + others)
        }
        #expect(cache([:]) == [])
        #expect(cache(["mode": "SIMPLE"]) == ["g (7) is for 7.0.13-cluster, but the mode is SIMPLE"])
        #expect(cache(["engine": "VALKEY"]) == ["g (7) is for REDIS, but the engine is VALKEY"])
        #expect(cache(["engineVersion": "7.0.13"]) == [])
        #expect(cache(["engineVersion": "7.2.6"]) == ["g (7) is for 7.0.13-cluster, but the engine is 7.2.6"])
        // Without backups unless they are wanted, whatever its availability.
        #expect(cache(["backupRetention": 3]) == ["backupRetention is set, but there are no backups"])
        #expect(cache(["backupRetention": 3, "backupTime": "03:15", "backup": true]) == [])
        let image = LiveObject(kind: "CacheImage", id: "i", attributes: ["engineVersions": ["7.0.13", "8.0.2"]])
        let other = LiveObject(kind: "CacheImage", id: "j", attributes: ["engineVersions": ["8.0.2"]])
        #expect(
            cache(["image": "j"], others: [other]) == ["g (7) is for 7.0.13-cluster, which the image j does not have"])
        func settings(_ version: Value) -> [String] {
            problems("CacheConfigGroup", ["version": version, "engine": "REDIS"], live: [image])
        }
        #expect(settings("7.0.13-simple") == [])
        #expect(settings("6.0.1-simple") == ["no image has an engine 6.0.1"])
        let mongodb: Attributes = [
            "subnet": "5", "serverPrefix": "db", "adminUser": "admin", "adminPassword": .secret(Secret("Abcdef1!")),
            "clusterType": "SINGLE_REPLICA_SET", "memberCount": 3,
        ]
        #expect(problems("MongodbInstance", mongodb) == [])
        #expect(
            problems("MongodbInstance", mongodb.merging(["shardCount": 2]) { $1 })
                == ["a SINGLE_REPLICA_SET has no shardCount"])
    }

    @Test("names of an engine's own databases, and hosts that are none, are refused where they are written")
    func written() throws {
        func violations(_ name: String, _ field: String, _ member: String?, _ text: String) throws -> [String] {
            let kind = try #require(DriverCatalog.ncloud.kinds[name])
            var found = try #require(kind.field(field))
            if let member, case .keyed(let members, _) = found.type {
                found = try #require(members.first { $0.name == member })
            }
            let form: String? = if case .formatted(let format) = found.type { format.violation(of: text) } else { nil }
            return [form].compactMap(\.self) + found.constraints.compactMap { $0.violation(of: .string(text)) }
        }
        for name in ["mysql", "SYS", "information_schema", "performance_schema"] {
            #expect(try violations("MysqlInstance", "databases", "name", name).count == 1, "\(name)")
            #expect(try violations("MysqlInstance", "initialDatabase", nil, name).count == 1, "\(name)")
        }
        #expect(try violations("MysqlInstance", "databases", "name", "mysql2") == [])
        #expect(try violations("PostgresqlInstance", "databases", "name", "postgres").count == 1)
        #expect(try violations("PostgresqlInstance", "initialDatabase", nil, "template1").count == 1)
        #expect(try violations("MongodbInstance", "users", "database", "local").count == 1)
        for host in ["everywhere", "1.2.3.4.%", "10.0.%.1", "300.%", "10.0.0.0/40"] {
            #expect(try violations("MysqlInstance", "users", "host", host).count == 1, "\(host)")
            #expect(try violations("MysqlInstance", "adminHost", nil, host).count == 1, "\(host)")
        }
        #expect(try violations("CacheConfigGroup", "version", nil, "7.0.13").count == 1)
    }

    @Test("a recovery server is made of one point, and a replica of an instance in several zones has a subnet")
    func servers() {
        let instance = LiveObject(
            kind: "MysqlInstance", id: "3", attributes: ["name": "shop", "multiZone": true, "subnet": "5"])
        #expect(problems("MysqlReplica", ["instance": "3", "subnet": "6"], live: [instance]) == [])
        #expect(
            problems("MysqlReplica", ["instance": "3"], live: [instance])
                == ["shop (3) is multiZone, and its replicas need a subnet"])
        #expect(
            problems("MysqlReplica", ["instance": "3", "subnet": "9"], live: [instance])
                == ["s9 (9) belongs to another VPC than shop (3)"])
        let books = LiveObject(
            kind: "MssqlInstance", id: "4", attributes: ["name": "books", "multiZone": true, "subnet": "5"])
        let mssql: Attributes = ["instance": "4", "domainNumber": "001"]
        #expect(problems("MssqlReplica", mssql, live: [books]) == [], "its replicas have no field for a subnet")
        func recovery(_ attributes: Attributes) -> [String] {
            let base: Attributes = ["instance": "3", "subnet": "5"]
            return problems("MysqlRecovery", base.merging(attributes) { $1 }, live: [instance])
        }
        #expect(recovery(["time": "2026-11-29 14:30"]) == [])
        #expect(recovery([:]).count == 1 && recovery(["time": "2026-11-29 14:30", "backupFile": "f"]).count == 1)
    }
}
