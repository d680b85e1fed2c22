import OrderedJSON

/// Rules. Source: management-cloudinsight-createrulegroup, -updaterulegroup, -getrulegroup, -getrulegrouplist;
/// common-vapidatatype-cicreateorupdaterulegroupdto, -cirulegroupitemdto.
enum EventRules {
    static let kind = RESTKind(
        .eventRule, at: "/rule/group/ruleGrp",
        [
            .post("") { world, call throws(Failure) in
                InsightObjects.create(.eventRule, try values(call.body, world), &world)
            },
            .post("/query") { world, call throws(Failure) in
                let rules = try InsightObjects.of(try call.body.insightProduct(), .eventRule, world)
                let words = call.body["search"]?.text ?? ""
                let found = rules.filter { words.isEmpty || $0["groupName"].contains(words) }
                let page = try page(call.body["pageNum"], call.body["pageSize"], of: found)
                return .ok(["ruleGroups": .array(page.map { render($0, world) })])
            },
            .get("/query/:/:") { world, call throws(Failure) in
                .ok(["ruleGroup": render(try InsightObjects.find(.eventRule, call, world), world)])
            },
            .post("/update") { world, call throws(Failure) in
                let product = try call.body.insightProduct()
                let rule = try InsightObjects.find(.eventRule, call.body["id"]?.text ?? "", of: product, world)
                let changed = try values(call.body, world)
                // The name stays what it is.
                guard changed["groupName"] == rule.attributes["groupName"] else { throw .insight(invalid: "groupName") }
                return InsightObjects.update(.eventRule, rule.id, changed, &world)
            },
            .delete("/del/:/:") { world, call throws(Failure) in
                world.remove(.eventRule, try InsightObjects.find(.eventRule, call, world).id)
                return .empty
            },
            .post("/del") { world, call throws(Failure) in
                let items = try call.body.insightList("items", atLeast: 1)
                var ids: [String] = []
                for item in items {
                    let product = try item.insightProduct()
                    let id = item["ruleGroupId"]?.text ?? ""
                    ids.append(try InsightObjects.find(.eventRule, id, of: product, world).id)
                }
                for id in ids { world.remove(.eventRule, id) }
                return .empty
            },
        ])

    /// A page of a list; both numbers are required.
    static func page(_ number: JSON?, _ size: JSON?, of all: [Record]) throws(Failure) -> [Record] {
        guard let number = number?.integer, (1...Int64(Int32.max)).contains(number) else {
            throw .insight(invalid: "pageNum")
        }
        guard let size = size?.integer, (1...1000).contains(size) else { throw .insight(invalid: "pageSize") }
        return Array(all.dropFirst(Int((number - 1) * size)).prefix(Int(size)))
    }

    private static func values(_ body: JSON, _ world: World) throws(Failure) -> [String: JSON] {
        let product = try body.insightProduct()
        let groups = try ids("monitorGroupKey", .monitorGroup, body, of: product, world)
        let templates = try ids("metricsGroupKey", .ruleTemplate, body, of: product, world)
        let told = try body.insightList("recipientNotifications", atLeast: 0)
        let people = try body.insightList("personalNotificationRecipients", atLeast: 0)
        return [
            "prodKey": .string(product), "groupName": .string(try body.insightText("groupName", 1...1000)),
            "groupDesc": .string(try body.insightText("groupDesc", upTo: 300)),
            "monitorGroupKey": .array(groups.map(JSON.string)), "metricsGroupKey": .array(templates.map(JSON.string)),
            "recipientNotifications": .array(try InsightRecipients.checked(told, isPerson: false, world)),
            "personalNotificationRecipients": .array(try InsightRecipients.checked(people, isPerson: true, world)),
            "suspendRuleItems": .array(try body.insightList("suspendRuleItems", atLeast: 0)),
            "asgPolicys": .array(try body.insightList("asgPolicyList", atLeast: 0)),
        ]
    }

    private static func ids(
        _ name: String, _ table: TableSchema, _ body: JSON, of product: String, _ world: World
    ) throws(Failure) -> [String] {
        let ids = try body.insightList(name, atLeast: 1).compactMap(\.text)
        for id in ids where world[table, id]?["prodKey"] != product { throw .insight(invalid: name) }
        return ids
    }

    /// Where people who are told are shown is not documented: in a list of their own. (inferred)
    private static func render(_ rule: Record, _ world: World) -> JSON {
        let groups = rule.list("monitorGroupKey").compactMap { world[.monitorGroup, $0] }
        let templates = rule.list("metricsGroupKey").compactMap { world[.ruleTemplate, $0] }
        return [
            "asgGroupOptions": [:], "asgPolicys": rule.attributes["asgPolicys"] ?? [], "cfTriggers": [],
            "cfTriggersOptions": [:], "channelsOptions": [:], "classicAsgGroupOptions": [:],
            "createTime": rule.attributes["createTime"] ?? .null,
            "detailUrl": .string("/ci/rule/item/\(rule["prodKey"])/\(rule.id)"), "domainCode": "PUB",
            "groupDesc": .string(rule["groupDesc"]), "groupName": .string(rule["groupName"]), "id": .string(rule.id),
            "metricsGroups": .array(templates.map(RuleTemplates.render)),
            "monitorGroups": .array(groups.map { MonitorGroups.render($0, world) }),
            "personalNotificationRecipients": rule.attributes["personalNotificationRecipients"] ?? [],
            "prodKey": .string(rule["prodKey"]), "prodType": "system",
            "productName": .string(InsightProducts.name(of: rule["prodKey"]) ?? ""),
            "recipientNotifications": rule.attributes["recipientNotifications"] ?? [], "regionCode": "KR",
            "status": "OK", "suspendRuleItems": rule.attributes["suspendRuleItems"] ?? [],
            "updateTime": rule.attributes["updateTime"] ?? .null,
        ]
    }
}
