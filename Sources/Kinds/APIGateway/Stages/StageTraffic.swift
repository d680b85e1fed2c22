import Model
import NcloudClient
import OrderedJSON

/// Changes of a stage that take effect without a deployment. Source: api/apigateway.md §5.2–§5.4, §6.
struct StageTraffic {
    let stage: ManagedObject
    private var path: String { GatewayPlace(stage.id).stage }

    // MARK: Publication and plans

    func publish(_ isPublished: Bool) async throws(StepFailure) {
        let place = GatewayPlace(stage.id)
        let body: JSON = ["stages": [["stageId": .string(place.own), "isPublished": .bool(isPublished)]]]
        try await stage.changeUnlessGone(.rest(.apiGateway, .post, "\(place.api)/publish", body: body))
    }

    func defaultPlan() async throws(StepFailure) {
        let plan = stage.desired["defaultPlan"]?.members ?? [:]
        let body = JSON.body(PlanLimits.columns.flatMap { $0.write(plan[$0.field]) })
        try await stage.change(.rest(.apiGateway, .put, "\(path)/usage-plan", body: body))
    }

    func usagePlans() async throws(StepFailure) {
        let present = Set((stage.live.attributes["usagePlans"]?.elements ?? []).compactMap(\.spelling))
        let target = Set((stage.desired["usagePlans"]?.elements ?? []).compactMap(\.spelling))
        for plan in present.subtracting(target).sorted() { try await link("disassociate", plan) }
        for plan in target.subtracting(present).sorted() { try await link("associate", plan) }
    }

    private func link(_ verb: String, _ plan: String) async throws(StepFailure) {
        let body: JSON = ["usagePlanId": .string(plan)]
        let request = APIRequest.rest(.apiGateway, .post, "\(path)/\(verb)-usage-plan", body: body)
        if verb == "associate" {
            try await stage.change(
                request,
                unless: { object in
                    (object.attributes["usagePlans"]?.elements ?? []).contains(.string(plan))
                })
        } else {
            try await stage.changeUnlessGone(request)
        }
    }

    // MARK: Canary

    func canary() async throws(StepFailure) {
        let isOn = !(stage.live.attributes["canary"]?.isAbsent ?? true)
        guard let canary = stage.desired["canary"]?.members, !canary.isEmpty else {
            guard isOn else { return }
            return try await stage.changeUnlessGone(.rest(.apiGateway, .delete, "\(path)/canary"))
        }
        if !isOn {
            try await stage.change(
                .rest(.apiGateway, .post, "\(path)/canary"),
                unless: { !($0.attributes["canary"]?.isAbsent ?? true) })
        }
        try await stage.change(
            .rest(.apiGateway, .patch, "\(path)/canary", body: StageWire.canary(canary)))
    }

    // MARK: Methods

    /// Settings of single methods belong to a deployment, so they are read and written for the one that is live now.
    ///
    /// A deployment knows resources by their ids (api/apigateway.md §5.3). One that was made anew since is not in it, alike
    /// as the two may be: the API, which is as it should be served, is then deployed once more by `deploy`.
    func methods(deploy: () async throws(StepFailure) -> Void) async throws(StepFailure) {
        do throws(StepFailure) { try await setMethods() } catch .api(let failure) where failure.classification == .gone
        {
            guard stage.desired["deploy"]?.text != "manual", stage.desired["deployment"]?.isAbsent ?? true else {
                throw .refused(
                    "\(stage.desired.address) has settings for a method that is not in its deployment: the path was created "
                        + "again since then, with another id",
                    help: "remove 'deploy: manual' and 'deployment' for one apply, so that it is deployed")
            }
            try await deploy()
            try await setMethods()
        }
    }

    private func setMethods() async throws(StepFailure) {
        let target = stage.desired["methods"]?.elements ?? []
        if target.isEmpty,
            stage.live.attributes["methods"].map({ $0.isAbsent }) ?? !stage.live.attributes.keys.contains("name")
        {
            return
        }
        let (number, resources, present) = try await situation()
        for method in present where !target.contains(where: { Self.key($0) == Self.key(method) }) {
            try await set(method, ["isInherit": true], number, resources)
        }
        for method in target where !present.contains(method) {
            let endpoint = stage.desired["endpoint"] ?? stage.live.attributes["endpoint"]
            try await set(method, StageWire.method(method.members, stageEndpoint: endpoint), number, resources)
        }
    }

    private static func key(_ method: Value) -> [String?] {
        [method.members.text("path"), method.members.text("method")]
    }

    private func situation() async throws(StepFailure) -> (Int64, [String: String], [Value]) {
        try await StepFailure.wrapping { () throws(APIFailure) in
            let answer = try await stage.session.call(.rest(.apiGateway, .get, path))
            let fresh = stage.live.adding(StageWire.read(answer["stage"] ?? answer))
            let api = GatewayPlace(stage.id).apiID
            let resources = try await ResourceOperations().list(ReadScope(parents: ["Api": [api]]), from: stage.session)
            let methods = try await StageReading(scope: ReadScope(), cloud: stage.session).methods(of: fresh)
            let byPath = resources.map { ($0.attributes.text("path") ?? "", GatewayPlace($0.id).own) }
            return (
                fresh.attributes["deployment"]?.integer ?? 0,
                Dictionary(byPath, uniquingKeysWith: { first, _ in first }), methods.elements
            )
        }
    }

    private func set(
        _ method: Value, _ body: JSON, _ number: Int64, _ resources: [String: String]
    ) async throws(StepFailure) {
        let (path, name) = (method.members.text("path") ?? "", method.members.text("method") ?? "")
        guard let resource = resources[path] else {
            throw .refused(
                "\(stage.desired.address) sets \(name) \(path), but the API has no such path",
                help: "write the path as in the Resource, or remove the entry from methods")
        }
        let place = "\(self.path)/deployments/\(number)/resources/\(resource)/methods/\(name)"
        try await stage.change(.rest(.apiGateway, .patch, place, body: body))
    }
}
