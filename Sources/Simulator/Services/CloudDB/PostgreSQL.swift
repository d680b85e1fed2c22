import OrderedJSON

/// Cloud DB for PostgreSQL. Source: api/clouddb.md §3. It has no call that makes a backup. (its pages list none)
enum PostgreSQL {
    static let family = DatabaseFamily(
        "Postgresql",
        images: [
            DatabaseImage(
                code: "SW.VPGSL.OS.LNX64.ROCKY.0810.PGSQL.B050", name: "Rocky Linux 8.10 (PostgreSQL)",
                generation: "G2", engines: ["POSTGRESQL15.8", "POSTGRESQL14.13", "POSTGRESQL13.16"]),
            DatabaseImage(
                code: "SW.VPGSL.OS.LNX64.ROCKY.0810.PGSQL.G003", name: "Rocky Linux 8.10 (PostgreSQL), G3",
                generation: "G3", engines: ["POSTGRESQL15.8", "POSTGRESQL14.13"]),
        ],
        products: DatabaseProduct.usual("VPGSL.DBSVR", disk: "SSD.B050"))

    static let service = ActionService("/vpostgresql/v2", [kind, family.serverKind])

    private static let kind = family.kind(
        columns: [
            .text("cloudPostgresqlImageProductCode", "engineVersion", "generationCode", "license"),
            .integer("cloudPostgresqlPort"), .flag("isHa", "isMultiZone", "isBackup"),
            .integer("backupFileRetentionPeriod"), .text("backupTime", "createDate"),
            .list("accessControlGroupNoList", "cloudPostgresqlConfigList"),
        ],
        serverColumns: family.usualServerColumns, inputs: inputs,
        places: { instance in family.masterAndStandby(instance) },
        actions: [
            users.actions, databases.actions, family.offerActions, family.targetActions, family.logActions,
            family.backupActions(
                [
                    .text("backupType"), .integer("backupRetention"), .text("backupTime"), .integer("backupSize"),
                    .text("lastBackupDate"), .integer("backupFileStorageCount"),
                ],
                details: [
                    .text("fileName", "startTime", "endTime"),
                    .integer("backupSize", "dataStorageSize", "archivedWalFileSize"),
                ]),
            [
                family.exportBackup(), family.reboot, family.buckets,
                family.deleteServer("deleteCloud*ReadReplicaInstance", roles: ["S"]),
                family.addServer("createCloud*ReadReplicaInstance", atMost: 5, family.replica),
            ],
        ])

    private static let inputs: [Input] =
        family.network + family.names(service: 3...30, prefix: 3...20) + [
            family.offer, family.size, DatabaseFamily.highAvailability(standby: "secondarySubnetNo"),
            .flag("isStorageEncryption", default: false),
            DatabaseFamily.backup(usually: true, isForced: true, days: 1...30),
            .integer("backupFileStorageCount", in: 1...30, default: 1), .flag("isBackupFileCompression", default: true),
            DatabaseFamily.port("cloudPostgresqlPort", usually: 5432),
            .fixed(["license": "PostgreSQL License", "cloudPostgresqlConfigList": ["max_connections=500"]]),
            firstRows,
        ]

    /// The user and the database that an instance begins with are listed among the others. (inferred)
    private static let firstRows = Input.values { parameters, _, _ throws(Failure) in
        let name = try userName.required(parameters, "cloudPostgresqlUserName")
        let password = try DatabasePassword.digest("cloudPostgresqlUserPassword", parameters, without: name)
        let user: JSON = [
            "userName": .string(name), "clientCidr": .string(try range(parameters)), "isReplicationRole": false,
            "passwordDigest": password,
        ]
        let database = try databaseName.required(parameters, "cloudPostgresqlDatabaseName")
        return ["users": [user], "databases": [["databaseName": .string(database), "owner": .string(name)]]]
    }

    private static let userName = TextRule.lowerName(4...16, signs: ["_"])
    private static let databaseName = TextRule.lowerName(1...30, signs: ["_"])
        .without("postgres", "template0", "template1")

    private static let users = DatabaseRows(
        family: family, noun: "User", parameter: "cloudPostgresqlUserList",
        columns: [.text("userName", "clientCidr"), .flag("isReplicationRole")],
        key: [.text("name", as: "userName", userName)],
        added: [clientCidr, .flag("isReplicationRole", default: false), .password(apartFrom: "name")],
        // What is left out stays. (inferred)
        changed: [
            .values { parameters, _, _ throws(Failure) in
                var values: [String: JSON] = [:]
                if parameters.text("clientCidr") != nil { values["clientCidr"] = .string(try range(parameters)) }
                if let role = try parameters.flag("isReplicationRole") { values["isReplicationRole"] = .bool(role) }
                return values
            }, .newPassword(apartFrom: "name"),
        ],
        isFree: { instance, user throws(Failure) in
            // (inferred: the code)
            if DatabaseRows.rows("databases", of: instance).contains(where: { $0["owner"] == user["userName"] }) {
                throw .inUse(5001, "database user")
            }
        })

    private static let databases = DatabaseRows(
        family: family, noun: "Database", parameter: "cloudPostgresqlDatabaseList",
        columns: [.text("databaseName", "owner")], key: [.text("name", as: "databaseName", databaseName)],
        added: [owner])

    /// An owner is a user that exists already.
    private static let owner = Input.values { parameters, database, world throws(Failure) in
        let name = try parameters.required("owner")
        guard let instance = world[family.instances, database.id],
            DatabaseRows.rows("users", of: instance).contains(where: { $0["userName"] == .string(name) })
        else { throw .invalid("owner") }
        return ["owner": .string(name)]
    }

    private static let clientCidr = Input.values { parameters, _, _ throws(Failure) in
        ["clientCidr": .string(try range(parameters))]
    }

    private static func range(_ parameters: CallParameters) throws(Failure) -> String {
        let text = try parameters.required("clientCidr")
        guard AddressBlock(text) != nil else { throw .invalid("clientCidr") }
        return text
    }
}
