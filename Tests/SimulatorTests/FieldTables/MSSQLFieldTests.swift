import OrderedJSON
import Testing

@testable import Simulator

/// The answers of `/vmssql/v2`. Source: api/clouddb.md §1, §6; the models of the vendor's Go library, services/vmssql.
enum MSSQLFieldTables {
    static let server = FieldTable(
        nil,
        texts: """
            cloudMssqlServerInstanceNo cloudMssqlServerName cloudMssqlServerInstanceStatusName cloudMssqlProductCode \
            regionCode zoneCode vpcNo subnetNo publicDomain privateDomain uptime createDate
            """,
        integers: "dataStorageSize usedDataStorageSize cpuCount memorySize", flags: "isPublicSubnet",
        coded: """
            cloudMssqlServerRole cloudMssqlServerInstanceStatus cloudMssqlServerInstanceOperation dataStorageType
            """)

    static let instance = FieldTable(
        "cloudMssqlInstanceList",
        texts: """
            cloudMssqlInstanceNo cloudMssqlServiceName cloudMssqlInstanceStatusName cloudMssqlImageProductCode \
            engineVersion backupTime createDate configGroupNo dbCollation
            """,
        integers: "cloudMssqlPort backupFileRetentionPeriod", flags: "isHa",
        coded: "cloudMssqlInstanceStatus cloudMssqlInstanceOperation licenseCode",
        lists: "accessControlGroupNoList", elements: ["cloudMssqlServerInstanceList": server])

    static let characterSet = FieldTable("cloudMssqlCharacterSetList", texts: "characterSetName")

    static let actions: [String: FieldTable] = [
        "createCloudMssqlInstance": instance, "getCloudMssqlInstanceList": instance,
        "getCloudMssqlInstanceDetail": instance, "deleteCloudMssqlInstance": instance,
        "createCloudMssqlSlaveInstance": instance, "deleteCloudMssqlServerInstance": instance,
        "rebootCloudMssqlServerInstance": instance, "getCloudMssqlCharacterSetList": characterSet,
        "getCloudMssqlConfigGroupList": FieldTable(
            "cloudMssqlConfigGroupList",
            texts: "configGroupName configGroupDescription configGroupStatusName createDate modifyDate",
            integers: "configGroupNo", coded: "configGroupType configGroupStatus",
            elements: ["cloudMssqlCharacterSetList": characterSet]),
        "getCloudMssqlImageProductList": CloudDBFieldTables.product,
        "getCloudMssqlProductList": CloudDBFieldTables.product,
        "getCloudMssqlBackupList": FieldTable(
            "cloudMssqlBackupList", texts: "cloudMssqlInstanceNo cloudMssqlServiceName backupTime",
            integers: """
                backupFileRetentionPeriod totalBackupDataSize fullBackupDataSize logBackupDataSize logBackupCount
                """),
        "getCloudMssqlBackupDetailList": FieldTable(
            "cloudMssqlBackupDetailList", texts: "databaseName startTime endTime",
            integers: "fullBackupSize logBackupCount logBackupSize"),
        "getDmsBackupList": FieldTable(
            "backupFileList",
            texts: "cloudMssqlServerName fileName databaseName firstLsn lastLsn startTime endTime",
            coded: "backupType"),
        "getDmsObjectStorageBackupList": FieldTable(
            "dmsFileList", texts: "lastWriteTime fileName", integers: "fileLength"),
        // Those that give the number of a request, or a status, have no list.
        "setDmsObjectStorageInfo": CloudDBFieldTables.plain, "getDmsOperation": CloudDBFieldTables.plain,
        "uploadDmsFile": CloudDBFieldTables.plain, "downloadDmsFile": CloudDBFieldTables.plain,
        "restoreDmsDatabase": CloudDBFieldTables.plain, "restoreDmsTransactionLog": CloudDBFieldTables.plain,
    ]
}

@Suite("fields of the MSSQL answers") struct MSSQLFieldTests {
    @Test("the simulator has every action of the vendor's library, and no other")
    func actions() {
        #expect(MSSQLFieldTables.actions.count == 21)
        #expect(Set(MSSQL.service.actions.keys) == Set(MSSQLFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the tables, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmssql")
            let book = AnswerBook(client, tables: MSSQLFieldTables.actions, service: "vmssql")
            let story = CloudDBStory(book, lab, "Mssql", servers: "cloudMssqlServerInstanceList")
            story.begin(with: lab.mssql)
            story.queries(image: "SW.VMSSL.OS.WND64.WINNT.SVR2016.MSSQL.15042981.SE.B100", export: nil)
            book.call("getCloudMssqlCharacterSetList")
            book.call("getCloudMssqlConfigGroupList")
            story.replica(
                "createCloudMssqlSlaveInstance", "deleteCloudMssqlServerInstance", ["privateDomainPostfix": "001"])
            transfers(book, lab, story.key)
            story.end()
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private func transfers(_ book: AnswerBook, _ lab: CloudDBLab, _ key: [String: String]) {
        let keys = ["objectStorageAccessKey": "a", "objectStorageSecretKey": "b", "endpoint": "https://c"]
        book.call("setDmsObjectStorageInfo", keys.with(["bucketName": "analytics-output"]))
        let file = key.with(["fileName": book.call("getDmsBackupList", key).text("fileName")])
        book.call("uploadDmsFile", file)
        book.call("getDmsObjectStorageBackupList", key.with(["folderName": "2"]))
        book.call("downloadDmsFile", file)
        for action in ["restoreDmsDatabase", "restoreDmsTransactionLog"] {
            book.call(action, file.with(["isRecovery": "true", "newDatabaseName": "back"]))
            lab.settle()
        }
        let number = lab.call("uploadDmsFile", file).content.text("requestNo")
        book.call("getDmsOperation", ["requestNo": number])
    }
}
