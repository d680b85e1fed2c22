import Model
import NcloudClient

extension Driver {
    /// Source: api/clouddb.md §2.
    public static let mysqlInstance: Driver = {
        let mysql = CloudDatabase.mysql
        let users = DatabaseElements.mysqlUsers
        let upgrades = Constraint.upgrades(["5.7", "8.0", "8.4"])
        return mysql.driver(
            CloudDatabase.Instance(
                summary: "A Cloud DB for MySQL service: its servers, users and databases.",
                fields: mysql.place(name: 3...30, prefix: 3...20) + [
                    mysql.image(change: .inPlace(.restart)),
                    mysql.engineVersion(change: .inPlace(.restart), constraints: [upgrades]),
                    mysql.product(change: .inPlace(.restart)), mysql.storageType,
                    mysql.encrypted("Whether the storage is encrypted; needs highAvailability."),
                    mysql.highAvailability("Whether a standby server becomes the master if that fails."),
                    mysql.multiZone, mysql.standbySubnet(as: "standbyMasterSubnetNo"), mysql.port(3306),
                    mysql.adminUser(NameRule(3...16, signs: "-_")), mysql.adminPassword(change: .inPlace(.none)),
                    DatabaseField(
                        Field(
                            "adminHost", .formatted(.databaseHost), change: .replace,
                            "Hosts from which adminUser may connect: %, an address, 10.0.0.% or a range; needed for a new instance."
                        ), .sent("adminHost", as: "hostIp")),
                    mysql.initialDatabase(DatabaseElements.mysqlDatabaseName),
                    mysql.backup(initially: true), mysql.backupRetention(upTo: 30), mysql.backupTime(),
                    .privateDomainPrefix, .deleteProtection,
                ],
                lists: [users, .mysqlDatabases],
                treatment: [.rollingChange], ports: ["cloudMysqlPort"],
                changes: [
                    mysql.engineChange(upgrades), mysql.specChange, mysql.passwordChange(users),
                ],
                needed: ["serverPrefix", "adminUser", "adminPassword", "adminHost", "initialDatabase"],
                preflight: DatabasePreflight.multiZone + [
                    DatabasePreflight.backup(initially: true, isForced: true), DatabasePreflight.encryption,
                ],
                safeguards: [.deleteProtection],
                example: """
                    apiVersion: ncloud/v1
                    kind: MysqlInstance
                    metadata: {name: shop-db}
                    spec:
                      serverPrefix: shop-db
                      subnet: databases
                      adminUser: shop_admin
                      adminPassword: ${secret.admin}
                      adminHost: 10.0.%
                      initialDatabase: shop
                      highAvailability: true
                      backup: true
                      backupRetention: 7
                      backupTime: "03:15"
                      users:
                        - {name: web, host: 10.0.%, password: "${secret.user1}", authority: CRUD}
                        - {name: reports, host: 10.0.%, password: "${secret.user2}", authority: READ}
                      databases:
                        - {name: orders}
                        - {name: audit}
                    ---
                    apiVersion: ncloud/v1
                    kind: Subnet
                    metadata: {name: databases}
                    spec:
                      vpc: shop
                      zone: KR-1
                      cidr: 10.0.30.0/24
                      type: PRIVATE
                    """))
    }()

    public static let mysqlImage = CloudDatabase.mysql.image(code: "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.B050")
    public static let mysqlProduct = CloudDatabase.mysql.product(
        code: "SVR.VDBAS.STAND.C002.M008.NET.HDD.B050.G002")

    /// Source: api/clouddb.md §2, slave.
    public static let mysqlReplica = DatabaseServerKind(
        database: .mysql, kind: "MysqlReplica", summary: "A read-only server of a MySQL instance.", role: "S",
        creation: "createCloudMysqlSlaveInstance", deletion: "deleteCloudMysqlServerInstance",
        fields: [.replicaSubnet], marker: ["instance"],
        example: """
            apiVersion: ncloud/v1
            kind: MysqlReplica
            metadata: {name: shop-db-reader}
            spec:
              instance: shop-db
            """
    ).driver

    /// A server with the data of a moment: what it was is read from it, and it is removed again. Source: api/clouddb.md §2,
    /// recovery.
    public static let mysqlRecovery = DatabaseServerKind(
        database: .mysql, kind: "MysqlRecovery",
        summary: """
            A temporary server of a MySQL instance with the data of a backup or of a moment, to copy from. Every change \
            replaces it.
            """,
        role: "R", creation: "createCloudMysqlRecoveryInstance", deletion: "deleteCloudMysqlServerInstance",
        fields: [
            DatabaseField(
                Field(
                    "name", .string, .optionalFromName, change: .replace,
                    constraints: [.spelled(NameRule(3...25, letters: .lower, signs: "-", endsPlain: true))],
                    "Name of the server."),
                .text("name", "cloudMysqlServerName", sent: "cloudMysqlRecoveryServerName")),
            DatabaseField(
                Field(
                    "backupFile", .string, change: .replace,
                    "Name of the backup file to restore, as backups of the instance has it. The API does not return it."
                ),
                .sent("backupFile", as: "fileName")),
            DatabaseField(
                Field(
                    "time", .string, change: .replace, constraints: [.length(16...16)],
                    "Instead of a file, the moment to restore: \"2026-11-29 14:30\"."),
                .sent("time", as: "recoveryTime")),
            .replicaSubnet,
        ],
        marker: ["name", "instance"], preflight: [DatabasePreflight.recoveryPoint],
        example: """
            apiVersion: ncloud/v1
            kind: MysqlRecovery
            metadata: {name: shop-db-before}
            spec:
              instance: shop-db
              time: "2026-11-29 14:30"
            """
    ).driver
}

extension DatabaseElements {
    static let mysqlUsers = DatabaseElements(
        field: "users", initial: ["name": "adminUser", "host": "adminHost"], noun: "CloudMysqlUser",
        summary: "Its users besides adminUser, by name and host.",
        members: [
            Field(
                "name", .string, .required, constraints: [.spelled(NameRule(3...16, signs: "-_"))], "Name of the user."),
            Field(
                "host", .formatted(.databaseHost), .required,
                "Hosts from which it may connect: %, an address, 10.0.0.% or a range."),
            .userPassword(change: .inPlace(.none)),
            Field("authority", .enumeration(["READ", "CRUD", "DDL"]), .required, "What it may do in all databases."),
            Field("systemTables", .boolean, initial: true, "Whether it may read the system tables."),
        ],
        key: ["name", "host"],
        columns: [
            .text("name", "userName", sent: "name"), .text("host", "hostIp"),
            Column.sent("password", as: "password").sensitive, .authority,
            .bool("systemTables", "isSystemTableAccess"),
        ],
        isPaged: true)

    /// Those of the engine's own databases are taken.
    static let mysqlDatabaseName = NameRule(
        1...30, signs: "-_", reserved: ["information_schema", "mysql", "performance_schema", "sys"])

    static let mysqlDatabases = DatabaseElements(
        field: "databases", initial: ["name": "initialDatabase"], noun: "CloudMysqlDatabase",
        summary: "Its databases besides initialDatabase, by name. Removing an entry deletes the database.",
        members: [
            Field(
                "name", .string, .required, constraints: [.spelled(mysqlDatabaseName)], "Name of the database.")
        ],
        key: ["name"], columns: [.text("name", "databaseName", sent: "name")], isPaged: true,
        plainNames: "cloudMysqlDatabaseNameList", canChange: false, removal: .dataLoss)
}
