import OrderedJSON

/// Stages of an API. Source: api/apigateway.md §5.1, §5.4.
enum Stages {
    static let kind = RESTKind(
        .stage, at: "/products/:/apis/:",
        [
            .get("/stages", list), .get("/stages/filter", filter), .post("/stages/search", search),
            .post("/stages", create), .get("/stages/:", detail), .put("/stages/:", replace),
            .delete("/stages/:", delete), .post("/publish", publish),
            .post("/stages/:/cache-initialize", initializeCache),
        ] + StagePlans.routes + Canary.routes)

    private static let list: RESTHandler = { world, call throws(Failure) in try tree(call, world, withResources: true) }

    /// Without the deployed resources. (inferred)
    private static let filter: RESTHandler = { world, call throws(Failure) in
        try tree(call, world, withResources: false)
    }

    /// The documents say stages with the plan, the name of the request says without.
    private static let search: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        let plan = try call.body.text("usagePlanId", upTo: 10)
        let wanted = !world.switches.quirks.contains(.searchFindsOtherStages)
        let found = world.records(.stage, where: "apiId", is: api.id).filter {
            $0.list("usagePlanIds").contains(plan) == wanted
        }
        let rows = found.map { $0.fields(["stageId", "stageName"]) }
        return .ok(["stages": .array(rows)])
    }

    /// Creation is the first deployment. (inferred)
    private static let create: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        let name = try call.body.word("stageName")
        try kind.requireFree("stageName", name, in: api, "apiId", world)
        var values = try StageSettings.values(call.body)
        let description = try call.body.optionalText("deploymentDescription", upTo: 300) ?? ""
        values["stageName"] = .string(name)
        values["apiId"] = .string(api.id)
        values["isPublished"] = false
        values["usagePlanIds"] = []
        values["regTime"] = world.gatewayStamp["modTime"]
        let stage = kind.insert(values, &world)
        let number = Deployments.snapshot(of: stage, description, &world)
        world.set(.stage, stage.id, ["deployedStageDeploymentNo": .integer(number)])
        return try wrapped(call.ids + [stage.id], world, status: 201)
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in try wrapped(call.ids, world) }

    /// A full replacement: what is left out is cleared. (inferred)
    private static let replace: RESTHandler = { world, call throws(Failure) in
        let stage = try find(call.ids, world)
        world.set(.stage, stage.id, try StageSettings.values(call.body))
        return try wrapped(call.ids, world)
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let stage = try find(call.ids, world)
        if world.switches.strictDeletes, stage.flag("isPublished") { throw .stillHolds("stage", "a publication") }
        remove(stage, &world)
        return .noContent
    }

    private static let initializeCache: RESTHandler = { world, call throws(Failure) in
        let stage = try find(call.ids, world)
        world.gatewayMemory.forgetAnswers(of: stage.id)
        return .empty
    }

    private static let publish: RESTHandler = { world, call throws(Failure) in
        var changes: [(String, Bool)] = []
        for item in try call.body.list("stages") {
            let stage = try find(call.ids + [item["stageId"]?.text ?? ""], world)
            guard let flag = item["isPublished"]?.bool else { throw .invalidField("isPublished") }
            changes.append((stage.id, flag))
        }
        guard !changes.isEmpty else { throw .invalidField("stages") }
        for (id, flag) in changes { world.set(.stage, id, ["isPublished": .bool(flag)]) }
        return .noContent
    }
}

extension Stages {
    static func host(_ product: String) -> String { "https://\(product).apigw.ntruss.com" }

    /// What products and their documents say of a stage.
    static func brief(_ stage: Record, product: String) -> JSON {
        stage.fields(["stageId", "stageName", "deployedStageDeploymentNo"]).with(["host": .string(host(product))])
    }

    static func remove(_ stage: Record, _ world: inout World) {
        for deployment in world.records(.deployment, where: "stageId", is: stage.id) {
            world.remove(.deployment, deployment.id)
        }
        world.remove(.stage, stage.id)
    }

    static func wrapped(_ ids: [String], _ world: World, status: Int = 200) throws(Failure) -> Response {
        let stage = try find(ids, world)
        return .ok(["stage": StageSettings.render(stage)], status: status)
    }

    private static func tree(_ call: RESTCall, _ world: World, withResources: Bool) throws(Failure) -> Response {
        let api = try APIs.find(call.ids, world)
        let rows = world.records(.stage, where: "apiId", is: api.id).map { stage -> JSON in
            var members = stage.fields(["stageId", "stageName", "canaryDeploymentNo"]).members
            members["defaultDeploymentNo"] = .integer(stage.integer("deployedStageDeploymentNo"))
            members["isCanary"] = .bool(Canary.isOn(stage))
            if withResources { members["resourceDtos"] = deployedResources(stage, world) }
            return .object(members)
        }
        return .ok(["host": .string(host(api["productId"])), "stages": .array(rows)])
    }

    private static func deployedResources(_ stage: Record, _ world: World) -> JSON {
        let contents = world[.deployment, stage["deployedStageDeploymentNo"]]?.attributes["contents"]
        return .array(
            (contents?["resources"]?.elements ?? []).map { resource in
                let attributes = resource.members.reduce(into: [:]) { $0[$1.key] = $1.value }
                let id = resource["resourceId"]?.text ?? ""
                return Resources.render(Record(id: id, sequence: 0, attributes: attributes))
            })
    }
}

extension Stages {
    /// The stage of a path that begins with its product and API.
    static func find(_ ids: [String], _ world: World) throws(Failure) -> Record {
        try kind.find(ids[2], of: try APIs.find(ids, world), "apiId", world)
    }
}

extension TableSchema { static let stage = TableSchema("stage", indexes: ["apiId", "usagePlanIds"]) }
