import OrderedJSON

/// Cloud DB for MySQL. Source: api/clouddb.md §2. It has no call that makes a backup. (its pages list none)
enum MySQL {
    static let family = DatabaseFamily(
        "Mysql",
        images: [
            DatabaseImage(
                code: "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.B050", name: "Rocky Linux 8.10 (MySQL)", generation: "G2",
                engines: ["MYSQL8.4.6", "MYSQL8.0.42", "MYSQL8.0.40", "MYSQL5.7.44"]),
            DatabaseImage(
                code: "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.G003", name: "Rocky Linux 8.10 (MySQL), G3",
                generation: "G3", engines: ["MYSQL8.4.6", "MYSQL8.0.42", "MYSQL8.0.40"]),
            DatabaseImage(
                code: "SW.VDBAS.DBAAS.LNX64.CNTOS.0708.MYSQL.5732.B050", name: "mysql(5.7.32)", generation: "G2",
                engines: ["MYSQL5.7.32"]),
        ],
        products: DatabaseProduct.usual("VDBAS"))

    static let service = ActionService("/vmysql/v2", [kind, family.serverKind])

    private static let kind = family.kind(
        columns: [
            .text("cloudMysqlImageProductCode", "engineVersion"),
            .code("license", ["GPL": "General Public License"]), .integer("cloudMysqlPort"),
            .flag("isHa", "isMultiZone", "isBackup"), .integer("backupFileRetentionPeriod"),
            .text("backupTime", "generationCode", "createDate"),
            .list("accessControlGroupNoList", "cloudMysqlConfigList"),
        ],
        serverColumns: family.usualServerColumns, inputs: inputs,
        places: { instance in family.masterAndStandby(instance) },
        actions: [
            users.actions, databases.actions, family.offerActions, family.targetActions, family.logActions,
            family.backupActions(
                [
                    .integer("backupFileRetentionPeriod"), .text("backupTime"), .integer("backupSize"),
                    .text("lastBackupDate"),
                ],
                details: [.text("fileName", "startTime", "endTime"), .integer("backupSize", "dataStorageSize")]),
            MySQLChanges.actions,
            [
                family.exportBackup(), family.reboot,
                family.deleteServer("deleteCloud*ServerInstance", roles: ["S", "R"]),
                family.addServer("createCloud*SlaveInstance", atMost: 10, family.replica),
            ],
        ])

    private static let inputs: [Input] =
        family.network + family.names(service: 3...30, prefix: 3...20) + [
            family.offer, family.size, DatabaseFamily.highAvailability(standby: "standbyMasterSubnetNo"),
            DatabaseFamily.encryption, DatabaseFamily.backup(usually: true, isForced: true, days: 1...30),
            DatabaseFamily.port("cloudMysqlPort", usually: 3306), subDomain,
            .flag("isDeleteProtection", default: false),
            .fixed(["license": "GPL", "cloudMysqlConfigList": ["max_connections=500", "time_zone=+09:00"]]),
            firstRows,
        ]

    private static let subDomain = Input.values { parameters, _, _ throws(Failure) in
        let prefix = parameters.text("privateSubDomainPrefix")
        let isWanted = try parameters.flag("isPrivateSubDomain") ?? true
        if let prefix, !NameRule.accepts(prefix, length: 3...15) { throw .invalid("privateSubDomainPrefix") }
        return ["privateSubDomainPrefix": .string(isWanted ? prefix ?? "" : "")]
    }

    /// The user and the database that an instance begins with are listed among the others. (inferred)
    private static let firstRows = Input.values { parameters, _, _ throws(Failure) in
        let user: JSON = [
            "userName": .string(try userName.required(parameters, "cloudMysqlUserName")),
            "hostIp": .string(try host(parameters)), "authority": "DDL", "isSystemTableAccess": true,
            "passwordDigest": try DatabasePassword.digest("cloudMysqlUserPassword", parameters),
        ]
        let name = try databaseName.required(parameters, "cloudMysqlDatabaseName")
        return ["users": [user], "databases": [["databaseName": .string(name)]]]
    }

    /// The older minimum is four; the newer one of three is the documented one.
    private static let userName = TextRule.name(3...16, signs: ["-", "_"])
    private static let databaseName = TextRule.name(1...30, signs: ["-", "_"])
        .without("information_schema", "mysql", "performance_schema", "sys")

    private static let users = DatabaseRows(
        family: family, noun: "User", parameter: "cloudMysqlUserList",
        columns: [.text("userName", "hostIp", "authority"), .flag("isSystemTableAccess")], isPaged: true,
        key: [
            .text("name", as: "userName", userName),
            .values { parameters, _, _ throws(Failure) in ["hostIp": .string(try host(parameters))] },
        ],
        added: [
            authority, .flag("isSystemTableAccess", default: true), .password(),
        ],
        changed: [
            authority,
            .values { parameters, _, _ throws(Failure) in
                guard let access = try parameters.flag("isSystemTableAccess") else { return [:] }
                return ["isSystemTableAccess": .bool(access)]
            },
            .newPassword(),
        ])

    private static let databases = DatabaseRows(
        family: family, noun: "Database", parameter: "cloudMysqlDatabaseNameList", isPlain: true,
        columns: [.text("databaseName")], isPaged: true, key: [.text("name", as: "databaseName", databaseName)],
        added: [])

    private static let authority = Input.values { parameters, _, _ throws(Failure) in
        let code = try parameters.required("authority")
        guard ["READ", "CRUD", "DDL"].contains(code) else { throw .invalid("authority") }
        return ["authority": .string(code)]
    }

    /// `%`, an address, a part of one that ends with `%`, or a range.
    private static func host(_ parameters: CallParameters) throws(Failure) -> String {
        let text = try parameters.required("hostIp")
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPart =
            (1...4).contains(parts.count) && parts.last == "%"
            && parts.dropLast().allSatisfy { UInt8($0) != nil }
        guard isPart || AddressBlock.address(text) != nil || AddressBlock(text) != nil else { throw .invalid("hostIp") }
        return text
    }
}
