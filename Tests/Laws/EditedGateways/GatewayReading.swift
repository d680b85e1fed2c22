import OrderedCollections
import OrderedJSON

/// A simulated gateway as its tables show it, read without any of nacre's own kinds.
struct GatewayReading {
    private let tables: JSON
    private let byID: [String: JSON]

    /// - Parameter world: the answer of `/_simulator/world`.
    init(_ world: JSON) {
        tables = world["tables"] ?? [:]
        let rows = tables.members.values.flatMap(\.elements)
        byID = Dictionary(rows.map { ($0["id"]?.text ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    }

    func rows(_ table: String) -> [JSON] { tables[table]?.elements ?? [] }

    func row(_ id: String?) -> JSON { id.flatMap { byID[$0] } ?? [:] }

    /// Everything that is there.
    var facts: GatewayFacts {
        var facts = GatewayFacts()
        for product in rows("product") {
            facts["Product \(name(product, "product"))"] = [
                "description": product["productDescription"] ?? .null,
                "subscription": product["subscriptionCode"] ?? .null,
            ]
        }
        for api in rows("api") {
            facts["Api \(place(api))"] = [
                "description": api["apiDescription"] ?? .null, "document": api["documentMd"] ?? .null,
            ]
            let id = api["id"]?.text
            let contents: JSON = [
                "resources": .array(rows("resource").filter { $0["apiId"]?.text == id }),
                "models": .array(rows("model").filter { $0["apiId"]?.text == id }),
                "gatewayResponses": api["gatewayResponses"] ?? [:],
            ]
            GatewayContents(contents, of: place(api), in: self).write(to: &facts)
        }
        for stage in rows("stage") { facts["Stage \(title(of: stage))"] = self.stage(stage) }
        writeAccess(to: &facts)
        return facts
    }

    private func writeAccess(to facts: inout GatewayFacts) {
        for plan in rows("usagePlan") {
            facts[plan.title("UsagePlan", "usagePlanName")] = limits(
                plan, ["description": plan["usagePlanDescription"] ?? .null])
        }
        for key in rows("apiKey") {
            facts[key.title("ApiKey", "apiKeyName")] = [
                "description": key["apiKeyDescription"] ?? .null, "enabled": key["isEnabled"] ?? .null,
            ]
        }
        for link in rows("subscription") {
            facts["Subscription \(ends(of: link))"] = [
                "approval": link["status"] ?? .null,
                "plans": .array(
                    (link["plans"]?.members ?? [:]).filter { byID[$0.key] != nil }.map { stage, plan in
                        ["stage": .string("Stage \(title(of: row(stage)))"), "plan": .string(self.plan(plan.text))]
                    }),
            ]
        }
        for authorizer in rows("authorizer") {
            let config = authorizer["authorizerConfig"] ?? [:]
            facts[authorizer.title("Authorizer", "authorizerName")] = [
                "description": authorizer["authorizerDescription"] ?? .null, "region": config["region"] ?? .null,
                "function": config["functionId"] ?? .null, "cacheTtl": authorizer["cacheTtlSec"] ?? .null,
                "payload": .array(
                    (config["payload"]?.elements ?? []).map { part in
                        ["in": .string(part["in"]?.text?.lowercased() ?? ""), "name": part["name"] ?? .null]
                    }),
            ]
        }
    }

    // MARK: Names

    private func name(_ row: JSON, _ table: String) -> String { row["\(table)Name"]?.text ?? "?" }

    /// An API with its product.
    func place(_ api: JSON) -> String { "\(name(row(api["productId"]?.text), "product"))/\(name(api, "api"))" }

    /// What a row is called among the facts.
    func title(of row: JSON, in table: String) -> String {
        switch table {
        case "api": "Api \(place(row))"
        case "resource": "Resource \(place(self.row(row["apiId"]?.text))) \(row["resourcePath"]?.text ?? "?")"
        case "model": "Model \(place(self.row(row["apiId"]?.text))) \(name(row, table))"
        case "stage": "Stage \(title(of: row))"
        case "subscription": "Subscription \(ends(of: row))"
        default: row.title(table.prefix(1).uppercased() + table.dropFirst(), "\(table)Name")
        }
    }

    private func ends(of link: JSON) -> String {
        "\(name(row(link["apiKeyId"]?.text), "apiKey")) \(name(row(link["productId"]?.text), "product"))"
    }

    /// A stage with its API.
    func title(of stage: JSON) -> String { "\(place(row(stage["apiId"]?.text))) \(name(stage, "stage"))" }

    func plan(_ id: String?) -> String { row(id).title("UsagePlan", "usagePlanName") }
}

extension JSON {
    func title(_ kind: String, _ field: String) -> String { "\(kind) \(self[field]?.text ?? "?")" }
}
