import OrderedJSON

/// What is watched for. Source: management-cloudinsight-createmetricsgrp, -getmetricsgrouplist, -getmetricsgroup;
/// common-vapidatatype-cicreateorupdatemetricsgrpdto, -cimetricsgroupitem. That items are shown as they were sent, under `metrics`,
/// is (inferred).
enum RuleTemplates {
    static let kind = RESTKind(
        .ruleTemplate, at: "/rule/group/metrics",
        [
            .get("/query/:") { world, call throws(Failure) in
                let templates = try InsightObjects.of(call.ids[0], .ruleTemplate, world)
                return .ok(["metricsGroups": .array(templates.map(render))])
            },
            .get("/query/:/:") { world, call throws(Failure) in
                .ok(render(try InsightObjects.find(.ruleTemplate, call, world)))
            },
            .post("") { world, call throws(Failure) in
                InsightObjects.create(.ruleTemplate, try values(call.body, &world), &world)
            },
            .post("/update") { world, call throws(Failure) in
                let product = try call.body.insightProduct()
                let template = try InsightObjects.find(.ruleTemplate, call.body["id"]?.text ?? "", of: product, world)
                return InsightObjects.update(.ruleTemplate, template.id, try values(call.body, &world), &world)
            },
            .delete("/del") { world, call throws(Failure) in
                try InsightObjects.delete(.ruleTemplate, usedBy: "metricsGroupKey", call, &world)
            },
        ])

    private static func values(_ body: JSON, _ world: inout World) throws(Failure) -> [String: JSON] {
        let product = try body.insightProduct()
        let name = try body.insightText("groupName", 1...100)
        let words = try body.insightText("groupDesc", upTo: 300)
        guard let isTemporary = body["temporaryGroup"]?.bool else { throw .insight(invalid: "temporaryGroup") }
        var items: [JSON] = []
        for wire in try body.insightList("metricsGroupItems", atLeast: 1) {
            let item = try item(wire, of: product)
            let id = wire["metricGroupItemId"]?.text ?? world.number(.insight)
            items.append(item.with(["metricGroupItemId": .string(id)]))
        }
        return [
            "prodKey": .string(product), "groupName": .string(name), "groupDesc": .string(words),
            "temporaryGroup": .bool(isTemporary), "items": .array(items),
        ]
    }

    private static func item(_ wire: JSON, of product: String) throws(Failure) -> JSON {
        let metric = try wire.insightText("metric", 1...1000)
        let dimensions = try wire.insightList("dimensions", atLeast: 0)
        // A metric of the product. (inferred)
        guard InsightProducts.has(metric, dimensions, of: product) else { throw .insight(invalid: "metric") }
        guard case .integer(let minutes)? = wire["duration"], minutes >= 1 else { throw .insight(invalid: "duration") }
        let threshold: Double
        switch wire["threshold"] {
        case .integer(let number)?: threshold = Double(number)
        case .number(let number)?: threshold = number
        default: throw .insight(invalid: "threshold")
        }
        return [
            "metric": .string(metric), "dimensions": .array(dimensions.reversed()), "threshold": .number(threshold),
            "duration": .integer(minutes),
            "eventLevel": .string(try wire.insightChoice("eventLevel", of: ["INFO", "WARNING", "CRITICAL"])),
            "condition": .string(try wire.insightChoice("condition", of: ["LT", "LE", "EQ", "GE", "GT"])),
            "calculation": .string(try wire.insightChoice("calculation", of: ["COUNT", "SUM", "MAX", "MIN", "AVG"])),
        ]
    }

    static func render(_ template: Record) -> JSON {
        [
            "createTime": template.attributes["createTime"] ?? .null, "domainCode": "PUB",
            "groupDesc": .string(template["groupDesc"]), "groupName": .string(template["groupName"]),
            "id": .string(template.id), "idDimension": "instanceNo", "metrics": template.attributes["items"] ?? [],
            "prodKey": .string(template["prodKey"]), "prodType": "system", "regionCode": "KR",
            "temporaryGroup": .bool(template.flag("temporaryGroup")),
            "updateTime": template.attributes["updateTime"] ?? .null,
        ]
    }
}
