import OrderedJSON

/// What the dashboards report to have happened. Source: api/apigateway.md §10.
enum GatewayEvents {
    static let kind = RESTKind(.gatewayEvent, at: "/dashboards/events", [.post("/search", search)])

    enum Kind: String, CaseIterable {
        case subscriptionRequested = "ES010"
        case subscriptionDecided = "ES020"
        case quotaExceeded = "EU400"
        case throttleExceeded = "EU410"
        case rateExceeded = "EU420"

        /// Which level goes with which kind is not documented. (inferred)
        var level: String {
            switch self {
            case .subscriptionRequested, .subscriptionDecided: "EVENT"
            case .quotaExceeded: "ALERT"
            case .throttleExceeded, .rateExceeded: "ALARM"
            }
        }
    }

    static func add(_ kind: Kind, _ message: String, _ world: inout World) {
        world.insert(
            .gatewayEvent, id: String(world.count("gatewayEvent")),
            [
                "type": .string(kind.rawValue), "level": .string(kind.level), "message": .string(message),
                "time": .string(Timestamp(milliseconds: world.now).universal),
            ])
    }

    private static let search: RESTHandler = { world, call throws(Failure) in
        let period = try DashboardPeriod { call.body[$0]?.text }
        let types = try call.body.choices("type", of: Kind.allCases.map(\.rawValue))
        let levels = try call.body.choices("level", of: ["EVENT", "ALARM", "ALERT"])
        let found = world.all(.gatewayEvent).filter { event in
            period.contains(String(event["time"].prefix(10)))
                && (types.isEmpty || types.contains(event["type"]))
                && (levels.isEmpty || levels.contains(event["level"]))
        }
        return .ok(["events": try call.page(found) { $0.fields(["type", "level", "message", "time"]) }])
    }
}

extension TableSchema { static let gatewayEvent = TableSchema("gatewayEvent", nameAttribute: "id") }
