import Model

extension KindCases {
    static let cloudDB =
        [mysql, postgresql, mongodb, cache, mssql]
        + [
            KindCases("MysqlReplica", status: server("Mysql")),
            KindCases("MysqlRecovery", status: server("Mysql"), isMadeInScenarios: true),
            KindCases("PostgresqlReplica", status: server("Postgresql")),
            KindCases("MssqlReplica", status: server("Mssql")),
            KindCases(
                "CacheConfigGroup",
                status: StatusPlace("cacheConfigGroup", "configGroupStatusName", ready: "running")),
        ]
        + ["Mysql", "Postgresql", "Mongodb", "Cache", "Mssql"].flatMap {
            [KindCases("\($0)Image"), KindCases("\($0)Product")]
        }

    private static func instance(_ noun: String) -> StatusPlace {
        StatusPlace("cloud\(noun)Instance", "cloud\(noun)InstanceStatus", ready: "CREAT")
    }

    private static func server(_ noun: String) -> StatusPlace {
        StatusPlace("cloud\(noun)ServerInstance", "cloud\(noun)ServerInstanceStatus", ready: "RUN")
    }

    private static let password = Value.secret(Secret("Another1!"))

    private static let mysql = KindCases(
        "MysqlInstance",
        otherValues: [
            "product": "SVR.VDBAS.STAND.C004.M016.NET.HDD.B050.G002", "adminPassword": password,
            "users": [
                ["name": "web", "host": "10.0.%", "password": password, "authority": "DDL", "systemTables": false],
                ["name": "writer", "host": "%", "password": password, "authority": "CRUD"],
            ],
            "databases": [["name": "orders"], ["name": "invoices"]],
        ],
        // The steps of versions need images to choose from.
        testedInScenarios: ["image", "engineVersion"], status: instance("Mysql"))

    private static let postgresql = KindCases(
        "PostgresqlInstance",
        otherValues: [
            "adminPassword": password,
            "users": [
                ["name": "history", "range": "10.0.0.0/8", "password": password, "replication": true],
                ["name": "writer", "range": "10.0.0.0/16", "password": password],
            ],
            "databases": [["name": "invoices", "owner": "shop_admin"]],
        ], status: instance("Postgresql"))

    private static let mongodb = KindCases(
        "MongodbInstance",
        otherValues: [
            "shardCount": 3, "memberCount": 5, "arbiterCount": 1, "mongosCount": 3, "configCount": 5,
            "adminPassword": password,
            "users": [["name": "catalog", "database": "catalog", "password": password, "authority": "READ"]],
        ], status: instance("MongoDb"))

    private static let cache = KindCases(
        "CacheInstance", testedInScenarios: ["users"], status: instance("Cache"))

    private static let mssql = KindCases("MssqlInstance", status: instance("Mssql"))
}
