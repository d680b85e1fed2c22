import OrderedJSON

/// What was deployed to a stage: numbered copies of an API. Source: api/apigateway.md §5.2.
enum Deployments {
    static let kind = RESTKind(
        .deployment, at: "/products/:/apis/:",
        [
            .post("/deploy", deploy), .post("/stages/:/deploy", redeploy), .get("/stages/:/deployments", list),
            .get("/stages/:/deployments/:", detail), .delete("/stages/:/deployments/:", delete),
            .get("/stages/:/swagger-json", StageDocuments.swagger), .get("/stages/:/export", StageDocuments.export),
        ] + StageMethods.routes)

    private static let list: RESTHandler = { world, call throws(Failure) in
        let stage = try Stages.find(call.ids, world)
        let all = Array(world.records(.deployment, where: "stageId", is: stage.id).reversed())
        let page = try call.page(all) { deployment in
            deployment.fields(["stageDeploymentNo", "deploymentDescription", "deployedTime", "stageId"]).with([
                "documentJson": .string(document(deployment, world).serialized())
            ])
        }
        return .ok(page.with(["defaultDeploymentNo": .integer(stage.integer("deployedStageDeploymentNo"))]))
    }

    private static let detail: RESTHandler = { world, call throws(Failure) in text(try find(call.ids, world), world) }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let stage = try Stages.find(call.ids, world)
        let deployment = try find(call.ids, world)
        let live = [stage["deployedStageDeploymentNo"], stage["canaryDeploymentNo"]]
        if world.switches.strictDeletes, live.contains(deployment.id) {
            throw .stillHolds("deployment", "callers: it is live")
        }
        world.remove(.deployment, deployment.id)
        return .noContent
    }

    /// Deploys the working copy of an API; the answer does not tell the number.
    private static let deploy: RESTHandler = { world, call throws(Failure) in
        let id = try call.body.text("stageId", upTo: 10)
        let stage = try Stages.find(call.ids + [id], world)
        let description = try call.body.optionalText("deploymentDescription", upTo: 300) ?? ""
        let isForCanary = Canary.isOn(stage) && world.switches.quirks.contains(.deployToCanary)
        let number = snapshot(of: stage, description, &world)
        if isForCanary {
            Canary.point(stage, to: number, &world)
        } else {
            world.set(.stage, stage.id, ["deployedStageDeploymentNo": .integer(number)])
        }
        return .empty
    }

    /// Points a stage to an earlier deployment.
    private static let redeploy: RESTHandler = { world, call throws(Failure) in
        let stage = try Stages.find(call.ids, world)
        let number = call.body["deploymentNo"]?.text ?? ""
        guard world[.deployment, number]?["stageId"] == stage.id, let value = Int64(number) else {
            throw .notFound("deploymentNo", number)
        }
        world.set(.stage, stage.id, ["deployedStageDeploymentNo": .integer(value)])
        return try Stages.wrapped(call.ids, world)
    }

    /// Keeps a copy of an API as it is now, under a new number. Without the quirk it has no overrides yet. (inferred)
    static func snapshot(of stage: Record, _ description: String, _ world: inout World) -> Int64 {
        let number = world.number(.deployment)
        let value = Int64(number) ?? 0
        let contents = world[.api, stage["apiId"]].map { APIContents.current($0, world) } ?? [:]
        let live = world[.deployment, stage["deployedStageDeploymentNo"]]
        let carried = world.switches.quirks.contains(.carryOverrides) ? live?.attributes["overrides"] : nil
        world.insert(
            .deployment, id: number,
            [
                "stageDeploymentNo": .integer(value), "deploymentDescription": .string(description),
                "stageId": .string(stage.id), "contents": contents, "overrides": carried ?? [:],
                "deployedTime": .string(Timestamp(milliseconds: world.now).universal),
            ])
        return value
    }

    /// The Swagger document of a deployment.
    static func document(_ deployment: Record, _ world: World) -> JSON {
        let stage = world[.stage, deployment["stageId"]]
        let api = world[.api, stage?["apiId"] ?? ""]
        return SwaggerDocument(
            contents: deployment.attributes["contents"] ?? [:], title: api?["apiName"] ?? "",
            version: deployment["deployedTime"], host: "\(api?["productId"] ?? "").apigw.ntruss.com",
            basePath: "/\(api?["apiName"] ?? "")/\(stage?["stageName"] ?? "")"
        ).json
    }

    static func text(_ deployment: Record, _ world: World) -> Response {
        .ok(["documentJson": .string(document(deployment, world).serialized())])
    }
}

extension Deployments {
    /// A deployment of the path's stage.
    static func find(_ ids: [String], _ world: World) throws(Failure) -> Record {
        let stage = try Stages.find(ids, world)
        guard let deployment = world[.deployment, ids[3]], deployment["stageId"] == stage.id else {
            throw .notFound("deploymentNo", ids[3])
        }
        return deployment
    }
}

extension TableSchema {
    static let deployment = TableSchema("deployment", nameAttribute: "id", numbers: .deployment, indexes: ["stageId"])
}
