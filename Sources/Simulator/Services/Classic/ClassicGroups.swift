import OrderedJSON

/// Access control groups, which can only be read. Source: the pages compute-server-getaccesscontrolgrouplist,
/// …-getaccesscontrolrulelist and common-apidatatype-accesscontrolrule.
enum ClassicGroups {
    static let kind = ActionKind(
        "AccessControlGroup", .classicGroup, id: "accessControlGroupConfigurationNo",
        columns: [
            .text(
                "accessControlGroupConfigurationNo", "accessControlGroupName", "accessControlGroupDescription"),
            .flag("isDefaultGroup"), .text("createDate"),
        ],
        filters: [
            .anyOf("accessControlGroupConfigurationNoList", of: "accessControlGroupConfigurationNo"),
            .exact("isDefaultGroup"), .exact("accessControlGroupName"),
        ], reads: [.list])

    static let rules = ActionKind(
        "AccessControlRule", .classicRule, id: "accessControlRuleConfigurationNo",
        columns: [
            .text("accessControlRuleConfigurationNo"), .code("protocolType"), .text("sourceIp"),
            .text("sourceAccessControlRuleConfigurationNo", "sourceAccessControlRuleName", "destinationPort"),
            .text("accessControlRuleDescription"),
        ],
        filters: [.exact("accessControlGroupConfigurationNo")],
        reads: [
            KindAction("get*List") { kind, world, parameters throws(Failure) in
                _ = try ClassicGroups.kind.find(parameters, world)
                return try kind.listed(world, parameters)
            }
        ])
}

/// Disks, which can only be read. Source: the page common-apidatatype-blockstorageinstance.
enum ClassicDisks {
    static let kind = ActionKind(
        "BlockStorageInstance", .classicDisk,
        columns: [
            .text("blockStorageInstanceNo", "serverInstanceNo", "serverName"),
            .code("blockStorageType", ["BASIC": "Basic BS", "SVRBS": "Server BS"]), .text("blockStorageName"),
            .integer("blockStorageSize"), .text("deviceName", "blockStorageProductCode"),
            .code("blockStorageInstanceStatus", ["ATTAC": "Block storage ATTACHED state"]),
            .code("blockStorageInstanceOperation", ["NULL": "Block Storage NULL OP"]),
            .text("blockStorageInstanceStatusName", "createDate", "blockStorageInstanceDescription"),
            .code("diskType", ["NET": "Network Storage"]), .code("diskDetailType"), .raw("region", "zone"),
        ],
        filters: [.exact("zoneNo"), .exact("serverInstanceNo"), .codes("blockStorageType")], reads: [.listInZone])

    static func additional(of server: Record, in world: World) -> [Record] {
        world.records(.classicDisk, where: "serverInstanceNo", is: server.id).filter {
            $0["blockStorageType"] == "SVRBS"
        }
    }
}

extension TableSchema {
    static let classicGroup = TableSchema(
        "classicGroup", nameAttribute: "accessControlGroupName", numbers: .network)
    static let classicRule = TableSchema(
        "classicRule", nameAttribute: "accessControlRuleDescription", numbers: .network,
        indexes: ["accessControlGroupConfigurationNo"])
    static let classicDisk = TableSchema(
        "classicDisk", nameAttribute: "blockStorageName", numbers: .instance, indexes: ["serverInstanceNo", "zoneNo"])
}
