import OrderedJSON

/// The canary of a stage: a second deployment that takes some of the calls. Source: api/apigateway.md §5.3.
enum Canary {
    static let routes: [RESTRoute] = [
        .post("/stages/:/canary", enable), .patch("/stages/:/canary", change), .delete("/stages/:/canary", disable),
        .post("/stages/:/canary/promote", promote), .get("/stages/:/canary/swagger-json", StageDocuments.canarySwagger),
        .get("/stages/:/canary/export", StageDocuments.canaryExport),
    ]

    private static let settings = [
        "canaryEndpointDomain", "canaryDistributionRate", "useDistributionRate", "canaryConditions",
        "canaryCacheTtlSec", "canaryThrottleRps",
    ]
    static let names =
        ["canaryDeploymentNo", "canaryDeployedTime", "canaryDeploymentDescription"] + settings

    /// The canary begins with a deployment of its own, taken from the working copy, and without calls. (inferred)
    private static let enable: RESTHandler = { world, call throws(Failure) in
        let stage = try Stages.find(call.ids, world)
        guard !isOn(stage) else { throw .taken("canary", stage["canaryDeploymentNo"]) }
        let number = Deployments.snapshot(of: stage, "", &world)
        point(stage, to: number, &world)
        world.set(
            .stage, stage.id,
            [
                "canaryEndpointDomain": "NONE", "canaryDistributionRate": 0.0, "useDistributionRate": true,
                "canaryConditions": [],
            ])
        return try answer(call, world)
    }

    private static let change: RESTHandler = { world, call throws(Failure) in
        let stage = try find(call, world)
        world.set(.stage, stage.id, try values(call.body))
        return try answer(call, world)
    }

    private static let disable: RESTHandler = { world, call throws(Failure) in
        end(try find(call, world), &world)
        return .noContent
    }

    /// The canary's deployment becomes the stage's; the stage's settings stay. (inferred)
    private static let promote: RESTHandler = { world, call throws(Failure) in
        let stage = try find(call, world)
        world.set(.stage, stage.id, ["deployedStageDeploymentNo": .integer(stage.integer("canaryDeploymentNo"))])
        if world.switches.quirks.contains(.promoteKeepsCanary) {
            let nobody: [String: JSON] = ["canaryDistributionRate": 0.0, "useDistributionRate": true]
            world.set(.stage, stage.id, nobody)
        } else {
            end(stage, &world)
        }
        return .noContent
    }

    static func isOn(_ stage: Record) -> Bool { stage.integer("canaryDeploymentNo") > 0 }

    static func point(_ stage: Record, to number: Int64, _ world: inout World) {
        let deployment = world[.deployment, String(number)]
        world.set(
            .stage, stage.id,
            [
                "canaryDeploymentNo": .integer(number),
                "canaryDeployedTime": .string(deployment?["deployedTime"] ?? ""),
                "canaryDeploymentDescription": .string(deployment?["deploymentDescription"] ?? ""),
            ])
    }

    private static func end(_ stage: Record, _ world: inout World) {
        world.set(.stage, stage.id, Dictionary(uniqueKeysWithValues: names.map { ($0, JSON.null) }))
    }

    private static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let stage = try Stages.find(call.ids, world)
        guard isOn(stage) else { throw .notFound("canary", stage.id) }
        return stage
    }

    private static func answer(_ call: RESTCall, _ world: World) throws(Failure) -> Response {
        let stage = try Stages.find(call.ids, world)
        return .ok(stage.fields(["stageId"] + names + ["deployedStageDeploymentNo"]))
    }

    /// Every setting, null where the request leaves it out.
    private static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        try EndpointDomain.check(body, "canaryEndpointDomain")
        _ = try body.number("canaryCacheTtlSec", in: 1...3600)
        _ = try body.number("canaryThrottleRps", in: 1...2_147_483_647)
        guard let usesRate = body["useDistributionRate"]?.bool else { throw .invalidField("useDistributionRate") }
        var values = Dictionary(uniqueKeysWithValues: settings.map { ($0, body[$0] ?? .null) })
        if usesRate || body["canaryDistributionRate"] != nil {
            guard let share = body["canaryDistributionRate"]?.text.flatMap(Double.init), (0...100).contains(share)
            else {
                throw .invalidField("canaryDistributionRate")
            }
            values["canaryDistributionRate"] = .number(share)
        }
        let conditions = try body.list("canaryConditions")
        guard usesRate || !conditions.isEmpty, conditions.allSatisfy(accepts) else {
            throw .invalidField("canaryConditions")
        }
        return values
    }

    private static func accepts(_ condition: JSON) -> Bool {
        ["REQUEST_HEADER", "REQUEST_QUERY"].contains(condition["parameterCode"]?.text)
            && ["parameterName", "parameterValue"].allSatisfy { condition[$0]?.text?.isEmpty == false }
    }
}
