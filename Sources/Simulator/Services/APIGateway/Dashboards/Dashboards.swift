import OrderedCollections
import OrderedJSON

/// What was called, by product or by key; deleted objects are still shown. Source: api/apigateway.md §10.
enum Dashboards {
    static let routes: [RESTRoute] =
        [
            .get("/products") { world, call throws(Failure) in
                try products(rows(call, key: nil, product: nil, world), all: true, call, world)
            }, .get("/api-keys", keys),
            .get("/api-keys/:/product-ids") { world, call throws(Failure) in
                try products(rows(call, key: call.ids[0], product: nil, world), all: false, call, world)
            },
        ] + routes(at: "/products/:", ofKey: false) + routes(at: "/api-keys/:/products/:", ofKey: true)

    /// What is shown of one product, for all callers or for one key, which comes first in the path then.
    private static func routes(at path: String, ofKey: Bool) -> [RESTRoute] {
        @Sendable func found(_ call: RESTCall, _ world: World) throws(Failure) -> (ids: [String], rows: [Record]) {
            let ids = ofKey ? Array(call.ids.dropFirst()) : call.ids
            return (ids, try rows(call, key: ofKey ? call.ids[0] : nil, product: ids[0], world))
        }
        return [
            .get(path + "/api-ids") { world, call throws(Failure) in
                try apis(try found(call, world).rows, call, world, charts: false)
            },
            .get(path + "/charts") { world, call throws(Failure) in
                try apis(try found(call, world).rows, call, world, charts: true)
            },
            .get(path + "/apis/:/stages/:/export") { world, call throws(Failure) in
                let (ids, rows) = try found(call, world)
                return try table(rows, ids[0], ids[1], ids[2], world)
            },
        ]
    }

    /// A page here, a plain list in the description of 2023.
    private static let keys: RESTHandler = { world, call throws(Failure) in
        _ = try rows(call, key: nil, product: nil, world)
        let isDescribed = world.switches.quirks.contains(.describedSpelling)
        let keys = world.all(.apiKey)
        let content = JSON.array(
            try call.page(keys).map { key in
                .object([
                    "apiKeyId": .string(key.id), "apiKeyName": .string(key["apiKeyName"]),
                    isDescribed ? "isDeleted" : "deleted": false,
                    isDescribed ? "isEnabled" : "enabled": .bool(key.flag("isEnabled")),
                ])
            })
        let page: JSON = ["content": content, "total": .integer(Int64(keys.count))]
        return .ok(["apiKeyIds": isDescribed ? content : page])
    }
}

extension Dashboards {
    /// What was counted in the period asked about. There is one region here, KR.
    private static func rows(
        _ call: RESTCall, key: String?, product: String?, _ world: World
    ) throws(Failure) -> [Record] {
        let period = try DashboardPeriod(call.query.text)
        let regions = call.values("regions")
        if !regions.isEmpty, !regions.contains("KR") { return [] }
        if let product, world[.product, product] == nil, world[.foreignProduct, product] == nil,
            !world.contains(.gatewayUsage, where: "productId", is: product)
        {
            throw .notFound("productId", product)
        }
        let known = product.map { world.records(.gatewayUsage, where: "productId", is: $0) } ?? world.all(.gatewayUsage)
        return known.filter { period.contains($0["day"]) && (key == nil || $0["apiKeyId"] == key) }
    }

    private static func products(
        _ rows: [Record], all: Bool, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Response {
        var names: OrderedDictionary<String, String> = [:]
        if all { for product in world.all(.product) { names[product.id] = product["productName"] } }
        for row in rows { names[row["productId"]] = row["productName"] }
        let content = names.map { id, name -> JSON in
            ["productId": .string(id), "productName": .string(name), "isDeleted": .bool(world[.product, id] == nil)]
        }
        return .ok(["products": .array(content)])
    }

    private static func apis(
        _ rows: [Record], _ call: RESTCall, _ world: World, charts: Bool
    ) throws(Failure) -> Response {
        var names: OrderedDictionary<String, String> = [:]
        for row in rows { names[row["apiId"]] = row["apiName"] }
        if let wanted = call.query.text("apiId") { names = names.filter { $0.key == wanted } }
        let content = names.map { id, name -> JSON in
            var members: OrderedDictionary<String, JSON> = [
                "apiId": .string(id), "apiName": .string(name), "isDeleted": .bool(world[.api, id] == nil),
            ]
            if charts { members["stages"] = .array(stages(rows.filter { $0["apiId"] == id }, world)) }
            return .object(members)
        }
        return .ok(["apis": ["content": .array(content), "total": .integer(Int64(content.count))]])
    }

    private static func stages(_ rows: [Record], _ world: World) -> [JSON] {
        var byStage: OrderedDictionary<String, [Record]> = [:]
        for row in rows { byStage[row["stageId"], default: []].append(row) }
        return byStage.map { id, rows in
            [
                "stageId": .string(id), "stageName": .string(rows.last?["stageName"] ?? ""),
                "isDeleted": .bool(world[.stage, id] == nil), "series": .array(series(rows)),
            ]
        }
    }

    /// One line for each class of answers. (inferred)
    private static func series(_ rows: [Record]) -> [JSON] {
        GatewayUsage.classes.compactMap { name in
            var days: OrderedDictionary<String, Int64> = [:]
            for row in rows {
                if let count = row.attributes["classes"]?[name]?.integer { days[row["day"], default: 0] += count }
            }
            guard !days.isEmpty else { return nil }
            let data = days.map { day, count -> JSON in ["time": .string(day), "value": .number(Double(count))] }
            return ["name": .string(name), "region": "KR", "data": .array(data)]
        }
    }

    /// The file's columns are not documented (inferred). The stage is one there is, or one that was called.
    private static func table(
        _ rows: [Record], _ product: String, _ api: String, _ stage: String, _ world: World
    ) throws(Failure) -> Response {
        let wasCalled = world.records(.gatewayUsage, where: "productId", is: product).contains {
            $0["apiId"] == api && $0["stageId"] == stage
        }
        if !wasCalled { _ = try Stages.find([product, api, stage], world) }
        var text = "day,apiKeyId,calls,counted\n"
        for row in rows where row["stageId"] == stage {
            text += "\(row["day"]),\(row["apiKeyId"]),\(row.integer("calls")),\(row.integer("counted"))\n"
        }
        return Response(status: 200, contentType: "application/octet-stream", body: Array(text.utf8))
    }
}
