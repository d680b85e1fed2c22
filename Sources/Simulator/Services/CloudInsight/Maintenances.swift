import OrderedJSON

/// Planned maintenance. Source: management-cloudinsight-createpm, -updatepm, -deletepm, -getpmlist;
/// common-vapidatatype-cipmcreateupdatedto. The shape of the list, and that a creation is answered with the bare id, are (inferred).
enum Maintenances {
    static let kind = RESTKind(
        .plannedMaintenance, at: "/planned-maintenances",
        [
            .get("") { world, call throws(Failure) in
                let found = try selected(world.all(.plannedMaintenance), call)
                func number(_ name: String) -> JSON? { call.query.text(name).map(JSON.string) }
                let page = try EventRules.page(number("pageNum"), number("pageSize"), of: found)
                return .ok(.array(page.map(render)))
            },
            .get("/:") { world, call throws(Failure) in .ok(render(try find(call, world))) },
            .post("") { world, call throws(Failure) in
                InsightObjects.create(.plannedMaintenance, try values(call.body), &world)
            },
            .put("/:") { world, call throws(Failure) in
                let id = try find(call, world).id
                return InsightObjects.update(.plannedMaintenance, id, try values(call.body), &world)
            },
            .delete("/:") { world, call throws(Failure) in
                world.remove(.plannedMaintenance, try find(call, world).id)
                return .empty
            },
        ])

    private static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        guard let record = world[.plannedMaintenance, call.ids[0]] else { throw .notInInsight }
        return record
    }

    /// By time or by what is maintained; one of them is required.
    private static func selected(_ all: [Record], _ call: RESTCall) throws(Failure) -> [Record] {
        if let type = call.query.text("timeType") {
            guard ["startTime", "endTime"].contains(type), let from = call.query.text("from").flatMap({ Int64($0) }),
                let end = call.query.text("to").flatMap({ Int64($0) })
            else { throw .insight(invalid: "timeType") }
            return all.filter { (from...max(from, end)).contains($0.integer(type)) }
        }
        guard let id = call.query.text("resourceId"), let product = call.query.text("productKey") else {
            throw .insight(invalid: "timeType")
        }
        return all.filter { record in
            (record.attributes["dimensions"]?[product]?.elements ?? []).contains { $0["instanceNo"]?.text == id }
        }
    }

    private static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        guard case .object(let dimensions)? = body["dimensions"], !dimensions.isEmpty,
            dimensions.allSatisfy({ InsightProducts.name(of: $0.key) != nil && !$0.value.elements.isEmpty })
        else { throw .insight(invalid: "dimensions") }
        guard case .integer(let start)? = body["startTime"], case .integer(let end)? = body["endTime"], start < end
        else {
            throw .insight(invalid: "endTime")
        }
        return [
            "title": .string(try body.insightText("title", 1...1000)),
            "desc": .string(try body.insightText("desc", upTo: 1000)), "dimensions": .object(dimensions),
            "startTime": .integer(start), "endTime": .integer(end),
        ]
    }

    private static func render(_ record: Record) -> JSON {
        [
            "desc": .string(record["desc"]), "dimensions": record.attributes["dimensions"] ?? [:],
            "endTime": .integer(record.integer("endTime")), "id": .string(record.id),
            "startTime": .integer(record.integer("startTime")), "title": .string(record["title"]),
        ]
    }
}
