import OrderedJSON
import Testing

@testable import Simulator

/// The answers of `/vcache/v2` and `/vredis/v2`. Source: api/clouddb.md §1, §5; the vendor's pages
/// common-vapidatatype-cloudcacheinstance and -cloudcacheserverinstance; the models of its Go library, services/vredis.
enum CacheFieldTables {
    private static func server(_ noun: String, _ more: String) -> FieldTable {
        FieldTable(
            nil,
            texts: """
                cloud\(noun)ServerInstanceNo cloud\(noun)ServerName cloud\(noun)ServerInstanceStatusName \
                cloud\(noun)ProductCode regionCode zoneCode vpcNo subnetNo privateDomain uptime createDate slotName
                """,
            integers: "memorySize osMemorySize " + more,
            coded: """
                cloud\(noun)ServerRole cloud\(noun)ServerInstanceStatus cloud\(noun)ServerInstanceOperation
                """)
    }

    private static func instance(
        _ noun: String, texts: String, license: String, servers: [String: FieldTable]
    ) -> FieldTable {
        FieldTable(
            "cloud\(noun)InstanceList",
            texts: """
                cloud\(noun)InstanceNo cloud\(noun)ServiceName cloud\(noun)InstanceStatusName \
                cloud\(noun)ImageProductCode engineVersion cloud\(noun)ServerPrefix backupTime backupSchedule createDate \
                configGroupNo configGroupName
                """ + texts,
            integers: "cloud\(noun)Port backupFileRetentionPeriod shardCount shardCopyCount", flags: "isHa isBackup",
            coded: "cloud\(noun)InstanceStatus cloud\(noun)InstanceOperation role \(license)",
            lists: "accessControlGroupNoList", elements: servers)
    }

    private static func configGroup(_ noun: String, _ texts: String) -> FieldTable {
        FieldTable(
            "cloud\(noun)ConfigGroupList",
            texts: """
                configGroupNo configGroupName configGroupDescription configGroupStatusName cloud\(noun)Version createDate \
                modifyDate
                """ + texts, coded: "configGroupStatus")
    }

    /// What both paths have, by the noun.
    private static func both(_ noun: String, _ instance: FieldTable, _ group: FieldTable) -> [String: FieldTable] {
        let named = "cloud\(noun)InstanceNo cloud\(noun)ServiceName"
        let plain = CloudDBFieldTables.plain
        let details = (texts: "fileName startTime endTime", integers: "backupSize dataStorageSize")
        let tables: [String: FieldTable] = [
            "create*Instance": instance, "get*InstanceList": instance, "get*InstanceDetail": instance,
            "delete*Instance": instance, "create*ConfigGroup": group, "get*ConfigGroupList": group,
            "delete*ConfigGroup": group, "get*UserList": FieldTable("cloud\(noun)UserList", texts: "userName"),
            "add*UserList": plain, "delete*UserList": plain, "get*ImageProductList": CloudDBFieldTables.product,
            "get*ProductList": CloudDBFieldTables.product, "get*TargetVpcList": CloudDBFieldTables.targetVpc,
            "get*TargetSubnetList": CloudDBFieldTables.targetSubnet,
            "get*BackupList": FieldTable(
                "cloud\(noun)BackupList", texts: named + " backupTime lastBackupDate",
                integers: "backupFileRetentionPeriod backupSize shardCount", coded: "backupType"),
            "get*BackupDetailList": FieldTable(
                "cloud\(noun)BackupDetailList", texts: details.texts, integers: details.integers),
            "flushAll*ServerInstance": instance, "create*ManualBackup": plain, "delete*ManualBackup": plain,
            "exportBackupToObjectStorage": plain,
            "get*ManualBackupList": FieldTable(
                "cloud\(noun)ManualBackupList", texts: named + " lastBackupDate", integers: "backupSize shardCount",
                coded: "backupType"),
            "get*ManualBackupDetailList": FieldTable(
                "cloud\(noun)ManualBackupDetailList", texts: details.texts, integers: details.integers),
        ]
        return Dictionary(
            uniqueKeysWithValues: tables.map { ($0.key.replacing("*", with: "Cloud\(noun)"), $0.value) })
    }

    static let cache = both(
        "Cache",
        instance(
            "Cache", texts: " cloudCacheDbmsCode", license: "licence",
            servers: ["cloudCacheServerInstanceList": server("Cache", "cpuCount")]),
        configGroup("Cache", " cloudCacheDbmsCode"))

    static let redis = both(
        "Redis",
        instance(
            "Redis", texts: "", license: "license", servers: ["CloudRedisServerInstanceList": server("Redis", "")]),
        configGroup("Redis", ""))
}

@Suite("fields of the Cache and Redis answers") struct CacheFieldTests {
    @Test("the simulator has every action of the sheet, the vendor's library and its pages, under both names")
    func actions() {
        #expect(CacheFieldTables.cache.count == 22)
        #expect(Set(Cache.service.actions.keys) == Set(CacheFieldTables.cache.keys))
        #expect(Set(Redis.service.actions.keys) == Set(CacheFieldTables.redis.keys))
    }

    @Test("every action answers exactly the fields of the tables, in their shapes", arguments: ["Cache", "Redis"])
    func story(noun: String) async throws {
        try await withSimulator { client in
            let service = "v" + noun.lowercased()
            let lab = CloudDBLab(client, service)
            let tables = noun == "Cache" ? CacheFieldTables.cache : CacheFieldTables.redis
            let book = AnswerBook(client, tables: tables, service: service)
            let group = book.call(
                "createCloud\(noun)ConfigGroup", ["configGroupName": "main", "cloud\(noun)Version": "7.0.13-simple"]
            ).text("configGroupNo")
            lab.settle()
            book.call("getCloud\(noun)ConfigGroupList")
            let list = noun == "Cache" ? "cloudCacheServerInstanceList" : "CloudRedisServerInstanceList"
            let story = CloudDBStory(book, lab, noun, servers: list)
            let values = lab.cache(group).map { ($0.key.replacing("Cache", with: noun), $0.value) }
            story.begin(with: Dictionary(uniqueKeysWithValues: values).with(["isBackup": "true"]))
            story.queries(image: "SW.VRDS.OS.LNX64.ROCKY.0810.REDIS.B050", export: nil)
            book.call("getCloud\(noun)TargetVpcList")
            book.call("getCloud\(noun)TargetSubnetList", ["vpcNo": lab.vpc])
            story.write("User", ["name": "reader", "password": CloudDBLab.password], actions: ["add"])
            book.call("getCloud\(noun)UserList", story.key)
            story.write("User", ["name": "reader"], actions: ["delete"])
            manualBackup(book, lab, story, noun)
            book.call("flushAllCloud\(noun)ServerInstance", story.server)
            book.call("deleteCloud\(noun)Instance", story.key)
            lab.settle()
            book.call("deleteCloud\(noun)ConfigGroup", ["configGroupNo": group])
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private func manualBackup(_ book: AnswerBook, _ lab: CloudDBLab, _ story: CloudDBStory, _ noun: String) {
        book.call("createCloud\(noun)ManualBackup", story.key)
        lab.settle()
        book.call("getCloud\(noun)ManualBackupList")
        let file = book.call("getCloud\(noun)ManualBackupDetailList", story.key).text("fileName")
        book.call(
            "exportBackupToObjectStorage",
            story.key.with(["fileName": file, "bucketName": "analytics-output", "backupTypeMode": "MANUAL"]))
        book.call("deleteCloud\(noun)ManualBackup", story.key.with(["fileNameList.1": file]))
    }
}
