import OrderedJSON
import Testing

@testable import Simulator

/// The answers of `/vmysql/v2`. Source: api/clouddb.md §1, §2; the models of the vendor's Go library, services/vmysql.
enum MySQLFieldTables {
    static let server = FieldTable(
        nil,
        texts: """
            cloudMysqlServerInstanceNo cloudMysqlServerName cloudMysqlServerInstanceStatusName cloudMysqlProductCode \
            regionCode zoneCode vpcNo subnetNo publicDomain privateDomain privateIp uptime createDate
            """,
        integers: "dataStorageSize usedDataStorageSize cpuCount memorySize",
        flags: "isPublicSubnet isStorageEncryption",
        coded: """
            cloudMysqlServerRole cloudMysqlServerInstanceStatus cloudMysqlServerInstanceOperation dataStorageType
            """)

    static let instance = FieldTable(
        "cloudMysqlInstanceList",
        texts: """
            cloudMysqlInstanceNo cloudMysqlServiceName cloudMysqlInstanceStatusName cloudMysqlImageProductCode \
            engineVersion backupTime generationCode createDate
            """,
        integers: "cloudMysqlPort backupFileRetentionPeriod", flags: "isHa isMultiZone isBackup",
        coded: "cloudMysqlInstanceStatus cloudMysqlInstanceOperation license",
        lists: "accessControlGroupNoList cloudMysqlConfigList", elements: ["cloudMysqlServerInstanceList": server])

    static let actions: [String: FieldTable] = [
        "createCloudMysqlInstance": instance, "getCloudMysqlInstanceList": instance,
        "getCloudMysqlInstanceDetail": instance, "deleteCloudMysqlInstance": instance,
        "createCloudMysqlSlaveInstance": instance, "createCloudMysqlRecoveryInstance": instance,
        "deleteCloudMysqlServerInstance": instance, "rebootCloudMysqlServerInstance": instance,
        "changeCloudMysqlServerSpec": instance, "upgradeCloudMysqlDbEngineVersion": instance,
        "getCloudMysqlUserList": FieldTable(
            "cloudMysqlUserList", texts: "userName hostIp authority", flags: "isSystemTableAccess"),
        "addCloudMysqlUserList": CloudDBFieldTables.plain, "changeCloudMysqlUserList": CloudDBFieldTables.plain,
        "deleteCloudMysqlUserList": CloudDBFieldTables.plain,
        "getCloudMysqlDatabaseList": FieldTable("cloudMysqlDatabaseList", texts: "databaseName"),
        "addCloudMysqlDatabaseList": CloudDBFieldTables.plain, "deleteCloudMysqlDatabaseList": CloudDBFieldTables.plain,
        "getCloudMysqlImageProductList": CloudDBFieldTables.product,
        "getCloudMysqlProductList": CloudDBFieldTables.product,
        "getCloudMysqlTargetVpcList": CloudDBFieldTables.targetVpc,
        "getCloudMysqlTargetSubnetList": CloudDBFieldTables.targetSubnet,
        "getDbServerLogList": CloudDBFieldTables.log("cloudMysqlDbServerLogList"),
        "exportDbServerLogToObjectStorage": CloudDBFieldTables.plain,
        "exportBackupToObjectStorage": CloudDBFieldTables.plain,
        "getCloudMysqlBackupList": FieldTable(
            "cloudMysqlBackupList", texts: "cloudMysqlInstanceNo cloudMysqlServiceName backupTime lastBackupDate",
            integers: "backupFileRetentionPeriod backupSize"),
        "getCloudMysqlBackupDetailList": FieldTable(
            "cloudMysqlBackupDetailList", texts: "fileName startTime endTime", integers: "backupSize dataStorageSize"),
        // Its list is an object, which the library declares so.
        "getCloudMysqlRecoveryTime": CloudDBFieldTables.plain,
    ]
}

@Suite("fields of the MySQL answers") struct MySQLFieldTests {
    @Test("the simulator has every action of the sheet and the vendor's library, and no other")
    func actions() {
        #expect(MySQLFieldTables.actions.count == 27)
        #expect(Set(MySQL.service.actions.keys) == Set(MySQLFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the tables, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmysql")
            let book = AnswerBook(client, tables: MySQLFieldTables.actions, service: "vmysql")
            let story = CloudDBStory(book, lab, "Mysql", servers: "cloudMysqlServerInstanceList")
            story.begin(with: lab.mysql.with(["engineVersionCode": "MYSQL8.0.40"]))
            story.queries(image: Self.image, export: "fileName")
            story.write(
                "User",
                ["name": "reader", "hostIp": "%", "password": CloudDBLab.password, "authority": "READ"],
                actions: ["add", "change", "delete"])
            for action in ["addCloudMysqlDatabaseList", "deleteCloudMysqlDatabaseList"] {
                book.call(action, story.key.with(["cloudMysqlDatabaseNameList.1": "stock"]))
                lab.settle()
            }
            let page = story.key.with(["pageNo": "0", "pageSize": "10"])
            book.call("getCloudMysqlUserList", page)
            book.call("getCloudMysqlDatabaseList", page)
            story.replica("createCloudMysqlSlaveInstance", "deleteCloudMysqlServerInstance")
            changes(book, lab, story.key)
            story.end()
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private static let image = "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.B050"

    /// A server with the data of a backup, another size and another version.
    private func changes(_ book: AnswerBook, _ lab: CloudDBLab, _ key: [String: String]) {
        book.call("getCloudMysqlRecoveryTime", key)
        let file = book.call("getCloudMysqlBackupDetailList", key).text("fileName")
        for (action, values) in [
            ("createCloudMysqlRecoveryInstance", ["cloudMysqlRecoveryServerName": "back", "fileName": file]),
            ("changeCloudMysqlServerSpec", ["cloudMysqlProductCode": "SVR.VDBAS.STAND.C004.M016.NET.HDD.B050.G002"]),
            (
                "upgradeCloudMysqlDbEngineVersion",
                ["cloudMysqlImageProductCode": Self.image, "engineVersionCode": "MYSQL8.0.42"]
            ),
        ] {
            book.call(action, key.with(values))
            lab.settle()
        }
    }
}
