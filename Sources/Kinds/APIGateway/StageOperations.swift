import Model
import NcloudClient
import OrderedJSON

/// Stages have no status and change with the answer (api/apigateway.md §1.6); a wait only reads them once more.
struct StageOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await StageReading(scope: scope, cloud: cloud).stages()
    }

    /// A stage is born with its first deployment (api/apigateway.md §5.2).
    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let api = wanted.text("api") ?? ""
        let head: [(String, JSON?)] = [
            ("stageName", .wire(wanted["name"])), ("deploymentDescription", .wire(wanted["deploymentDescription"])),
        ]
        let body = JSON(
            present: head.compactMap { name, wire in wire.map { (name, $0) } } + StageWire.settings { wanted[$0] })
        let path = "\(GatewayPlace(api).api)/stages"
        let id = try await session.create(.rest(.apiGateway, .post, path, body: body)) {
            Creation(id: $0["stage"]?.nonEmpty("stageId").map { "\(api)/\($0)" })
        }
        let bare = LiveObject(kind: "Stage", id: id, attributes: ["api": .string(api)])
        if let number = wanted.integer("deployment") { try await goBack(bare, to: number, session) }
        try await changeTraffic(of: bare, to: wanted, session)
        try await session.wait(for: id, until: .ready)
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        if wanted.differs(StageWire.settings, from: live) {
            let body = JSON(present: StageWire.settings { wanted.value($0, else: live) })
            try await session.change(.rest(.apiGateway, .put, GatewayPlace(live.id).stage, body: body), .idempotent)
        }
        var current = live
        if wanted.differs("deployment", from: live), let number = wanted.integer("deployment") {
            try await goBack(live, to: number, session)
            current.attributes["methods"] = nil
        } else if let picture = wanted.attributes["deployed"], picture != live.attributes["deployed"] {
            // An empty picture too: what served something is to serve nothing any more.
            try await deploy(live, wanted, session)
            // Whether methods keep their settings in a new deployment is not documented: they are looked at afresh.
            current.attributes["methods"] = nil
        }
        // Settings of single methods hold the stage's server too.
        if wanted.differs("endpoint", from: live) { current.attributes["methods"] = nil }
        // Settings that are to go may live on in the new deployment.
        let isAboutMethods = wanted.differs("methods", from: live)
        try await changeTraffic(of: current, to: wanted, session, isAboutMethods: isAboutMethods)
        try await session.wait(for: live.id, until: .ready)
    }

    /// Takes a picture of the API as it is. The answer does not tell the number.
    private func deploy(
        _ live: LiveObject, _ wanted: Wanted, _ session: any Session
    ) async throws(StepFailure) {
        let place = GatewayPlace(live.id)
        let body = JSON(present: [
            "stageId": .string(place.own), "deploymentDescription": .wire(wanted["deploymentDescription"]),
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
        of live: LiveObject, to wanted: Wanted, _ session: any Session, isAboutMethods: Bool = false
    ) async throws(StepFailure) {
        let traffic = StageTraffic(stage: live, wanted: wanted, session: session)
        if isAboutMethods || wanted.differs("methods", from: live) {
            try await traffic.methods { () async throws(StepFailure) in try await deploy(live, wanted, session) }
        }
        if wanted.differs("defaultPlan", from: live) { try await traffic.defaultPlan() }
        if wanted.differs("usagePlans", from: live) { try await traffic.usagePlans() }
        if wanted.differs("canary", from: live) { try await traffic.canary() }
        if wanted.differs("published", from: live) { try await traffic.publish(wanted.bool("published") ?? false) }
    }

    /// What the real service demands before is not documented, so everything is taken off first
    /// (api/apigateway.md §11.2).
    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        var nothing = Wanted(Address(kind: "Stage", name: live.id), [:])
        nothing.attributes["usagePlans"] = []
        nothing.attributes["canary"] = .null
        let traffic = StageTraffic(stage: live, wanted: nothing, session: session)
        if live.attributes["published"]?.bool == true { try await traffic.publish(false) }
        if !(live.attributes["usagePlans"]?.isAbsent ?? true) { try await traffic.usagePlans() }
        if !(live.attributes["canary"]?.isAbsent ?? true) { try await traffic.canary() }
        try await session.delete(.rest(.apiGateway, .delete, GatewayPlace(live.id).stage), id: live.id)
    }
}
