import OrderedJSON

/// Cloud DB for MSSQL. Source: api/clouddb.md §6. It has no call that makes a backup, and none for users or databases.
enum MSSQL {
    static let family = DatabaseFamily(
        "Mssql",
        images: [
            DatabaseImage(
                code: "SW.VMSSL.OS.WND64.WINNT.SVR2016.MSSQL.15042981.SE.B100", name: "mssql(2019 Standard)",
                generation: "G2", engines: ["MSSQL2019 Standard"])
        ],
        products: DatabaseProduct.usual("VMSSL", disk: "HDD.B100").filter { $0.generation == "G2" },
        pace: DatabasePace(creation: (120, 900)), missing: missing)

    /// A number that an instance once had is refused with another code than one that never was. Numbers are given in
    /// order: what is below the first one never was. Source: api/clouddb.md §1.
    private static let missing: @Sendable (String) -> Failure = { number in
        guard let number = Int64(number), number >= NumberFamily.instance.first else {
            return DatabaseFamily.gone("")
        }
        return .action("5001269", "The Cloud DB instance was already deleted.")
    }

    static let service = ActionService("/vmssql/v2", [kind, family.serverKind] + MSSQLTransfers.kinds)

    private static let kind = family.kind(
        columns: [
            .text("cloudMssqlImageProductCode"), .flag("isHa"), .code("licenseCode", ["SE": "Standard Edition"]),
            .integer("cloudMssqlPort", "backupFileRetentionPeriod"),
            .text("backupTime", "configGroupNo", "engineVersion", "createDate", "dbCollation"),
            .list("accessControlGroupNoList"),
        ],
        serverColumns: [
            .text("cloudMssqlServerInstanceNo", "cloudMssqlServerName"),
            .code("cloudMssqlServerRole", ["M": "Principal", "H": "Mirror", "S": "Slave"]),
            .text("cloudMssqlServerInstanceStatusName"), .code("cloudMssqlServerInstanceStatus"),
            .code("cloudMssqlServerInstanceOperation"), .text("regionCode", "zoneCode", "vpcNo", "subnetNo"),
            .integer("dataStorageSize", "cpuCount", "memorySize"), .flag("isPublicSubnet"),
            .text("cloudMssqlProductCode", "privateDomain", "publicDomain", "createDate", "uptime"),
            .code("dataStorageType"), .integer("usedDataStorageSize"),
        ],
        inputs: inputs, places: { instance in family.masterAndStandby(instance) },
        actions: [
            family.offerActions, MSSQLTransfers.actions,
            family.backupActions(
                [
                    .integer("backupFileRetentionPeriod"), .text("backupTime"),
                    .integer("totalBackupDataSize", "fullBackupDataSize", "logBackupDataSize", "logBackupCount"),
                ],
                details: [
                    .text("databaseName"), .integer("fullBackupSize", "logBackupCount", "logBackupSize"),
                    .text("startTime", "endTime"),
                ]),
            [
                family.reboot, characterSets, configGroups,
                family.deleteServer("deleteCloud*ServerInstance", roles: ["S"]),
                family.addServer("createCloud*SlaveInstance", atMost: 5, replica),
            ],
        ])

    private static let inputs: [Input] =
        family.network + family.names(service: 3...15, prefix: nil) + [
            family.offer, family.size,
            .check { parameters, _, _ throws(Failure) in _ = try parameters.requiredFlag("isHa") },
            DatabaseFamily.highAvailability(standby: "mirrorSubnetNo"),
            DatabaseFamily.backup(usually: nil, isForced: false, days: 1...30),
            DatabaseFamily.port("cloudMssqlPort", usually: 1433), .fixed(["licenseCode": "SE"]), settings,
        ]

    private static let settings = Input.values { parameters, _, _ throws(Failure) in
        let group = parameters.text("configGroupNo") ?? "0"
        guard ["0", "1"].contains(group) else { throw .invalid("configGroupNo") }
        let set = parameters.text("characterSetName") ?? sets[0]
        guard sets.contains(set) else { throw .invalid("characterSetName") }
        _ = try TextRule.name(4...16, signs: ["-", "_"]).required(parameters, "cloudMssqlUserName")
        return [
            "configGroupNo": .string(group), "dbCollation": .string(set),
            "passwordDigest": try DatabasePassword.digest("cloudMssqlUserPassword", parameters),
        ]
    }

    private static let sets = ["Korean_Wansung_CI_AS", "SQL_Latin1_General_CP1_CI_AS"]
    private static let setElements: [JSON] = sets.map { ["characterSetName": .string($0)] }

    private static let characterSets = KindAction.own("getCloudMssqlCharacterSetList") { _, _ throws(Failure) in
        .list("cloudMssqlCharacterSetList", setElements)
    }

    /// The one that every instance has unless it says another. Its number is an integer here. (inferred: the values)
    private static let configGroups = KindAction.own("getCloudMssqlConfigGroupList") { _, parameters throws(Failure) in
        let date = JSON.string("2024-01-01T09:00:00+0900")
        let group: JSON = [
            "configGroupNo": 1, "configGroupName": "default", "configGroupDescription": "Default config group",
            "configGroupType": JSON.coded("DFLT", ["DFLT": "Default"]) ?? .null,
            "configGroupStatus": JSON.coded("CREAT", ["CREAT": "Created"]) ?? .null,
            "configGroupStatusName": "running", "createDate": date, "modifyDate": date,
            "cloudMssqlCharacterSetList": .array(setElements),
        ]
        let isWanted =
            ["1", nil].contains(parameters.text("configGroupNo"))
            && "default".hasPrefix(parameters.text("configGroupName") ?? "")
        return .list("cloudMssqlConfigGroupList", isWanted ? [group] : [])
    }

    /// A replica is told apart by the end of its domain.
    private static let replica: DatabaseFamily.Placing = { parameters, instance, world throws(Failure) in
        let name = "privateDomainPostfix"
        let text = try parameters.required(name)
        let isTaken = family.servers(of: instance.id, world).contains { $0[name] == text }
        guard text.utf8.count == 3, let number = Int(text), (1...999).contains(number), !isTaken else {
            throw .invalid(name)
        }
        return DatabasePlace(
            role: "S", subnetNo: instance["subnetNo"], productCode: instance["cloudMssqlProductCode"],
            more: [
                name: .string(text),
                "privateDomain": .string("\(instance["serverNamePrefix"])-\(text).vpc-cdb.ntruss.com"),
            ])
    }
}
