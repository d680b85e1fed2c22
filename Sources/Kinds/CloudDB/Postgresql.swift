import Model
import NcloudClient

extension Driver {
    /// Source: api/clouddb.md §3.
    public static let postgresqlInstance: Driver = {
        let postgresql = CloudDatabase.postgresql
        let users = DatabaseElements.postgresqlUsers
        return postgresql.driver(
            CloudDatabase.Instance(
                summary: "A Cloud DB for PostgreSQL service: its servers, users and databases.",
                fields: postgresql.place(name: 3...30, prefix: 3...20) + [
                    postgresql.image(), postgresql.engineVersion(), postgresql.product(), postgresql.storageType,
                    postgresql.encrypted("Whether the storage is encrypted."),
                    postgresql.highAvailability("Whether a secondary server becomes the primary if that fails."),
                    postgresql.multiZone, postgresql.standbySubnet(as: "secondarySubnetNo"), postgresql.port(5432),
                    postgresql.adminUser(NameRule(4...16, letters: .lower, signs: "_")),
                    postgresql.adminPassword(change: .inPlace(.none)),
                    DatabaseField(
                        Field(
                            "adminRange", .cidr, change: .replace,
                            "The range from which adminUser may connect; needed for a new instance."),
                        .sent("adminRange", as: "clientCidr")),
                    postgresql.initialDatabase(DatabaseElements.postgresqlDatabaseName),
                    postgresql.backup(initially: true), postgresql.backupRetention(upTo: 30),
                    DatabaseField(
                        Field(
                            "backupCount", .integer, change: .replace, constraints: [.range(1...30)],
                            "How many backup files are kept. The API does not return it."),
                        .sent("backupCount", as: "backupFileStorageCount")),
                    DatabaseField(
                        Field(
                            "backupCompression", .boolean, change: .replace, initial: true,
                            "Whether backup files are compressed. The API does not return it."),
                        .sent("backupCompression", as: "isBackupFileCompression")),
                    postgresql.backupTime(),
                ],
                // A database needs its owner (api/clouddb.md §1).
                lists: [users, .postgresqlDatabases], ports: ["cloudPostgresqlPort"],
                changes: [postgresql.passwordChange(users)],
                needed: ["serverPrefix", "adminUser", "adminPassword", "adminRange", "initialDatabase"],
                preflight: DatabasePreflight.multiZone + [
                    DatabasePreflight.backup(initially: true, isForced: true), DatabasePreflight.owners,
                    DatabasePreflight.passwordApart,
                ],
                example: """
                    apiVersion: ncloud/v1
                    kind: PostgresqlInstance
                    metadata: {name: shop-history}
                    spec:
                      serverPrefix: shop-history
                      subnet: databases
                      adminUser: shop_admin
                      adminPassword: ${secret.admin}
                      adminRange: 10.0.0.0/16
                      initialDatabase: shop
                      highAvailability: true
                      backup: true
                      users:
                        - {name: history, range: 10.0.0.0/16, password: "${secret.user1}"}
                      databases:
                        - {name: history, owner: shop_admin}
                    """))
    }()

    public static let postgresqlImage = CloudDatabase.postgresql.image(code: "SW.VPGSL.OS.LNX64.ROCKY.0810.PGSQL.B050")
    public static let postgresqlProduct = CloudDatabase.postgresql.product(
        code: "SVR.VPGSL.DBSVR.STAND.C002.M008.NET.SSD.B050.G002")

    /// Source: api/clouddb.md §3, read replica.
    public static let postgresqlReplica = DatabaseServerKind(
        database: .postgresql, kind: "PostgresqlReplica", summary: "A read-only server of a PostgreSQL instance.",
        role: "S", creation: "createCloudPostgresqlReadReplicaInstance",
        deletion: "deleteCloudPostgresqlReadReplicaInstance", fields: [.replicaSubnet], marker: ["instance"],
        example: """
            apiVersion: ncloud/v1
            kind: PostgresqlReplica
            metadata: {name: shop-history-reader}
            spec:
              instance: shop-history
            """
    ).driver
}

extension DatabaseElements {
    static let postgresqlUsers = DatabaseElements(
        field: "users", initial: ["name": "adminUser"], noun: "CloudPostgresqlUser",
        summary: "Its users besides adminUser, by name.",
        members: [
            Field(
                "name", .string, .required, constraints: [.spelled(NameRule(4...16, letters: .lower, signs: "_"))],
                "Name of the user."),
            Field("range", .cidr, .required, "The range from which it may connect."),
            .userPassword(change: .inPlace(.none)),
            Field("replication", .boolean, initial: false, "Whether it has the replication role."),
        ],
        key: ["name"],
        columns: [
            .text("name", "userName", sent: "name"), .text("range", "clientCidr"),
            Column.sent("password", as: "password").sensitive, .bool("replication", "isReplicationRole"),
        ])

    /// Those of the engine's own databases are taken.
    static let postgresqlDatabaseName = NameRule(
        1...30, letters: .lower, signs: "_", reserved: ["postgres", "template0", "template1"])

    static let postgresqlDatabases = DatabaseElements(
        field: "databases", initial: ["name": "initialDatabase"], noun: "CloudPostgresqlDatabase",
        summary: "Its databases besides initialDatabase, by name. Removing an entry deletes the database.",
        members: [
            Field(
                "name", .string, .required, constraints: [.spelled(postgresqlDatabaseName)], "Name of the database."),
            Field("owner", .string, .required, "The user that owns it: one of users, or adminUser."),
        ],
        key: ["name"], columns: [.text("name", "databaseName", sent: "name"), .text("owner", "owner")],
        canChange: false, kept: ["owner"], removal: .dataLoss)
}
