import OrderedJSON

/// How often stages were called, by key and day. Days are Korean ones. (inferred)
enum GatewayUsage {
    static let kind = RESTKind(.gatewayUsage, at: "/dashboards", Dashboards.routes)

    enum Period: Sendable {
        case day, month
    }

    /// The classes of answers a quota can be limited to. Source: api/apigateway.md §6 (quotaCondition).
    static let classes = ["2xx", "3xx", "4xx", "5xx", "others"]

    static func category(_ status: Int) -> String { (200...599).contains(status) ? "\(status / 100)xx" : "others" }

    /// Which classes a condition names; the separator is not documented, so anything separates. An empty one counts
    /// every answer. (inferred)
    static func counts(_ status: Int, under condition: String) -> Bool {
        condition.isEmpty || condition.contains(category(status))
    }

    static func sum(stage: String, key: String, _ period: Period, _ world: World) -> (calls: Int64, counted: Int64) {
        let today = today(world)
        if period == .day {
            let row = world[.gatewayUsage, id(stage, key, today)]
            return (row?.integer("calls") ?? 0, row?.integer("counted") ?? 0)
        }
        let month = today.prefix(7)
        return world.records(.gatewayUsage, where: "apiKeyId", is: key).reduce(into: (0, 0)) { sum, row in
            guard row["stageId"] == stage, row["day"].hasPrefix(month) else { return }
            sum.0 += row.integer("calls")
            sum.1 += row.integer("counted")
        }
    }

    /// Notes one answered call. Names are kept too: dashboards show what was deleted since.
    static func add(_ invocation: Invocation, status: Int, _ world: inout World) {
        let day = today(world)
        let id = id(invocation.stage.id, invocation.keyId, day)
        var row = world[.gatewayUsage, id]
        if row == nil {
            row = world.insert(
                .gatewayUsage, id: id,
                [
                    "stageId": .string(invocation.stage.id), "stageName": .string(invocation.stage["stageName"]),
                    "apiId": .string(invocation.api.id), "apiName": .string(invocation.api["apiName"]),
                    "productId": .string(invocation.product.id),
                    "productName": .string(invocation.product["productName"]),
                    "apiKeyId": .string(invocation.keyId), "day": .string(day),
                ])
        }
        let isCounted = counts(status, under: invocation.plan?["quotaCondition"]?.text ?? "")
        var classes = row?.attributes["classes"]?.members ?? [:]
        let category = category(status)
        classes[category] = .integer((classes[category]?.integer ?? 0) + 1)
        world.set(
            .gatewayUsage, id,
            [
                "calls": .integer((row?.integer("calls") ?? 0) + 1),
                "counted": .integer((row?.integer("counted") ?? 0) + (isCounted ? 1 : 0)),
                "classes": .object(classes),
            ])
    }

    private static func today(_ world: World) -> String {
        String(Timestamp(milliseconds: world.now).koreanPlain.prefix(10))
    }

    private static func id(_ stage: String, _ key: String, _ day: String) -> String { "\(stage) \(key) \(day)" }
}

extension TableSchema {
    static let gatewayUsage = TableSchema("gatewayUsage", nameAttribute: "id", indexes: ["apiKeyId", "productId"])
}
