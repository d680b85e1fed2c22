import OrderedJSON
import Testing

@testable import Simulator

/// The answers of `/vpostgresql/v2`. Source: api/clouddb.md §1, §3 and the models of the vendor's Go library,
/// services/vpostgresql.
enum PostgreSQLFieldTables {
    static let server = FieldTable(
        nil,
        texts: """
            cloudPostgresqlServerInstanceNo cloudPostgresqlServerName cloudPostgresqlServerInstanceStatusName \
            cloudPostgresqlProductCode regionCode zoneCode vpcNo subnetNo publicDomain privateDomain privateIp uptime \
            createDate
            """,
        integers: "dataStorageSize usedDataStorageSize cpuCount memorySize",
        flags: "isPublicSubnet isStorageEncryption",
        coded: """
            cloudPostgresqlServerRole cloudPostgresqlServerInstanceStatus cloudPostgresqlServerInstanceOperation \
            dataStorageType
            """)

    static let instance = FieldTable(
        "cloudPostgresqlInstanceList",
        texts: """
            cloudPostgresqlInstanceNo cloudPostgresqlServiceName cloudPostgresqlInstanceStatusName \
            cloudPostgresqlImageProductCode engineVersion generationCode license backupTime createDate
            """,
        integers: "cloudPostgresqlPort backupFileRetentionPeriod", flags: "isHa isMultiZone isBackup",
        coded: "cloudPostgresqlInstanceStatus cloudPostgresqlInstanceOperation",
        lists: "accessControlGroupNoList cloudPostgresqlConfigList",
        elements: ["cloudPostgresqlServerInstanceList": server])

    static let actions: [String: FieldTable] = [
        "createCloudPostgresqlInstance": instance, "getCloudPostgresqlInstanceList": instance,
        "getCloudPostgresqlInstanceDetail": instance, "deleteCloudPostgresqlInstance": instance,
        "createCloudPostgresqlReadReplicaInstance": instance, "deleteCloudPostgresqlReadReplicaInstance": instance,
        "rebootCloudPostgresqlServerInstance": instance,
        "getCloudPostgresqlUserList": FieldTable(
            "cloudPostgresqlUserList", texts: "userName clientCidr", flags: "isReplicationRole"),
        "addCloudPostgresqlUserList": CloudDBFieldTables.plain,
        "changeCloudPostgresqlUserList": CloudDBFieldTables.plain,
        "deleteCloudPostgresqlUserList": CloudDBFieldTables.plain,
        "getCloudPostgresqlDatabaseList": FieldTable("cloudPostgresqlDatabaseList", texts: "databaseName owner"),
        "addCloudPostgresqlDatabaseList": CloudDBFieldTables.plain,
        "deleteCloudPostgresqlDatabaseList": CloudDBFieldTables.plain,
        "getCloudPostgresqlImageProductList": CloudDBFieldTables.product,
        "getCloudPostgresqlProductList": CloudDBFieldTables.product,
        "getCloudPostgresqlTargetVpcList": CloudDBFieldTables.targetVpc,
        "getCloudPostgresqlTargetSubnetList": CloudDBFieldTables.targetSubnet,
        "getCloudPostgresqlBucketList": FieldTable("cloudPostgresqlBucketList", texts: "bucketName"),
        "getDbServerLogList": CloudDBFieldTables.log("cloudPostgresqlDbServerLogList"),
        "exportDbServerLogToObjectStorage": CloudDBFieldTables.plain,
        "exportBackupToObjectStorage": CloudDBFieldTables.plain,
        "getCloudPostgresqlBackupList": FieldTable(
            "cloudPostgresqlBackupList",
            texts: "cloudPostgresqlInstanceNo cloudPostgresqlServiceName backupType backupTime lastBackupDate",
            integers: "backupRetention backupSize backupFileStorageCount"),
        "getCloudPostgresqlBackupDetailList": FieldTable(
            "cloudPostgresqlBackupDetailList", texts: "fileName startTime endTime",
            integers: "backupSize dataStorageSize archivedWalFileSize"),
    ]
}

@Suite("fields of the PostgreSQL answers") struct PostgreSQLFieldTests {
    @Test("the simulator has every action of the sheet and the vendor's library, and no other")
    func actions() {
        #expect(PostgreSQLFieldTables.actions.count == 24)
        #expect(Set(PostgreSQL.service.actions.keys) == Set(PostgreSQLFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the tables, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vpostgresql")
            let book = AnswerBook(client, tables: PostgreSQLFieldTables.actions, service: "vpostgresql")
            let story = CloudDBStory(book, lab, "Postgresql", servers: "cloudPostgresqlServerInstanceList")
            story.begin(with: lab.postgresql)
            story.queries(image: "SW.VPGSL.OS.LNX64.ROCKY.0810.PGSQL.B050", export: "fileName")
            book.call("getCloudPostgresqlBucketList")
            story.write(
                "User", ["name": "writer", "clientCidr": "0.0.0.0/0", "password": CloudDBLab.password],
                actions: ["add", "change", "delete"])
            story.write("Database", ["name": "stock", "owner": "keeper"], actions: ["add", "delete"])
            book.call("getCloudPostgresqlUserList", story.key)
            book.call("getCloudPostgresqlDatabaseList", story.key)
            story.replica("createCloudPostgresqlReadReplicaInstance", "deleteCloudPostgresqlReadReplicaInstance")
            story.end()
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }
}
