import Model
import NcloudClient
import OrderedJSON

/// Stages have no status and change with the answer (api/apigateway.md §1.6); a wait only reads them once more.
struct StageOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await StageReading(scope: scope, cloud: cloud).stages()
    }

    /// A stage is born with its first deployment (api/apigateway.md §5.2).
    func create(_ desired: DesiredObject, through session: any Session) async throws(StepFailure) {
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
        let bare = LiveObject(kind: "Stage", id: id, attributes: ["api": .string(api)])
        if let number = desired.integer("deployment") { try await goBack(bare, to: number, session) }
        try await changeTraffic(of: bare, to: desired, session)
        try await session.wait(for: id, until: .ready)
    }

    func update(_ live: LiveObject, to desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        if desired.differs(StageWire.settings, from: live) {
            let body = JSON(present: StageWire.settings { desired.value($0, else: live) })
            try await session.change(.rest(.apiGateway, .put, GatewayPlace(live.id).stage, body: body), .idempotent)
        }
        var current = live
        if desired.differs("deployment", from: live), let number = desired.integer("deployment") {
            try await goBack(live, to: number, session)
            current.attributes["methods"] = nil
        } else if let picture = desired.attributes["deployed"], picture != live.attributes["deployed"] {
            // An empty picture too: what served something is to serve nothing any more.
            try await deploy(live, desired, session)
            // Whether methods keep their settings in a new deployment is not documented: they are looked at afresh.
            current.attributes["methods"] = nil
        }
        // Settings of single methods hold the stage's server too.
        if desired.differs("endpoint", from: live) { current.attributes["methods"] = nil }
        // Settings that are to go may live on in the new deployment.
        let isAboutMethods = desired.differs("methods", from: live)
        try await changeTraffic(of: current, to: desired, session, isAboutMethods: isAboutMethods)
        try await session.wait(for: live.id, until: .ready)
    }

    /// Takes a picture of the API as it is. The answer does not tell the number.
    private func deploy(
        _ live: LiveObject, _ desired: DesiredObject, _ session: any Session
    ) async throws(StepFailure) {
        let place = GatewayPlace(live.id)
        let body = JSON(present: [
            "stageId": .string(place.own), "deploymentDescription": .wire(desired["deploymentDescription"]),
        ])
        let before = live.attributes["deployment"]
        try await session.change(
            .rest(.apiGateway, .post, "\(place.api)/deploy", body: body),
            .unless(id: live.id) { $0.attributes["deployment"] != before })
    }

    private func goBack(_ live: LiveObject, to number: Int64, _ session: any Session) async throws(StepFailure) {
        let body: JSON = ["deploymentNo": .integer(number)]
        try await session.change(
            .rest(.apiGateway, .post, "\(GatewayPlace(live.id).stage)/deploy", body: body), .idempotent)
    }

    private func changeTraffic(
        of live: LiveObject, to desired: DesiredObject, _ session: any Session, isAboutMethods: Bool = false
    ) async throws(StepFailure) {
        let traffic = StageTraffic(stage: live, desired: desired, session: session)
        if isAboutMethods || desired.differs("methods", from: live) {
            try await traffic.methods { () async throws(StepFailure) in try await deploy(live, desired, session) }
        }
        if desired.differs("defaultPlan", from: live) { try await traffic.defaultPlan() }
        if desired.differs("usagePlans", from: live) { try await traffic.usagePlans() }
        if desired.differs("canary", from: live) { try await traffic.canary() }
        if desired.differs("published", from: live) { try await traffic.publish(desired.bool("published") ?? false) }
    }

    /// What the real service demands before is not documented, so everything is taken off first
    /// (api/apigateway.md §11.2).
    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        var nothing = DesiredObject(Address(kind: "Stage", name: live.id), [:])
        nothing.attributes["usagePlans"] = []
        nothing.attributes["canary"] = .null
        let traffic = StageTraffic(stage: live, desired: nothing, session: session)
        if live.attributes["published"]?.bool == true { try await traffic.publish(false) }
        if !(live.attributes["usagePlans"]?.isAbsent ?? true) { try await traffic.usagePlans() }
        if !(live.attributes["canary"]?.isAbsent ?? true) { try await traffic.canary() }
        try await session.delete(.rest(.apiGateway, .delete, GatewayPlace(live.id).stage), id: live.id)
    }
}
