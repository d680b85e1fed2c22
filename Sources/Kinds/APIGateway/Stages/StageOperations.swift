import Model
import NcloudClient
import OrderedJSON

/// Stages have no status and change with the answer (api/apigateway.md §1.6); a wait only reads them once more.
struct StageOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await StageReading(scope: scope, cloud: cloud).stages()
    }

    /// A stage is born with its first deployment (api/apigateway.md §5.2).
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let api = desired.text("api") ?? ""
        let head: [(String, JSON?)] = [
            ("stageName", .wire(desired["name"])), ("deploymentDescription", .wire(desired["deploymentDescription"])),
        ]
        let body = JSON(
            present: head.compactMap { name, wire in wire.map { (name, $0) } } + StageWire.settings { desired[$0] })
        let path = "\(GatewayPlace(api).api)/stages"
        let id = try await session.create(.rest(.apiGateway, .post, path, body: body)) {
            Creation(id: $0["stage"]?.nonEmpty("stageId").map { "\(api)/\($0)" })
        }
        let made = LiveObject(kind: "Stage", id: id, attributes: ["api": .string(api)])
        let stage = ManagedObject(made, to: desired, through: session)
        if let number = desired.integer("deployment") { try await goBack(stage, to: number) }
        try await changeTraffic(of: stage)
        try await stage.wait(until: .ready)
    }

    func update(_ stage: ManagedObject) async throws(StepFailure) {
        if stage.differs(StageWire.settings) {
            let body = JSON(present: StageWire.settings(stage.value))
            try await stage.change(.rest(.apiGateway, .put, GatewayPlace(stage.id).stage, body: body))
        }
        var current = stage
        if stage.differs("deployment"), let number = stage.desired.integer("deployment") {
            try await goBack(stage, to: number)
            current.live.attributes["methods"] = nil
        } else if let target = stage.desired.attributes["deployed"], target != stage.live.attributes["deployed"] {
            // An empty one too: what served something is to serve nothing any more.
            try await deploy(stage)
            // Whether methods keep their settings in a new deployment is not documented: they are looked at afresh.
            current.live.attributes["methods"] = nil
        }
        // Settings of single methods hold the stage's server too.
        if stage.differs("endpoint") { current.live.attributes["methods"] = nil }
        // Settings that are to go may live on in the new deployment.
        try await changeTraffic(of: current, isAboutMethods: stage.differs("methods"))
        try await stage.wait(until: .ready)
    }

    /// Deploys the API as it is. The answer does not tell the number.
    private func deploy(_ stage: ManagedObject) async throws(StepFailure) {
        let place = GatewayPlace(stage.id)
        let body = JSON(present: [
            "stageId": .string(place.own), "deploymentDescription": .wire(stage.desired["deploymentDescription"]),
        ])
        let before = stage.live.attributes["deployment"]
        try await stage.change(
            .rest(.apiGateway, .post, "\(place.api)/deploy", body: body),
            unless: { $0.attributes["deployment"] != before })
    }

    private func goBack(_ stage: ManagedObject, to number: Int64) async throws(StepFailure) {
        let body: JSON = ["deploymentNo": .integer(number)]
        try await stage.change(.rest(.apiGateway, .post, "\(GatewayPlace(stage.id).stage)/deploy", body: body))
    }

    private func changeTraffic(of stage: ManagedObject, isAboutMethods: Bool = false) async throws(StepFailure) {
        let traffic = StageTraffic(stage: stage)
        if isAboutMethods || stage.differs("methods") {
            try await traffic.methods { () async throws(StepFailure) in try await deploy(stage) }
        }
        if stage.differs("defaultPlan") { try await traffic.defaultPlan() }
        if stage.differs("usagePlans") { try await traffic.usagePlans() }
        if stage.differs("canary") { try await traffic.canary() }
        if stage.differs("published") { try await traffic.publish(stage.desired.bool("published") ?? false) }
    }

    /// What the real service demands before is not documented, so everything is taken off first
    /// (api/apigateway.md §11.2).
    func delete(_ stage: ManagedObject) async throws(StepFailure) {
        let traffic = StageTraffic(stage: stage)
        func has(_ field: String) -> Bool { !(stage.live.attributes[field]?.isAbsent ?? true) }
        if stage.live.attributes["published"]?.bool == true { try await traffic.publish(false) }
        if has("usagePlans") { try await traffic.usagePlans() }
        if has("canary") { try await traffic.canary() }
        try await stage.delete(.rest(.apiGateway, .delete, GatewayPlace(stage.id).stage))
    }
}
