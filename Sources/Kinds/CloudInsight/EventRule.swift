import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Who is told when the metrics of watched objects meet a condition. The API calls it a rule group. Source:
    /// api/classic-and-others.md §2; management-cloudinsight-createrulegroup, common-vapidatatype-cicreateorupdaterulegroupdto.
    public static let eventRule = Driver(
        Kind(
            "EventRule", service: "CloudInsight",
            summary: "Makes an event when the metrics of watched objects meet a condition, and notifies people of it.",
            fields: references + EventNotification.fields + [
                .computed("eventStatus", "OK, VIOLATED or INSUFFICIENT.")
            ],
            identity: Kind.Identity(id: "prodKey/id", marker: ["name", "product"]),
            reading: Kind.Reading(perParent: ["POST \(path)/query"]),
            place: Kind.Place(listedUnder: "MonitoredProduct"),
            life: Kind.Life(
                creation: Kind.Procedure(["POST \(path)"], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE \(path)/del/{prodKey}/{id}"], seconds: 1, timeout: 60)),
            checks: Kind.Checks(
                preflight: [.freeName(of: "EventRule", within: "product", refused: false)]
                    + InsightPreflight.sameProduct),
            example: """
                apiVersion: ncloud/v1
                kind: EventRule
                metadata: {name: shop-is-busy}
                spec:
                  product: Server
                  description: the shop is busy
                  monitorGroups: [web-servers]
                  templates: [busy-servers]
                  recipientGroups:
                    - {group: operations, notify: [EMAIL, SMS], reminderMinutes: 30, whenClosed: true}
                """),
        operations: InsightOperations(
            kind: "EventRule",
            paths: InsightOperations.Paths(
                list: { product in
                    .pages(
                        .rest(.cloudInsight, .post, "/rule/group/ruleGrp/query", body: ["prodKey": .string(product)]),
                        .insight(list: "ruleGroups"))
                },
                show: { .rest(.cloudInsight, .get, "/rule/group/ruleGrp/query/\($0)/\($1)") },
                create: .rest(.cloudInsight, .post, "/rule/group/ruleGrp"), created: "ruleGroupId",
                update: .rest(.cloudInsight, .post, "/rule/group/ruleGrp/update"),
                delete: { .rest(.cloudInsight, .delete, "/rule/group/ruleGrp/del/\($0)/\($1)") }),
            columns: Column.groupNames + [
                own("monitorGroups", "monitorGroups", sent: "monitorGroupKey"),
                own("templates", "metricsGroups", sent: "metricsGroupKey"),
            ] + EventNotification.columns + [Column.text("eventStatus", "status").readOnly],
            constants: [], member: "ruleGroup", keeping: keepOthers,
            changing: ["description", "monitorGroups", "templates", "recipientGroups", "recipients"]))

    private static let path = "\(InsightCalls.base)/rule/group/ruleGrp"
    private static let update = "POST \(path)/update"

    private static let references: [Field] = [
        .monitoredProduct, .groupName("rule", change: .replace), .groupDescription(calls: [update]),
        Field(
            "monitorGroups", .set(.reference("MonitorGroup")), .required, change: .inPlace(.none, calls: [update]),
            constraints: [.count(1...1000)], "The groups that are watched, of the same product."),
        Field(
            "templates", .set(.reference("RuleTemplate")), .required, change: .inPlace(.none, calls: [update]),
            constraints: [.count(1...1000)], "The templates with the metrics and conditions, of the same product."),
    ]

    /// Objects of the same product, which the API names by their own ids.
    private static func own(_ field: String, _ member: String, sent: String) -> Column {
        var column = Column(field) { rule in
            // A list may leave out what its own call shows.
            guard let objects = rule[member] else { return nil }
            let product = rule.nonEmpty("prodKey")
            return Value(
                texts: Set(
                    objects.elements.compactMap { wire in
                        wire.nonEmpty("id").flatMap { id in
                            (wire.nonEmpty("prodKey") ?? product).map { "\($0)/\(id)" }
                        }
                    }
                ).sorted())
        } write: { value in
            let ids = (value?.elements ?? []).compactMap(\.spelling).map(InsightOperations.own)
            return [(sent, .array(Set(ids).sorted().map(JSON.string)))]
        }
        column.isSet = true
        return column
    }

    /// What else a rule has stays: items that are switched off, and policies of Auto Scaling that it starts.
    private static let keepOthers: @Sendable (JSON, inout [(String, JSON)]) -> Void = { current, body in
        if let suspended = current["suspendRuleItems"] { body.append(("suspendRuleItems", suspended)) }
        if let policies = current["asgPolicys"] { body.append(("asgPolicyList", policies)) }
        if let triggers = current["cfTriggers"] { body.append(("cfTriggers", triggers)) }
    }
}

extension Column {
    /// The same, never sent.
    fileprivate var readOnly: Column {
        var column = self
        column.write = { _ in [] }
        return column
    }
}

/// Who is told of the events of a rule. Source: common-apidatatype-cirecipientnotification, -cipersonalrecipientnotification.
enum EventNotification {
    static let fields = [
        field(
            "recipientGroups", Field("group", .reference("RecipientGroup"), .required, "The group."),
            "The groups of people who are notified."),
        field(
            "recipients", Field("recipient", .reference("Recipient"), .required, "The person."),
            "The people who are notified."),
    ]

    private static func field(_ name: String, _ who: Field, _ summary: String) -> Field {
        let members = [
            who,
            Field(
                "notify", .set(.enumeration(["EMAIL", "SMS"])), .required, constraints: [.count(1...2)],
                "How they are notified: by e-mail, by text message, or both."),
            Field(
                "reminderMinutes", .integer, constraints: [.range(5...720)],
                "Minutes after which they are reminded of an event that goes on (default: never)."),
            Field("whenClosed", .boolean, .optional, initial: false, "Whether they are notified of its end too."),
        ]
        return Field(
            name, .keyed(members, by: [who.name]),
            change: .inPlace(.none, calls: ["POST \(InsightCalls.base)/rule/group/ruleGrp/update"]), initial: [],
            summary)
    }

    static let columns = [
        column("recipientGroups", "group", in: "recipientNotifications", number: "groupNum"),
        // The rule shows both in one list, or each in its own. (inferred)
        column(
            "recipients", "recipient", in: "personalNotificationRecipients", or: "recipientNotifications",
            number: "managerNo"),
    ]

    private static func column(
        _ field: String, _ who: String, in member: String, or other: String? = nil, number: String
    ) -> Column {
        Column(field) { rule in
            // A list may leave out what its own call shows.
            guard rule[member] != nil || other.flatMap({ rule[$0] }) != nil else { return nil }
            let wires = (rule[member]?.elements ?? []) + (other.flatMap { rule[$0]?.elements } ?? [])
            return .list(
                wires.compactMap { wire in
                    wire.nonEmpty(number).map { id in
                        Value.present([
                            who: .string(id),
                            "notify": Value(texts: (wire["notifyTypes"]?.elements ?? []).compactMap(\.text).sorted()),
                            "reminderMinutes": Value(limit: wire["reminderTime"]?.integer),
                            "whenClosed": .bool(wire["enableNotiWhenEventClose"]?.bool ?? false),
                        ])
                    }
                })
        } write: { value in
            let wires = (value?.elements ?? []).map(\.members).map { members in
                JSON(present: [
                    number: members.text(who).map { JSON(number: $0) },
                    "notifyTypes": .array(
                        (members["notify"]?.elements ?? []).compactMap(\.text).sorted().map(JSON.string)),
                    "reminderTime": JSON.wire(members["reminderMinutes"]),
                    "enableNotiWhenEventClose": .bool(members["whenClosed"]?.bool ?? false),
                ])
            }
            return [(member, .array(wires))]
        }
    }
}
