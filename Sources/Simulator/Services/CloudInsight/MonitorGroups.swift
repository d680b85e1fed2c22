import OrderedJSON

/// What is watched. Source: management-cloudinsight-createmonitorgrp, -updatemonitorgrp, -getmonitorgrp, -getallmonitorgrp;
/// common-vapidatatype-cimonitorgrpdto, -cimonitorgroupitem.
enum MonitorGroups {
    static let kind = RESTKind(
        .monitorGroup, at: "/rule/group/monitor",
        [
            .get("/:") { world, call throws(Failure) in
                let groups = try InsightObjects.of(call.ids[0], .monitorGroup, world)
                return .ok(.array(groups.map { render($0, world) }))
            },
            .get("/:/:") { world, call throws(Failure) in
                .ok(render(try InsightObjects.find(.monitorGroup, call, world), world))
            },
            .post("") { world, call throws(Failure) in
                InsightObjects.create(.monitorGroup, try values(call.body, world), &world)
            },
            .put("") { world, call throws(Failure) in
                let product = try call.body.insightProduct()
                let group = try InsightObjects.find(.monitorGroup, call.body["id"]?.text ?? "", of: product, world)
                var changed = try values(call.body, world)
                changed["type"] = group.attributes["type"]
                return InsightObjects.update(.monitorGroup, group.id, changed, &world)
            },
            .delete("") { world, call throws(Failure) in
                try InsightObjects.delete(.monitorGroup, usedBy: "monitorGroupKey", call, &world)
            },
        ])

    private static func values(_ body: JSON, _ world: World) throws(Failure) -> [String: JSON] {
        let product = try body.insightProduct()
        let type = body["type"] == nil ? "NORMAL" : try body.insightChoice("type", of: ["NORMAL", "ASG"])
        var items: [JSON] = []
        for item in try body.insightList("monitorGroupItemList", atLeast: 1) {
            guard let id = item["resourceId"]?.text, Int64(id) != nil else { throw .insight(invalid: "resourceId") }
            // A server is one that there is. (inferred)
            if product == InsightProducts.server, type == "NORMAL", world[.server, id] == nil,
                items.allSatisfy({ $0["resourceId"]?.text != id })
            {
                throw .insight(invalid: "resourceId")
            }
            items.append(["nrn": .string("nrn:PUB:\(product):KR:1:\(id)"), "resourceId": .string(id)])
        }
        let name = body["groupName"] == nil ? "" : try body.insightText("groupName", 1...1000)
        return [
            "prodKey": .string(product), "groupName": .string(name),
            "groupDesc": .string(try body.insightText("groupDesc", upTo: 1000)), "type": .string(type),
            "temporaryGroup": .bool(body["temporaryGroup"]?.bool ?? false), "monitorGroupItemList": .array(items),
        ]
    }

    static func render(_ group: Record, _ world: World) -> JSON {
        let items = (group.attributes["monitorGroupItemList"]?.elements ?? []).map { item in
            let id = item["resourceId"]?.text ?? ""
            return item.with(["resourceName": .string(world[.server, id]?["serverName"] ?? id)])
        }
        return [
            "groupDesc": .string(group["groupDesc"]), "groupName": .string(group["groupName"]), "id": .string(group.id),
            "monitorGroupItemList": .array(items), "prodKey": .string(group["prodKey"]),
            "prodName": .string(InsightProducts.name(of: group["prodKey"]) ?? ""),
            "temporaryGroup": .bool(group.flag("temporaryGroup")), "type": .string(group["type"]),
        ]
    }
}
