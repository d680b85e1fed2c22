import Model

/// A new value for a field; nil leaves it out.
typealias GatewayEdit = @Sendable (inout GatewayWorld, DesiredResource) -> Value?

// What each kind needs, and what may be said of it.

extension GatewayWorld {
    /// The fields that a new object cannot be without; nil when there is no place for it.
    mutating func needed(_ kind: String) -> Attributes? {
        switch kind {
        case "Product": return ["subscription": dice.oneIn(2) ? "PUBLIC" : "PROTECTED"]
        case "Api": return place("product", "Product")
        case "Resource":
            guard let place = place("api", "Api") else { return nil }
            return place.with("path", path(in: place["api"]?.references.first?.address))
        case "Method": return place("resource", "Resource").flatMap { newMethod($0) }
        case "Model": return place("api", "Api")?.with("schema", schema())
        case "GatewayResponse": return place("api", "Api").flatMap { newAnswer($0) }
        case "Stage": return place("api", "Api")?.with("endpoint", server())
        case "Subscription": return newSubscription()
        case "Authorizer": return ["region": "KR", "function": .string("check-\(count)")]
        default: return [:]
        }
    }

    /// The fields that may be left out.
    static func optional(_ kind: String) -> [(field: String, edit: GatewayEdit)] {
        switch kind {
        case "Product": [("description", said)]
        case "Api": [("description", said), ("document", said)]
        case "Resource": [("cors", { world, _ in world.cors() })]
        case "Method": methodEdits
        case "Model": [("description", said)]
        case "GatewayResponse":
            [("headers", { world, _ in world.answerHeaders() }), ("templates", { world, _ in world.templates() })]
        case "Stage": stageEdits
        case "UsagePlan": [("description", said)] + limitEdits
        case "ApiKey": [("description", said), ("enabled", { world, _ in world.choice([true, false, nil]) })]
        case "Subscription": [("approval", { world, _ in world.approval() }), ("plans", { $0.plans(for: $1) })]
        case "Authorizer":
            [
                ("description", said), ("payload", { world, _ in world.payload() }),
                ("cacheTtl", { world, _ in world.number(upTo: 3600) }),
            ]
        default: []
        }
    }

    /// Every field that can be another, with those that bring a new object.
    static func edits(_ kind: String) -> [(field: String, edit: GatewayEdit)] {
        optional(kind) + required(kind)
    }

    private static func required(_ kind: String) -> [(field: String, edit: GatewayEdit)] {
        switch kind {
        case "Product": [("name", title), ("subscription", { world, _ in world.choice(["PUBLIC", "PROTECTED"]) })]
        case "Api": [("name", title), ("product", home("Product"))]
        case "Resource": [("path", { $0.path(in: $0.target($1.address, "api")) }), ("api", home("Api"))]
        case "Method":
            [
                ("endpoint", { world, _ in world.endpoint() }), ("endpoint", { world, _ in world.endpoint() }),
                ("method", { $0.freeMethod($0.target($1.address, "resource")) ?? $1.attributes["method"] }),
                ("resource", { $0.otherResource(for: $1) }),
            ]
        case "Model": [("name", title), ("schema", { world, _ in world.schema() }), ("api", home("Api"))]
        case "GatewayResponse":
            [
                ("status", { world, _ in world.choice([400, 401, 403, 418, 503]) }),
                ("type", { $0.freeAnswer($0.target($1.address, "api")) ?? $1.attributes["type"] }),
            ]
        case "Stage": [("name", title), ("endpoint", { world, _ in world.server() }), ("api", home("Api"))]
        case "UsagePlan", "ApiKey": [("name", title)]
        case "Authorizer":
            [("name", title), ("function", { world, _ in .string("check-\(world.next())") })]
        default: []
        }
    }

    // MARK: Values

    static let said: GatewayEdit = { world, _ in
        world.choice([nil, "", "plain", "with: a colon # and 'quotes'", "한국어", .string("number \(world.next())")])
    }

    private static let title: GatewayEdit = { world, _ in .string("named-\(world.next())") }

    private static func home(_ kind: String) -> GatewayEdit {
        { world, _ in world.dice.pick(world.all(kind)).map { .reference(Reference($0)) } }
    }

    mutating func next() -> Int {
        count += 1
        return count
    }

    mutating func choice(_ values: [Value?]) -> Value? { dice.pick(values) ?? nil }

    /// A number by chance, or none.
    mutating func number(upTo most: Int64) -> Value? {
        dice.oneIn(4) ? nil : .integer(Int64.random(in: 1...most, using: &dice))
    }

    private mutating func place(_ field: String, _ kind: String) -> Attributes? {
        dice.pick(all(kind)).map { [field: .reference(Reference($0))] }
    }

    mutating func server() -> Value {
        dice.oneIn(6) ? "NONE" : .string("https://server-\(next()).example.com")
    }

    private mutating func schema() -> Value {
        let type = dice.oneIn(2) ? "string" : "integer"
        return ["type": "object", "properties": .map(["field\(next())": ["type": .string(type)]])]
    }

    private mutating func payload() -> Value {
        [["in": dice.oneIn(2) ? "header" : "query", "name": .string("token\(next())")]]
    }

    // MARK: Subscriptions

    private mutating func newSubscription() -> Attributes? {
        guard let key = dice.pick(all("ApiKey")), let product = dice.pick(all("Product")) else { return nil }
        let isTaken = all("Subscription").contains { target($0, "key") == key && target($0, "product") == product }
        return isTaken ? nil : ["key": .reference(Reference(key)), "product": .reference(Reference(product))]
    }

    private mutating func approval() -> Value? { choice(["ACCEPTED", "REJECTED"]) }

    /// A plan on each stage of the product that offers one, by chance.
    private mutating func plans(for subscription: DesiredResource) -> Value? {
        let product = subscription.attributes["product"]?.references.first?.address
        var plans: [Value] = []
        for stage in all("Stage") where target(target(stage, "api"), "product") == product {
            let offered = resources[stage]?.attributes["usagePlans"]?.elements ?? []
            guard dice.oneIn(2), let plan = dice.pick(offered) else { continue }
            plans.append(["stage": .reference(Reference(stage)), "plan": plan])
        }
        return .list(plans)
    }
}

extension Attributes {
    func with(_ field: String, _ value: Value) -> Attributes {
        var attributes = self
        attributes[field] = value
        return attributes
    }
}
