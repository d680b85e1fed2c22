import OrderedJSON

/// Finds what answers a call: the stage, and of its deployments the live one or the canary's.
enum ServedStage {
    /// - Throws: the refusal of an address behind which nothing is deployed.
    static func find(
        _ address: GatewayAddress, _ call: Call, _ world: inout World
    ) throws(GatewayRefusal) -> Invocation {
        let nothing = GatewayRefusal(.notFound, "URL not found.")
        guard let product = product(address.product, world),
            let api = world.records(.api, where: "productId", is: product.id).first(where: {
                $0["apiName"] == address.api
            }),
            let stage = world.records(.stage, where: "apiId", is: api.id).first(where: {
                $0["stageName"] == address.stage
            })
        else { throw nothing }
        let query = CallParameters(query: call.request.query)
        let isCanary = Canary.isOn(stage) && goesToCanary(stage, call.request, query, &world)
        let number = stage[isCanary ? "canaryDeploymentNo" : "deployedStageDeploymentNo"]
        guard let deployment = world[.deployment, number] else { throw nothing }
        return Invocation(
            request: call.request, query: query, isSigned: call.isSigned, product: product, api: api, stage: stage,
            deployment: deployment, isCanary: isCanary)
    }

    private static func product(_ name: String, _ world: World) -> Record? {
        if let product = world[.product, name] { return product }
        let named = world.all(.product).filter { $0["productName"] == name }
        return named.count == 1 ? named[0] : nil
    }

    /// A share of the calls by chance, or all that fulfil every condition. (inferred: every, not any)
    private static func goesToCanary(
        _ stage: Record, _ request: Request, _ query: CallParameters, _ world: inout World
    ) -> Bool {
        guard !stage.flag("useDistributionRate") else {
            let rate = stage.attributes["canaryDistributionRate"]?.text.flatMap(Double.init) ?? 0
            return world.random.fraction() * 100 < rate
        }
        let conditions = stage.attributes["canaryConditions"]?.elements ?? []
        return !conditions.isEmpty
            && conditions.allSatisfy { condition in
                let name = condition["parameterName"]?.text ?? ""
                let isHeader = condition["parameterCode"]?.text == "REQUEST_HEADER"
                let value = isHeader ? request.headers[name.lowercased()] : query.text(name)
                return value == condition["parameterValue"]?.text
            }
    }
}
