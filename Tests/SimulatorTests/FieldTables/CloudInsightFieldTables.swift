/// The answers of `/cw_fea/real/cw/api`. Source: api/classic-and-others.md §2 (calls, fields of what is created); the data types
/// common-vapidatatype-cimonitorgrpdto, -cicreateorupdatemetricsgrpdto, -cirulegroupitemdto, -cipmcreateupdatedto; the page
/// management-cloudinsight-searchmetriclist.
enum CloudInsightFieldTables {
    static let product = FieldTable(texts: "cw_key prodName")
    private static let dimension = FieldTable(texts: "dim val")

    static let metric = FieldTable(
        texts: "dataType desc idDimension metric prodKey unit", elements: ["dimensions": dimension], open: "options")

    /// Groups and people are in one list.
    static let recipient = FieldTable(
        texts: "groupName managerName", integers: "groupNum managerNo", flags: "personalNotification",
        optional: "groupName managerName groupNum managerNo")

    static let monitorGroup = FieldTable(
        texts: "id prodKey prodName groupName groupDesc type", flags: "temporaryGroup",
        elements: ["monitorGroupItemList": FieldTable(texts: "nrn resourceId resourceName")])

    static let template = FieldTable(
        texts: "id prodKey prodType groupName groupDesc domainCode regionCode idDimension",
        integers: "createTime updateTime", flags: "temporaryGroup",
        elements: [
            "metrics": FieldTable(
                texts: "metricGroupItemId metric calculation condition eventLevel", integers: "duration",
                elements: ["dimensions": dimension], ratios: "threshold")
        ], nullable: "updateTime")

    /// The form of `ruleVersion` was not read. `personalNotificationRecipients` is not in the data type: where people are shown
    /// is not documented.
    static let rule = FieldTable(
        texts: "id prodKey prodType productName groupName groupDesc domainCode regionCode status detailUrl",
        integers: "createTime updateTime",
        elements: [
            "monitorGroups": monitorGroup, "metricsGroups": template,
            "recipientNotifications": notification, "personalNotificationRecipients": notification,
            "suspendRuleItems": FieldTable(texts: "resourceId metricGroupItemId"),
        ], optional: "personalNotificationRecipients ruleVersion detailUrl",
        open: """
            asgGroupOptions classicAsgGroupOptions asgPolicys cfTriggers cfTriggersOptions channelsOptions ruleVersion
            """,
        nullable: "updateTime")

    private static let notification = FieldTable(
        texts: "groupName managerName", integers: "groupNum managerNo reminderTime",
        flags: "enableNotiWhenEventClose", lists: "notifyTypes",
        optional: "groupName managerName groupNum managerNo reminderTime enableNotiWhenEventClose")

    static let maintenance = FieldTable(
        texts: "id title desc", integers: "startTime endTime", open: "dimensions")

    private static let created = RESTAnswer(.text)

    /// Every call of the service, with what it answers. That a maintenance is created with its bare id, as groups are, is
    /// (inferred).
    static let answers: [String: RESTAnswer] = [
        "GET /schema/system/list": .list(product),
        "POST /rule/group/metric/search": .object(FieldTable(texts: "prodKey", elements: ["metrics": metric])),
        "GET /rule/notify/groups": .list(recipient),
        "POST /rule/group/monitor": created, "GET /rule/group/monitor/:": .list(monitorGroup),
        "GET /rule/group/monitor/:/:": .object(monitorGroup), "PUT /rule/group/monitor": .empty,
        "DELETE /rule/group/monitor": .empty,
        "POST /rule/group/metrics": created,
        "GET /rule/group/metrics/query/:": .object(FieldTable(elements: ["metricsGroups": template])),
        "GET /rule/group/metrics/query/:/:": .object(template), "POST /rule/group/metrics/update": .empty,
        "DELETE /rule/group/metrics/del": .empty,
        "POST /rule/group/ruleGrp": created,
        "POST /rule/group/ruleGrp/query": .object(FieldTable(elements: ["ruleGroups": rule])),
        "GET /rule/group/ruleGrp/query/:/:": .object(FieldTable(objects: ["ruleGroup": rule])),
        "POST /rule/group/ruleGrp/update": .empty, "DELETE /rule/group/ruleGrp/del/:/:": .empty,
        "POST /rule/group/ruleGrp/del": .empty,
        "POST /planned-maintenances": created, "GET /planned-maintenances": .list(maintenance),
        "GET /planned-maintenances/:": .object(maintenance), "PUT /planned-maintenances/:": .empty,
        "DELETE /planned-maintenances/:": .empty,
    ]
}
