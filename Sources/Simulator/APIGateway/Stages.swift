import OrderedCollections
import OrderedJSON

/// Stages and what is deployed to them. Source: api/apigateway.md §5.
enum Stages {
    static let list: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let api = try APIGatewayRules.api(arguments.ids, world)
        let rows = world.records(.stage, where: "apiId", is: api.id).map { stage -> JSON in
            [
                "stageId": .string(stage.id), "stageName": .string(stage["stageName"]),
                "defaultDeploymentNo": .integer(stage.integer("deployedStageDeploymentNo")), "isCanary": false,
                "resourceDtos": [],
            ]
        }
        return APIGatewayAnswers.ok(["host": .string(host(api["productId"])), "stages": .array(rows)])
    }

    /// Creation is the first deployment. (inferred)
    static let create: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let api = try APIGatewayRules.api(arguments.ids, world)
        let name = try APIGatewayRules.word(arguments.body, "stageName")
        let siblings = world.records(.stage, where: "apiId", is: api.id)
        if siblings.contains(where: { $0["stageName"] == name }) { throw APIGatewayRules.taken("stageName", name) }
        let values = try StageSettings.values(arguments.body)
        let description = try APIGatewayRules.optionalText(arguments.body, "deploymentDescription", upTo: 300) ?? ""
        let id = APIGatewayAnswers.newId(.stage, &world)
        var attributes = APIGatewayAnswers.common(world).merging(values) { $1 }
        attributes["stageId"] = .string(id)
        attributes["stageName"] = .string(name)
        attributes["apiId"] = .string(api.id)
        attributes["isPublished"] = false
        attributes["usagePlanIds"] = []
        attributes["regTime"] = attributes["modTime"]
        world.insert(.stage, id: id, attributes)
        snapshot(to: id, description, &world)
        return try wrapped(arguments.ids + [id], world, status: 201)
    }

    static let detail: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        try wrapped(arguments.ids, world)
    }

    /// A full replacement: what is left out is cleared. (inferred)
    static let replace: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let stage = try APIGatewayRules.stage(arguments.ids, world)
        world.set(.stage, stage.id, try StageSettings.values(arguments.body))
        return try wrapped(arguments.ids, world)
    }

    static let delete: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let stage = try APIGatewayRules.stage(arguments.ids, world)
        if world.switches.strictDeletes, stage.flag("isPublished") {
            throw APIGatewayRules.stillHolds("stage", "a publication")
        }
        remove(stage, &world)
        return APIGatewayAnswers.noContent
    }

    static let initializeCache: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        _ = try APIGatewayRules.stage(arguments.ids, world)
        return APIGatewayAnswers.empty
    }

    /// Deploys the working copy of an API; the answer does not tell the number.
    static let deploy: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let id = try APIGatewayRules.text(arguments.body, "stageId", upTo: 10)
        let stage = try APIGatewayRules.stage(arguments.ids + [id], world)
        let description = try APIGatewayRules.optionalText(arguments.body, "deploymentDescription", upTo: 300) ?? ""
        snapshot(to: stage.id, description, &world)
        return APIGatewayAnswers.empty
    }

    /// Points a stage to an earlier deployment.
    static let redeploy: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let stage = try APIGatewayRules.stage(arguments.ids, world)
        let number = arguments.body["deploymentNo"]?.text ?? ""
        guard world[.deployment, number]?["stageId"] == stage.id, let value = Int64(number) else {
            throw APIGatewayRules.missing("deploymentNo", number)
        }
        world.set(.stage, stage.id, ["deployedStageDeploymentNo": .integer(value)])
        return try wrapped(arguments.ids, world)
    }

    static let deployments: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        let stage = try APIGatewayRules.stage(arguments.ids, world)
        let all = world.records(.deployment, where: "stageId", is: stage.id).reversed()
        let rows = try APIGatewayAnswers.page(Array(all), arguments).map {
            APIGatewayAnswers.fields(
                $0, ["stageDeploymentNo", "deploymentDescription", "deployedTime", "stageId", "documentJson"])
        }
        return APIGatewayAnswers.ok([
            "content": .array(rows), "total": .integer(Int64(all.count)),
            "defaultDeploymentNo": .integer(stage.integer("deployedStageDeploymentNo")),
        ])
    }

    static let publish: APIGatewayRoutes.Handler = { world, arguments throws(Failure) in
        var changes: [(String, Bool)] = []
        for item in arguments.body["stages"]?.elements ?? [] {
            let stage = try APIGatewayRules.stage(arguments.ids + [item["stageId"]?.text ?? ""], world)
            guard let flag = item["isPublished"]?.bool else { throw APIGatewayRules.invalid("isPublished") }
            changes.append((stage.id, flag))
        }
        guard !changes.isEmpty else { throw APIGatewayRules.invalid("stages") }
        for (id, flag) in changes { world.set(.stage, id, ["isPublished": .bool(flag)]) }
        return APIGatewayAnswers.noContent
    }

    static func host(_ product: String) -> String { "https://\(product).apigw.ntruss.com" }

    static func remove(_ stage: Record, _ world: inout World) {
        for deployment in world.records(.deployment, where: "stageId", is: stage.id) {
            world.remove(.deployment, deployment.id)
        }
        world.remove(.stage, stage.id)
    }

    static func wrapped(_ ids: [String], _ world: World, status: Int = 200) throws(Failure) -> Response {
        let stage = try APIGatewayRules.stage(ids, world)
        return APIGatewayAnswers.ok(["stage": StageSettings.render(stage)], status: status)
    }

    private static func snapshot(to stage: String, _ description: String, _ world: inout World) {
        let number = world.number(.deployment)
        let value = JSON.integer(Int64(number) ?? 0)
        world.insert(
            .deployment, id: number,
            [
                "stageDeploymentNo": value, "deploymentDescription": .string(description), "stageId": .string(stage),
                "deployedTime": .string(Timestamp(milliseconds: world.now).universal),
                "documentJson": .string(document(of: stage, world)),
            ])
        world.set(.stage, stage, ["deployedStageDeploymentNo": value])
    }

    /// A Swagger text with the paths of the moment.
    private static func document(of stage: String, _ world: World) -> String {
        let api = world[.api, world[.stage, stage]?["apiId"] ?? ""]
        var paths: OrderedDictionary<String, JSON> = [:]
        for resource in world.records(.resource, where: "apiId", is: api?.id ?? "") {
            let methods = resource.attributes["methods"]?.members ?? [:]
            let operations = methods.map { ($0.key.lowercased(), $0.value) }
            paths[resource["resourcePath"]] = .object(OrderedDictionary(uniqueKeysWithValues: operations))
        }
        let document: JSON = [
            "swagger": "2.0", "info": ["title": .string(api?["apiName"] ?? "")], "paths": .object(paths),
        ]
        return document.serialized()
    }
}
