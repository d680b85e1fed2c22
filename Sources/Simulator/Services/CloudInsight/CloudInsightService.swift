import OrderedJSON

extension RESTService {
    /// Cloud Insight, API 1.0: what is watched, for what, who is told, and when nobody is. Source: the pages of
    /// management-cloudinsight; api/classic-and-others.md §2.
    static let cloudInsight = RESTService(
        "/cw_fea/real/cw/api", naming: .inPath,
        [InsightRecipients.kind, MonitorGroups.kind, RuleTemplates.kind, EventRules.kind, Maintenances.kind])
}

extension NumberFamily {
    static let insight = NumberFamily(name: "insight", first: 1_380_000_000_000_000_001)
    static let insightRecipient = NumberFamily(name: "insightRecipient", first: 1001)
}

extension TableSchema {
    static let insightRecipient = TableSchema("insightRecipient", nameAttribute: "name", numbers: .insightRecipient)
    static let monitorGroup = TableSchema(
        "monitorGroup", nameAttribute: "groupName", numbers: .insight, indexes: ["prodKey"])
    static let ruleTemplate = TableSchema(
        "ruleTemplate", nameAttribute: "groupName", numbers: .insight, indexes: ["prodKey"])
    static let eventRule = TableSchema(
        "eventRule", nameAttribute: "groupName", numbers: .insight,
        indexes: ["prodKey", "monitorGroupKey", "metricsGroupKey"])
    static let plannedMaintenance = TableSchema("plannedMaintenance", nameAttribute: "title", numbers: .insight)
}

extension Failure {
    /// A member that is missing or wrong. No document shows a refusal of the service: status, code and shape are (inferred).
    static func insight(invalid member: String) -> Failure { .rest(400, "400", "\(member) is missing or not valid") }

    /// What others use. (inferred)
    static func insight(used what: String) -> Failure { .rest(400, "400", "\(what) is used by an event rule") }

    /// What is not there. (inferred)
    static let notInInsight = rest(404, "404", "not found")
}

/// The members of bodies, refused as Cloud Insight refuses them.
extension JSON {
    func insightText(_ name: String, _ length: ClosedRange<Int>) throws(Failure) -> String {
        guard case .string(let text)? = self[name], length.contains(text.unicodeScalars.count) else {
            throw .insight(invalid: name)
        }
        return text
    }

    /// A text that may be left out.
    func insightText(_ name: String, upTo length: Int) throws(Failure) -> String {
        self[name] == nil ? "" : try insightText(name, 0...length)
    }

    func insightChoice(_ name: String, of choices: [String]) throws(Failure) -> String {
        guard let text = self[name]?.text, choices.contains(text) else { throw .insight(invalid: name) }
        return text
    }

    /// A list, which has at least so many elements.
    func insightList(_ name: String, atLeast least: Int) throws(Failure) -> [JSON] {
        guard let value = self[name] else {
            guard least == 0 else { throw .insight(invalid: name) }
            return []
        }
        guard case .array(let elements) = value, elements.count >= least else { throw .insight(invalid: name) }
        return elements
    }

    /// The key of a product that there is.
    func insightProduct() throws(Failure) -> String {
        guard let key = self["prodKey"]?.text, InsightProducts.name(of: key) != nil else {
            throw .insight(invalid: "prodKey")
        }
        return key
    }
}

/// What groups, templates and rules have in common.
enum InsightObjects {
    /// The object that a path names: its product, then its own id.
    static func find(_ table: TableSchema, _ call: RESTCall, _ world: World) throws(Failure) -> Record {
        try find(table, call.ids.last ?? "", of: call.ids.first ?? "", world)
    }

    static func find(
        _ table: TableSchema, _ id: String, of product: String, _ world: World
    ) throws(Failure) -> Record {
        guard let record = world[table, id], record["prodKey"] == product else { throw .notInInsight }
        return record
    }

    static func of(_ product: String, _ table: TableSchema, _ world: World) throws(Failure) -> [Record] {
        guard InsightProducts.name(of: product) != nil else { throw .insight(invalid: "prodKey") }
        return world.records(table, where: "prodKey", is: product)
    }

    /// Makes an object; the answer is its id alone.
    static func create(
        _ table: TableSchema, _ values: [String: JSON], _ world: inout World
    ) -> Response {
        let id = world.newId(table)
        world.insert(table, id: id, values.merging(["createTime": .integer(world.now)]) { $1 })
        return .ok(.string(id))
    }

    static func update(
        _ table: TableSchema, _ id: String, _ values: [String: JSON], _ world: inout World
    ) -> Response {
        world.set(table, id, values.merging(["updateTime": .integer(world.now)]) { $1 })
        return .empty
    }

    /// Deletes those whose ids the body lists, all or none; one that a rule uses stays.
    static func delete(
        _ table: TableSchema, usedBy attribute: String, _ call: RESTCall, _ world: inout World
    ) throws(Failure) -> Response {
        guard let product = call.query.text("prodKey"), case .array(let elements) = call.body, !elements.isEmpty else {
            throw .insight(invalid: "prodKey")
        }
        let ids = elements.compactMap(\.text)
        for id in ids {
            let record = try find(table, id, of: product, world)
            guard !world.contains(.eventRule, where: attribute, is: id) else {
                throw .insight(used: record["groupName"])
            }
        }
        for id in ids { world.remove(table, id) }
        return .empty
    }
}
