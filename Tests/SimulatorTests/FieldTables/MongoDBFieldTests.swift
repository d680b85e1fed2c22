import OrderedJSON
import Testing

@testable import Simulator

/// The answers of `/vmongodb/v2`. Source: api/clouddb.md §1, §4 and the models of the vendor's Go library,
/// services/vmongodb.
enum MongoDBFieldTables {
    static let server = FieldTable(
        nil,
        texts: """
            cloudMongoDbServerInstanceNo cloudMongoDbServerName cloudMongoDbServerInstanceStatusName \
            cloudMongoDbProductCode regionCode zoneCode vpcNo subnetNo publicDomain privateDomain replicaSetName uptime \
            createDate
            """,
        integers: "dataStorageSize usedDataStorageSize cpuCount memorySize",
        coded: """
            cloudMongoDbServerRole cloudMongoDbServerInstanceStatus cloudMongoDbServerInstanceOperation clusterRole \
            dataStorageType
            """)

    static let instance = FieldTable(
        "cloudMongoDbInstanceList",
        texts: """
            cloudMongoDbInstanceNo cloudMongoDbServiceName cloudMongoDbInstanceStatusName cloudMongoDbImageProductCode \
            engineVersion generationCode backupTime createDate
            """,
        integers: """
            memberPort mongosPort configPort arbiterPort backupFileRetentionPeriod backupParallel shardCount
            """,
        coded: "cloudMongoDbInstanceStatus cloudMongoDbInstanceOperation license compress clusterType",
        lists: "accessControlGroupNoList", elements: ["CloudMongoDbServerInstanceList": server])

    static let actions: [String: FieldTable] = [
        "createCloudMongoDbInstance": instance, "getCloudMongoDbInstanceList": instance,
        "getCloudMongoDbInstanceDetail": instance, "deleteCloudMongoDbInstance": instance,
        "rebootCloudMongoDbServerInstance": instance, "changeCloudMongoDbShardCount": instance,
        "changeCloudMongoDbMongosCount": instance, "changeCloudMongoDbConfigCount": instance,
        "changeCloudMongoDbSecondaryCount": instance,
        "getCloudMongoDbUserList": FieldTable("cloudMongoDbUserList", texts: "userName databaseName authority"),
        "addCloudMongoDbUserList": CloudDBFieldTables.plain, "changeCloudMongoDbUserList": CloudDBFieldTables.plain,
        "deleteCloudMongoDbUserList": CloudDBFieldTables.plain,
        "getCloudMongoDbImageProductList": CloudDBFieldTables.product,
        "getCloudMongoDbProductList": CloudDBFieldTables.product,
        "getCloudMongoDbTargetVpcList": CloudDBFieldTables.targetVpc,
        "getCloudMongoDbTargetSubnetList": CloudDBFieldTables.targetSubnet,
        "getCloudMongoDbBucketList": FieldTable("cloudMongoDbBucketList", texts: "bucketName"),
        "getDbServerLogList": CloudDBFieldTables.log("cloudMongoDbDbServerLogList"),
        "exportDbServerLogToObjectStorage": CloudDBFieldTables.plain,
        "exportBackupToObjectStorage": CloudDBFieldTables.plain,
        "getCloudMongoDbBackupList": FieldTable(
            "cloudMongoDbBackupList", texts: "cloudMongoDbInstanceNo cloudMongoDbServiceName backupTime lastBackupDate",
            integers: "backupFileRetentionPeriod backupSize"),
        "getCloudMongoDbBackupDetailList": FieldTable(
            "cloudMongoDbBackupDetailList", texts: "startTime endTime shard",
            integers: "backupSize dataStorageSize backupParallel"),
    ]
}

@Suite("fields of the MongoDB answers") struct MongoDBFieldTests {
    @Test("the simulator has every action of the sheet and the vendor's library, and no other")
    func actions() {
        #expect(MongoDBFieldTables.actions.count == 23)
        #expect(Set(MongoDB.service.actions.keys) == Set(MongoDBFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the tables, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let lab = CloudDBLab(client, "vmongodb")
            let book = AnswerBook(client, tables: MongoDBFieldTables.actions, service: "vmongodb")
            let story = CloudDBStory(book, lab, "MongoDb", servers: "CloudMongoDbServerInstanceList")
            story.begin(with: lab.mongodb.with(["clusterTypeCode": "SHARDED_CLUSTER"]))
            story.queries(image: "SW.VMGDB.OS.LNX64.ROCKY.0810.MNGDB.CE.B050", export: "objectName")
            book.call("getCloudMongoDbBucketList", story.key)
            story.write(
                "User",
                ["userName": "reader", "databaseName": "shop", "password": CloudDBLab.password, "authority": "READ"],
                actions: ["add", "change", "delete"])
            book.call("getCloudMongoDbUserList", story.key)
            for (what, name, number) in [
                ("Shard", "shardCount", "3"), ("Mongos", "mongosServerCount", "3"),
                ("Config", "configServerCount", "4"), ("Secondary", "memberServerCount", "4"),
            ] {
                book.call("changeCloudMongoDb\(what)Count", story.key.with([name: number]))
                lab.settle()
            }
            story.end()
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }
}
