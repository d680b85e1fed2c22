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
            let number = book.call("createCloudMysqlInstance", lab.mysql).text("cloudMysqlInstanceNo")
            let key = ["cloudMysqlInstanceNo": number]
            lab.settle()
            let detail = book.call("getCloudMysqlInstanceDetail", key)
            let master = detail["cloudMysqlServerInstanceList"]?[0]?.text("cloudMysqlServerInstanceNo") ?? ""
            queries(book, lab, key, master: master)
            children(book, lab, key)
            servers(book, lab, key, master: master)
            book.call("deleteCloudMysqlInstance", key)
            lab.settle()
            upgrade(book, lab)
            #expect(book.problems == [])
            #expect(Set(MySQLFieldTables.actions.keys).subtracting(book.sizes.keys) == [])
            let empty = book.sizes.filter { $0.value == 0 && MySQLFieldTables.actions[$0.key]?.list != nil }.keys
            #expect(empty.sorted() == [])
        }
    }

    private func queries(_ book: AnswerBook, _ lab: CloudDBLab, _ key: [String: String], master: String) {
        for action in [
            "getCloudMysqlInstanceList", "getCloudMysqlImageProductList", "getCloudMysqlTargetVpcList",
            "getCloudMysqlBackupList",
        ] { book.call(action) }
        let image = ["cloudMysqlImageProductCode": "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.B050"]
        book.call("getCloudMysqlProductList", image)
        book.call("getCloudMysqlTargetSubnetList", image.with(["vpcNo": lab.vpc]))
        book.call("getCloudMysqlRecoveryTime", key)
        let file = book.call("getCloudMysqlBackupDetailList", key).text("fileName")
        let bucket = ["bucketName": "analytics-output"]
        book.call("exportBackupToObjectStorage", key.with(bucket).with(["fileName": file]))
        let log = ["cloudMysqlServerInstanceNo": master, "logType": "ERROR"]
        let name = book.call("getDbServerLogList", log).text("fileName")
        book.call("exportDbServerLogToObjectStorage", log.with(bucket).with(["fileName": name]))
    }

    private func children(_ book: AnswerBook, _ lab: CloudDBLab, _ key: [String: String]) {
        let page = key.with(["pageNo": "0", "pageSize": "10"])
        let user = key.with([
            "cloudMysqlUserList.1.name": "reader", "cloudMysqlUserList.1.hostIp": "%",
            "cloudMysqlUserList.1.password": CloudDBLab.password, "cloudMysqlUserList.1.authority": "READ",
        ])
        for action in ["addCloudMysqlUserList", "changeCloudMysqlUserList", "deleteCloudMysqlUserList"] {
            book.call(action, user)
            lab.settle()
        }
        for action in ["addCloudMysqlDatabaseList", "deleteCloudMysqlDatabaseList"] {
            book.call(action, key.with(["cloudMysqlDatabaseNameList.1": "stock"]))
            lab.settle()
        }
        book.call("getCloudMysqlUserList", page)
        book.call("getCloudMysqlDatabaseList", page)
    }

    private func servers(_ book: AnswerBook, _ lab: CloudDBLab, _ key: [String: String], master: String) {
        book.call("rebootCloudMysqlServerInstance", ["cloudMysqlServerInstanceNo": master])
        lab.settle()
        let slave = book.call("createCloudMysqlSlaveInstance", key)["cloudMysqlServerInstanceList"]?.elements.last
        lab.settle()
        book.call(
            "deleteCloudMysqlServerInstance",
            ["cloudMysqlServerInstanceNo": slave?.text("cloudMysqlServerInstanceNo") ?? ""])
        lab.settle()
        let file = book.call("getCloudMysqlBackupDetailList", key).text("fileName")
        book.call(
            "createCloudMysqlRecoveryInstance",
            key.with(["cloudMysqlRecoveryServerName": "back", "fileName": file]))
        lab.settle()
        book.call(
            "changeCloudMysqlServerSpec",
            key.with(["cloudMysqlProductCode": "SVR.VDBAS.STAND.C004.M016.NET.HDD.B050.G002"]))
        lab.settle()
    }

    private func upgrade(_ book: AnswerBook, _ lab: CloudDBLab) {
        let older = book.call("createCloudMysqlInstance", lab.mysql.with(["engineVersionCode": "MYSQL8.0.40"]))
        lab.settle()
        book.call(
            "upgradeCloudMysqlDbEngineVersion",
            [
                "cloudMysqlInstanceNo": older.text("cloudMysqlInstanceNo"), "engineVersionCode": "MYSQL8.0.42",
                "cloudMysqlImageProductCode": "SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.B050",
            ])
    }
}
