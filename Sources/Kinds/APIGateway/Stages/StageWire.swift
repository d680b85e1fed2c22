import Model
import OrderedJSON

/// How the settings of a stage travel. Source: api/apigateway.md §5.1, §5.3.
enum StageWire {
    /// The fields that one call replaces together.
    static let settings = [
        "endpoint", "cacheTtl", "throttle", "ipAcl", "maintenance", "contentEncoding", "minimumCompressionSize",
    ]

    // MARK: Reading

    static func read(_ wire: JSON) -> Attributes {
        [
            "endpoint": Value(wire.nonEmpty("endpointDomain")), "cacheTtl": Value(limit: wire["cacheTtlSec"]?.integer),
            "throttle": Value(limit: wire["throttleRps"]?.integer), "ipAcl": ipAcl(wire),
            "maintenance": maintenance(wire),
            "contentEncoding": .bool(wire["enabledContentEncoding"]?.bool ?? false),
            "minimumCompressionSize": Value(wire["minimumCompressionSize"]?.integer),
            "deployment": Value(wire["deployedStageDeploymentNo"]?.integer), "canary": canary(wire),
            "registered": Value(wire.nonEmpty("regTime")),
        ]
    }

    private static func ipAcl(_ wire: JSON) -> Value {
        guard let rule = wire.nonEmpty("ipAclCode"), let list = wire.nonEmpty("ipAclList") else { return .null }
        let addresses = list.split { $0 == "," || $0.isWhitespace }.map(String.init)
        return ["rule": .string(rule), "addresses": Value(texts: addresses)]
    }

    private static func maintenance(_ wire: JSON) -> Value {
        guard wire.flag("isMaintenance") == true else { return .null }
        return .present(["status": Value(wire["statusCode"]?.integer), "response": Value(wire.nonEmpty("response"))])
    }

    private static func canary(_ wire: JSON) -> Value {
        guard let number = wire["canaryDeploymentNo"]?.integer, number > 0 else { return .null }
        let byShare = wire["useDistributionRate"]?.bool ?? false
        let conditions = (wire["canaryConditions"]?.elements ?? []).map { condition -> Value in
            .present([
                "in": .string(condition.nonEmpty("parameterCode") == "REQUEST_QUERY" ? "query" : "header"),
                "name": Value(condition.nonEmpty("parameterName")), "value": Value(condition["parameterValue"]?.text),
            ])
        }
        return .present([
            "endpoint": Value(wire.nonEmpty("canaryEndpointDomain")),
            "percent": byShare ? wire["canaryDistributionRate"].map { Value($0) } ?? .null : .null,
            "conditions": byShare || conditions.isEmpty ? .null : .list(conditions),
            "cacheTtl": Value(limit: wire["canaryCacheTtlSec"]?.integer),
            "throttle": Value(limit: wire["canaryThrottleRps"]?.integer),
        ])
    }

    /// A method with settings of its own; nil for one that has the stage's.
    static func method(_ wire: JSON) -> Value? {
        guard wire.flag("isInherit") == false, let name = wire.nonEmpty("methodName") else { return nil }
        return .present([
            "path": Value(wire.nonEmpty("resourcePath")), "method": .string(name),
            "endpoint": Value(wire.nonEmpty("endpointDomain")), "cacheTtl": Value(limit: wire["cacheTtlSec"]?.integer),
            "throttle": Value(limit: wire["throttleRps"]?.integer),
        ])
    }

    // MARK: Writing

    /// All settings: what is left out would be cleared (api/apigateway.md §5.1).
    static func settings(_ value: (String) -> Value?) -> [(String, JSON)] {
        let acl = value("ipAcl")?.members ?? [:]
        let maintenance = value("maintenance")?.members ?? [:]
        let addresses = acl["addresses"]?.elements.compactMap(\.spelling).joined(separator: ",")
        let all: [(String, JSON?)] = [
            ("endpointDomain", .wire(value("endpoint"))), ("cacheTtlSec", .wire(value("cacheTtl"))),
            ("throttleRps", .wire(value("throttle"))), ("ipAclCode", .wire(acl["rule"])),
            ("ipAclList", addresses.map(JSON.string)), ("isMaintenance", .bool(!maintenance.isEmpty)),
            ("statusCode", .wire(maintenance["status"])), ("response", .wire(maintenance["response"])),
            ("enabledContentEncoding", .bool(value("contentEncoding")?.bool ?? false)),
            ("minimumCompressionSize", .wire(value("minimumCompressionSize"))),
        ]
        return all.compactMap { name, wire in wire.map { (name, $0) } }
    }

    static func canary(_ canary: Attributes) -> JSON {
        let conditions = (canary["conditions"]?.elements ?? []).map { condition -> JSON in
            let place = condition.members.text("in") == "query" ? "REQUEST_QUERY" : "REQUEST_HEADER"
            return [
                "parameterCode": .string(place), "parameterName": .string(condition.members.text("name") ?? ""),
                "parameterValue": .string(condition.members.text("value") ?? ""),
            ]
        }
        return JSON(present: [
            "canaryEndpointDomain": .wire(canary["endpoint"]),
            "useDistributionRate": .bool(canary["percent"].map { !$0.isAbsent } ?? false),
            "canaryDistributionRate": .wire(canary["percent"]),
            "canaryConditions": conditions.isEmpty ? nil : .array(conditions),
            "canaryCacheTtlSec": .wire(canary["cacheTtl"]), "canaryThrottleRps": .wire(canary["throttle"]),
        ])
    }

    /// Whether what is left out goes on being the stage's is not documented (api/apigateway.md §5.2). Without a server
    /// nothing would be served, so that one is always sent.
    static func method(_ method: Attributes, stageEndpoint: Value?) -> JSON {
        JSON(present: [
            "isInherit": false, "endpointDomain": .wire(method["endpoint"] ?? stageEndpoint),
            "cacheTtlSec": .wire(method["cacheTtl"]),
            "throttleRps": .wire(method["throttle"]),
        ])
    }
}
