import OrderedJSON

/// How a group finds out whether a target works. Source: api/loadbalancer.md §5.
enum HealthCheck {
    static let inputs: [Input] = [
        .code("healthCheckProtocolType", of: ["HTTP", "HTTPS", "TCP"]), fits, page,
        .integer("healthCheckPort", in: ports, default: 80), .integer("healthCheckCycle", in: cycles, default: 30),
        .integer("healthCheckUpThreshold", in: thresholds, default: 2),
        .integer("healthCheckDownThreshold", in: thresholds, default: 2),
    ]

    /// What a change does not name stays. (inferred)
    static let changes: [Input] = [
        page, given("healthCheckPort", in: ports), given("healthCheckCycle", in: cycles),
        given("healthCheckUpThreshold", in: thresholds), given("healthCheckDownThreshold", in: thresholds),
    ]

    private static let ports: ClosedRange<Int64> = 1...65_534
    private static let cycles: ClosedRange<Int64> = 5...300
    private static let thresholds: ClosedRange<Int64> = 2...10

    private static let fits = Input.check { _, group, _ throws(Failure) in
        let isHTTP = ["HTTP", "HTTPS"].contains(group["targetGroupProtocolType"])
        guard isHTTP == asksForPage(group) else { throw .invalid("healthCheckProtocolTypeCode") }
    }

    private static func asksForPage(_ group: Record) -> Bool { group["healthCheckProtocolType"] != "TCP" }

    /// The page that is asked for, and how.
    private static let page = Input.values { parameters, group, _ throws(Failure) in
        let path = parameters.text("healthCheckUrlPath")
        let method = parameters.text("healthCheckHttpMethodTypeCode")
        guard asksForPage(group) else {
            guard path == nil else { throw .invalid("healthCheckUrlPath") }
            guard method == nil else { throw .invalid("healthCheckHttpMethodTypeCode") }
            return [:]
        }
        let wanted = path ?? group.value("healthCheckUrlPath")?.text ?? "/"
        guard wanted.hasPrefix("/") else { throw .invalid("healthCheckUrlPath") }
        guard let asking = method ?? group.value("healthCheckHttpMethodType")?.text else {
            throw .missing("healthCheckHttpMethodTypeCode")
        }
        guard ["HEAD", "GET"].contains(asking) else { throw .invalid("healthCheckHttpMethodTypeCode") }
        return ["healthCheckUrlPath": .string(wanted), "healthCheckHttpMethodType": .string(asking)]
    }

    private static func given(_ name: String, in bounds: ClosedRange<Int64>) -> Input {
        .values { parameters, _, _ throws(Failure) in
            guard let number = try parameters.integer(name) else { return [:] }
            guard bounds.contains(number) else { throw .invalid(name) }
            return [name: .integer(number)]
        }
    }
}
