import Model
import NcloudClient
import OrderedJSON

/// Reads stages: stubs of all by product, details of those in question. Source: api/apigateway.md §5.
struct StageReading {
    let scope: ReadScope
    let cloud: any APICaller

    /// Only the lists of APIs tell whether a stage is published, so stages are found through them.
    func stages() async throws(APIFailure) -> [LiveObject] {
        let apis = scope.parents["Api"]
        let products = try await products(of: apis)
        return try await products.concurrentlyReading { product throws(APIFailure) in
            let wires = try await cloud.pagesUnlessGone(
                .rest(.apiGateway, .get, "/products/\(product)/apis", query: ["withStage": true]), list: "apis")
            let all = try await wires.concurrentlyReading { wire throws(APIFailure) in
                try await self.stubs(wire, of: product)
            }
            let stubs = all.flatMap(\.self)
                .filter { stub in apis.map { $0.contains(stub.attributes.text("api") ?? "") } ?? true }
            return try await stubs.concurrentlyReading { stub throws(APIFailure) in try await detailed(stub) }
        }.flatMap { $0.compactMap(\.self) }
    }

    private func products(of apis: Set<String>?) async throws(APIFailure) -> [String] {
        if let apis { return Set(apis.map { GatewayPlace($0).productID }).sorted() }
        return try await ParentKind.product.all(cloud)
    }

    /// The stages of one API.
    private func stubs(_ wire: JSON, of product: String) async throws(APIFailure) -> [LiveObject] {
        guard let own = wire.nonEmpty("apiId"), wire.flag("isDeleted") != true else { return [] }
        let api = "\(product)/\(own)"
        return try await shown(wire, of: api).compactMap { stage in
            guard let id = stage.nonEmpty("stageId") else { return nil }
            var attributes: Attributes = ["api": .string(api), "name": Value(stage.nonEmpty("stageName"))]
            attributes["published"] = stage.flag("isPublished").map(Value.bool)
            return LiveObject(kind: "Stage", id: "\(api)/\(id)", attributes: attributes)
        }
    }

    /// The stages that the list shows with an API. Where it shows no list of them, the API is asked, which does not say
    /// whether they are published.
    private func shown(_ wire: JSON, of api: String) async throws(APIFailure) -> [JSON] {
        if case .array(let stages)? = wire["stages"] { return stages }
        return try await cloud.unlessParentGone { () throws(APIFailure) in
            try await cloud.elements(
                of: .rest(.apiGateway, .get, "\(GatewayPlace(api).api)/stages"), under: "stages")
        }
    }

    private func detailed(_ stub: LiveObject) async throws(APIFailure) -> LiveObject? {
        guard scope.wants(id: stub.id, name: stub.name) else { return stub }
        let path = GatewayPlace(stub.id).stage
        let request = APIRequest.rest(.apiGateway, .get, path)
        guard let answer = try await cloud.unlessGone(request) else { return nil }
        // Without its settings they would all look unset, and a change sends them whole.
        guard answer["stage"] != nil || answer["stageId"] != nil else {
            throw .unreadable(request, "the response has no stage")
        }
        let shown = stub.adding(StageWire.read(answer["stage"] ?? answer))
        return try await cloud.unlessGone(stub) { () throws(APIFailure) -> LiveObject in
            try await whole(shown, at: path)
        } isThere: { () throws(APIFailure) -> Bool in
            try await cloud.unlessGone(request) != nil
        }
    }

    /// The stage with what further calls tell.
    private func whole(_ shown: LiveObject, at path: String) async throws(APIFailure) -> LiveObject {
        var stage = shown.adding(try await plans(of: shown, at: path))
        // Asked for each resource: not while a single stage is waited for.
        if scope.asks(for: "methods"), scope.everything || scope.lastSeen != nil {
            stage = stage.adding(["methods": try await methods(of: stage)])
        }
        return stage.adding(try await deployed(of: stage, at: path))
    }

    private func plans(of stage: LiveObject, at path: String) async throws(APIFailure) -> Attributes {
        guard scope.asks(for: "usagePlans", "defaultPlan") else { return [:] }
        let request = APIRequest.rest(.apiGateway, .get, "\(path)/usage-plans")
        let (plans, first) = try await cloud.pagesAndFirst(of: request, .offset(list: "content"))
        return [
            "usagePlans": Value(texts: plans.compactMap { $0.nonEmpty("usagePlanId") }),
            // The stage's own plan stands beside the pages of the others.
            "defaultPlan": .present(PlanLimits.columns.attributes(first)),
        ]
    }

    // MARK: Methods with settings of their own

    func methods(of stage: LiveObject) async throws(APIFailure) -> Value {
        guard let number = stage.attributes["deployment"]?.integer else { return .list([]) }
        let api = stage.attributes.text("api") ?? ""
        let resources = try await ResourceOperations().list(ReadScope(parents: ["Api": [api]]), from: cloud)
            .filter(\.mayHaveMethods)
        let methods = try await resources.concurrentlyReading { resource throws(APIFailure) in
            let path =
                "\(GatewayPlace(stage.id).stage)/deployments/\(number)/resources/\(GatewayPlace(resource.id).own)"
            return try await cloud.unlessParentGone { () throws(APIFailure) in
                try await cloud.elements(of: .rest(.apiGateway, .get, "\(path)/methods"), under: "stageMethods")
            }.compactMap(StageWire.method)
        }
        return .list(methods.flatMap(\.self).map { Self.own($0, besides: stage) })
    }

    /// Settings without the server, where that is the stage's own.
    private static func own(_ method: Value, besides stage: LiveObject) -> Value {
        var members = method.members
        if members["endpoint"] == stage.attributes["endpoint"] { members["endpoint"] = nil }
        return .map(members)
    }

    // MARK: What is deployed

    /// What the cloud tells of the deployment, where nacre does not know it from having made it.
    private func deployed(of stage: LiveObject, at path: String) async throws(APIFailure) -> Attributes {
        guard let lastSeen = scope.lastSeen, scope.everything || scope.ids.contains(stage.id),
            lastSeen[stage.id]?["deployment"] != stage.attributes["deployment"]
        else { return [:] }
        let answer = try await cloud.unlessGone(.rest(.apiGateway, .get, "\(path)/swagger-json"))
        guard let text = answer?["documentJson"]?.text, let document = try? JSON(parsing: text) else { return [:] }
        return ["deployed": DeployedDocument(document).parts]
    }
}
