import OrderedJSON

/// What was deployed to a stage: numbered copies of an API. Source: api/apigateway.md §5.2.
enum Deployments {
    static let kind = RESTKind(
        .deployment, at: "/products/:/apis/:",
        [
            .post("/deploy", deploy),
            .post("/stages/:/deploy", redeploy),
            .get("/stages/:/deployments", list),
            .get("/stages/:/deployments/:", detail),
            .delete("/stages/:/deployments/:", delete),
            .get("/stages/:/swagger-json", StageDocuments.swagger),
            .get("/stages/:/export", StageDocuments.export),
        ] + StageMethods.routes)

    static let list: RESTHandler = { world, call throws(Failure) in
        let stage = try APIGatewayRules.stage(call.ids, world)
        let all = Array(world.records(.deployment, where: "stageId", is: stage.id).reversed())
        let rows = try APIGatewayAnswers.page(all, call).map { deployment in
            APIGatewayAnswers.merged(
                APIGatewayAnswers.fields(
                    deployment, ["stageDeploymentNo", "deploymentDescription", "deployedTime", "stageId"]),
                ["documentJson": .string(document(deployment, world).serialized())])
        }
        return APIGatewayAnswers.ok([
            "content": .array(rows), "total": .integer(Int64(all.count)),
            "defaultDeploymentNo": .integer(stage.integer("deployedStageDeploymentNo")),
        ])
    }

    static let detail: RESTHandler = { world, call throws(Failure) in
        text(try APIGatewayRules.deployment(call.ids, world), world)
    }

    static let delete: RESTHandler = { world, call throws(Failure) in
        let stage = try APIGatewayRules.stage(call.ids, world)
        let deployment = try APIGatewayRules.deployment(call.ids, world)
        let live = [stage["deployedStageDeploymentNo"], stage["canaryDeploymentNo"]]
        if world.switches.strictDeletes, live.contains(deployment.id) {
            throw APIGatewayRules.stillHolds("deployment", "callers: it is live")
        }
        world.remove(.deployment, deployment.id)
        return APIGatewayAnswers.noContent
    }

    /// Deploys the working copy of an API; the answer does not tell the number.
    static let deploy: RESTHandler = { world, call throws(Failure) in
        let id = try APIGatewayRules.text(call.body, "stageId", upTo: 10)
        let stage = try APIGatewayRules.stage(call.ids + [id], world)
        let description = try APIGatewayRules.optionalText(call.body, "deploymentDescription", upTo: 300) ?? ""
        let isForCanary = Canary.isOn(stage) && world.switches.quirks.contains(.deployToCanary)
        let number = snapshot(of: stage, description, &world)
        if isForCanary {
            Canary.point(stage, to: number, &world)
        } else {
            world.set(.stage, stage.id, ["deployedStageDeploymentNo": .integer(number)])
        }
        return APIGatewayAnswers.empty
    }

    /// Points a stage to an earlier deployment.
    static let redeploy: RESTHandler = { world, call throws(Failure) in
        let stage = try APIGatewayRules.stage(call.ids, world)
        let number = call.body["deploymentNo"]?.text ?? ""
        guard world[.deployment, number]?["stageId"] == stage.id, let value = Int64(number) else {
            throw APIGatewayRules.missing("deploymentNo", number)
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
        APIGatewayAnswers.ok(["documentJson": .string(document(deployment, world).serialized())])
    }
}

extension TableSchema {
    static let deployment = TableSchema("deployment", nameAttribute: "id", numbers: .deployment, indexes: ["stageId"])
}
