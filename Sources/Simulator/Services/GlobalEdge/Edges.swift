import OrderedJSON

/// Edges. Source: edge-create, edge-edit, edge-information, edge-listing, edge-status, edge-stop, edge-activate, edge-delete. How
/// long anything takes is (inferred).
enum Edges {
    private static let most = 100
    private static let members = [
        "profileId", "edgeName", "distributionConfig", "originalCopyConfig", "cachingConfig", "managedRule",
        "headerPolicies", "optimizationConfig", "accessControl",
    ]

    static let kind = RESTKind(
        .cdnEdge,
        [
            .get("/profiles/:/cdn-edges", list), .post("/cdn-edge", create), .put("/cdn-edges/:", edit),
            .get("/cdn-edge/:") { world, call throws(Failure) in
                let edge = try find(call, world)
                return GlobalEdge.answer((edge.value("document") ?? [:]).with(["productType": "GLOBAL_EDGE"]))
            },
            .get("/cdn-edges/:/status") { world, call throws(Failure) in
                GlobalEdge.answer(.string(try find(call, world)["status"]))
            },
            .post("/cdn-edges/stop") { world, call throws(Failure) in
                try move(
                    call, from: "RUNNING", .passing(["status": "STOPPING"], seconds: 30, ["status": "STOPPED"]), &world)
            },
            .post("/cdn-edges/activate") { world, call throws(Failure) in
                try move(
                    call, from: "STOPPED", .passing(["status": "ACTIVATING"], seconds: 30, ["status": "RUNNING"]),
                    &world)
            },
            .delete("/cdn-edges") { world, call throws(Failure) in
                try move(call, from: "STOPPED", [.now(["status": "DELETING"]), .gone(seconds: 30)], &world)
            },
        ])

    private static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        guard let edge = world[.cdnEdge, call.ids.first ?? ""] else { throw .notAllowedAtEdge }
        return edge
    }

    private static let list: RESTHandler = { world, call throws(Failure) in
        guard world[.edgeProfile, call.ids[0]] != nil else { throw .notAllowedAtEdge }
        let edges = world.records(.cdnEdge, where: "profileId", is: call.ids[0])
        return GlobalEdge.answer(.array(edges.map(render)))
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        guard let profile = call.body["profileId"]?.text, world[.edgeProfile, profile] != nil else {
            throw .notAllowedAtEdge
        }
        let document = try EdgeRules.checked(call.body, members, world)
        guard world.count(.cdnEdge) < most else { throw .edge(400, "0040", "No more edges can be created.") }
        let id = world.newId(.cdnEdge)
        let label = world.random.text(11, of: "abcdefghijklmnopqrstuvwxyz0123456789")
        world.insert(
            .cdnEdge, id: id,
            [
                "profileId": .string(profile), "edgeName": call.body["edgeName"] ?? .null,
                "document": EdgeRules.withDomain(document, label), "created": .integer(world.now),
                "modified": .integer(world.now),
            ], plan: published)
        return GlobalEdge.answer(["edgeId": GlobalEdge.number(id)])
    }

    private static let edit: RESTHandler = { world, call throws(Failure) in
        let edge = try find(call, world)
        let document = try EdgeRules.checked(call.body, members, world)
        guard ["RUNNING", "STOPPED"].contains(edge["status"]) else { throw .edgeIsBusy }
        try EdgeRules.requireSame(document, as: edge)
        world.set(.cdnEdge, edge.id, ["document": document, "modified": .integer(world.now)])
        world.run(published, on: .cdnEdge, edge.id)
        return GlobalEdge.answer(true)
    }

    private static let published = [Transition].passing(
        ["status": "PUBLISHING"], seconds: 60, ["status": "RUNNING"])

    private static func move(
        _ call: RESTCall, from status: String, _ plan: [Transition], _ world: inout World
    ) throws(Failure) -> Response {
        let edges = try GlobalEdge.named(call, world)
        guard edges.allSatisfy({ $0["status"] == status }) else { throw .edgeIsBusy }
        for edge in edges { world.run(plan, on: .cdnEdge, edge.id) }
        return GlobalEdge.answer(true)
    }

    private static func render(_ edge: Record) -> JSON {
        func moment(_ name: String) -> JSON { .string(Timestamp(milliseconds: edge.integer(name)).universal) }
        let document = edge.value("document") ?? [:]
        let origin = document["originalCopyConfig"]?["originalCopyLocation"]
        return [
            "id": GlobalEdge.number(edge.id), "profileId": GlobalEdge.number(edge["profileId"]),
            "edgeName": .string(edge["edgeName"]), "statusType": .string(edge["status"]),
            "serviceRegionType": document["distributionConfig"]?["regionType"] ?? "",
            "originalCopyDomain": .string(origin?["customLocation"]?.text ?? origin?["bucketName"]?.text ?? ""),
            "registrationDate": moment("created"), "modifyDate": moment("modified"),
            "domainName": document["distributionConfig"]?["serviceDomain"]?["domainName"] ?? "",
        ]
    }
}
