import Model
import NcloudClient
import OrderedJSON

/// A rule of a listener, which the console makes: it is only read. Source: api/loadbalancer.md §4.
enum ListenerRule {
    static let list = "getLoadBalancerRuleList"

    static let fields: [Field] = [
        .computed("priority", .integer, "Its place in the order; 10000 for the default rule."),
        .computed("hosts", .list(.string), "Host names it is for."),
        .computed("paths", .list(.string), "Path patterns it is for."),
        .computed("targetGroups", .list(.string), "Numbers of the target groups it forwards to."),
        .computed("redirection", "Where it redirects to."),
    ]

    /// What the rules tell of a listener.
    static let parts = ObjectParts([list], of: "targetGroup", "rules", "hasConsoleRules") {
        listener, cloud throws(APIFailure) in
        try await read(of: listener.ownNumber, from: cloud)
    }

    /// The default rule may redirect: then nothing is known of a target group, and nothing is compared.
    private static func read(of listener: String, from cloud: any APICaller) async throws(APIFailure) -> Attributes {
        let wires = try await cloud.elements(
            of: .action(.vloadbalancer, list, ["loadBalancerListenerNo": listener]), under: "loadBalancerRuleList")
        let rules = wires.sorted { priority(of: $0) < priority(of: $1) }
        var attributes: Attributes = [
            "rules": .list(rules.map(value)),
            "hasConsoleRules": .bool(rules.contains { !isDefault($0) } || rules.contains { groups(of: $0).isEmpty }),
        ]
        if let group = rules.last(where: isDefault).flatMap({ groups(of: $0).first }) {
            attributes["targetGroup"] = .string(group)
        }
        return attributes
    }

    private static func priority(of rule: JSON) -> Int64 { rule["priority"]?.integer ?? .max }

    private static func isDefault(_ rule: JSON) -> Bool {
        let types = (rule["loadBalancerRuleConditionList"]?.elements ?? []).compactMap { $0.code("ruleConditionType") }
        return types.contains("DEFAULT") || types.isEmpty && priority(of: rule) == 10_000
    }

    private static func groups(of rule: JSON) -> [String] {
        (rule["loadBalancerRuleActionList"]?.elements ?? [])
            .flatMap { $0["targetGroupAction"]?["targetGroupWeightList"]?.elements ?? [] }
            .compactMap { $0.nonEmpty("targetGroupNo") }
    }

    private static func value(_ rule: JSON) -> Value {
        let conditions = rule["loadBalancerRuleConditionList"]?.elements ?? []
        func texts(_ condition: String, _ list: String) -> Value {
            let found = conditions.flatMap { $0[condition]?[list]?.elements ?? [] }.compactMap(\.text)
            return found.isEmpty ? .null : Value(texts: found)
        }
        let targets = groups(of: rule)
        return .present([
            "priority": Value(rule["priority"]?.integer), "hosts": texts("hostHeaderCondition", "hostHeaderList"),
            "paths": texts("pathPatternCondition", "pathPatternList"),
            "targetGroups": targets.isEmpty ? .null : Value(texts: targets),
            "redirection": Value(redirection(of: rule)),
        ])
    }

    /// `301 https://#{host}:443/#{path}?#{query}`, as the console shows it.
    private static func redirection(of rule: JSON) -> String? {
        let actions = rule["loadBalancerRuleActionList"]?.elements ?? []
        guard let action = actions.lazy.compactMap({ $0["redirectionAction"] }).first else { return nil }
        func part(_ name: String) -> String { action[name]?.text ?? "" }
        let query = part("query").isEmpty ? "" : "?" + part("query")
        return "\(part("statusCode")) \(part("protocol").lowercased())://\(part("host")):\(part("port"))/"
            + part("path").drop { $0 == "/" } + query
    }
}
