import OrderedJSON

/// How much may be called: a method's throttle for everybody, a plan's rate and quota for each key.
/// Source: api/apigateway.md §5.1, §6; which code goes with which: §10 (EU400 quota, EU410 throttle, EU420 rate).
///
/// Seconds, days and months are those of the simulated clock. Calls without a key are only throttled. (inferred)
enum CallLimits {
    static func check(_ invocation: Invocation, _ world: inout World) throws(GatewayRefusal) {
        let place = "\(invocation.product["productName"])/\(invocation.api["apiName"])/\(invocation.stage["stageName"])"
        let method =
            "\(invocation.deployment.id) \(invocation.resource["resourceId"]?.text ?? "") \(invocation.methodName)"
        if let limit = invocation.limit("throttleRps") {
            try check("throttle \(method)", limit, .throttleLimited, .throttleExceeded, place, &world)
        }
        guard !invocation.keyId.isEmpty, let plan = invocation.plan else { return }
        let caller = "\(invocation.stage.id) \(invocation.keyId)"
        if let limit = plan["rateRps"]?.integer {
            try check("rate \(caller)", limit, .rateLimited, .rateExceeded, place, &world)
        }
        for (name, period) in [("dayQuotaRequest", GatewayUsage.Period.day), ("monthQuotaRequest", .month)] {
            guard let quota = plan[name]?.integer else { continue }
            let used = GatewayUsage.sum(stage: invocation.stage.id, key: invocation.keyId, period, world).counted
            guard used >= quota else { continue }
            if world.gatewayMemory.count("quota \(caller)", at: world.now) == 1 {
                GatewayEvents.add(.quotaExceeded, place, &world)
            }
            throw GatewayRefusal(.quotaExceeded)
        }
    }

    /// One event for each second in which there are too many calls.
    private static func check(
        _ window: String, _ limit: Int64, _ type: GatewayResponseType, _ event: GatewayEvents.Kind, _ place: String,
        _ world: inout World
    ) throws(GatewayRefusal) {
        let count = world.gatewayMemory.count(window, at: world.now)
        guard count > limit else { return }
        if count == limit + 1 { GatewayEvents.add(event, place, &world) }
        throw GatewayRefusal(type)
    }
}
