import Model

/// What changes of API Gateway's objects may break for those who call: pure judgements of the fields before and after.
enum Breaking {
    typealias Judgement = @Sendable (_ old: Attributes, _ new: Attributes?) -> [String]

    /// For what callers lose with the whole object.
    static func removal(of what: String) -> Judgement { { _, new in new == nil ? ["the \(what) is removed"] : [] } }

    static let product: Judgement = { old, new in
        guard let new else { return ["the product is removed"] }
        let isTighter = old.text("subscription") == "PUBLIC" && new.text("subscription") == "PROTECTED"
        return isTighter ? ["new keys now need the publisher's approval"] : []
    }

    static let resource: Judgement = { old, new in
        let path = old.text("path") ?? "path"
        guard let new, new.text("path") == old.text("path") else { return ["\(path) is removed"] }
        let before = old["cors"]?.members ?? [:]
        let after = new["cors"]?.members ?? [:]
        var reasons: [String] = []
        if before["origin"] != nil, before["origin"] != after["origin"], after.text("origin") != "*" {
            reasons.append("\(path) allows other origins than before")
        }
        for field in ["methods", "headers", "exposeHeaders"] {
            let lost = lost(before[field], after[field])
            if !lost.isEmpty { reasons.append("CORS of \(path) no longer allows \(lost.joined(separator: ", "))") }
        }
        return reasons
    }

    static let method: Judgement = { old, new in
        let name = old.text("method") ?? "method"
        guard let new, new.text("method") == old.text("method") else { return ["\(name) is removed"] }
        var reasons: [String] = []
        if let needed = new.text("authentication"), needed != "NONE", needed != old.text("authentication") ?? "NONE" {
            reasons.append("callers need \(needed) authentication")
        }
        if let authorizer = new.text("authorizer"), authorizer != old.text("authorizer") {
            reasons.append("another authorizer authorizes requests")
        }
        if new["apiKeyRequired"]?.bool == true, old["apiKeyRequired"]?.bool != true {
            reasons.append("callers need an API key")
        }
        reasons += validation(old["validation"]?.members ?? [:], new["validation"]?.members ?? [:])
        reasons += parameters(old["parameters"], new["parameters"])
        let refused = lost(old["consumes"], new["consumes"])
        if !refused.isEmpty, !(new["consumes"]?.isAbsent ?? true) {
            reasons.append("\(refused.joined(separator: ", ")) is no longer accepted")
        }
        return reasons
    }

    private static func validation(_ old: Attributes, _ new: Attributes) -> [String] {
        [("queryStrings", "query parameter"), ("headers", "header")].flatMap { field, word in
            lost(new[field], old[field]).map { "requests without the \(word) \($0) are rejected" }
        }
    }

    private static func parameters(_ old: Value?, _ new: Value?) -> [String] {
        func key(_ parameter: Value) -> String {
            "\(parameter.members.text("in") ?? "") parameter \(parameter.members.text("name") ?? "")"
        }
        let before = Dictionary((old?.elements ?? []).map { (key($0), $0.members) }, uniquingKeysWith: { $1 })
        return (new?.elements ?? []).compactMap { parameter in
            let present = before[key(parameter)]
            if parameter.members["required"]?.bool == true, present?["required"]?.bool != true {
                return "the \(key(parameter)) becomes required"
            }
            let (one, other) = (present?.text("type") ?? "string", parameter.members.text("type") ?? "string")
            return present != nil && one != other ? "the \(key(parameter)) becomes \(other)" : nil
        }
    }

    static let stage: Judgement = { old, new in
        guard let new else { return ["the stage is removed"] }
        guard new.text("name") == old.text("name") else { return ["the stage is renamed"] }
        var reasons = lowered("throttle", old["throttle"], new["throttle"])
        for method in new["methods"]?.elements ?? [] {
            let name = [method.members.text("method"), method.members.text("path")].compactMap(\.self)
            let present = old["methods"]?.elements.first { element in
                ["path", "method"].allSatisfy { element.members[$0] == method.members[$0] }
            }
            reasons += lowered(
                "throttle of \(name.joined(separator: " "))", present?.members["throttle"] ?? old["throttle"],
                method.members["throttle"])
        }
        if let acl = new["ipAcl"], !acl.isAbsent, acl != old["ipAcl"] { reasons.append("the allowed addresses change") }
        if let note = new["maintenance"], !note.isAbsent, old["maintenance"]?.isAbsent ?? true {
            reasons.append("the stage goes into maintenance")
        }
        if old["published"]?.bool == true, new["published"]?.bool != true {
            reasons.append("the stage is no longer published")
        }
        return reasons + unserved(old["deployed"], new["deployed"])
    }

    private static func unserved(_ old: Value?, _ new: Value?) -> [String] {
        guard let old, let new else { return [] }
        let after = Set(new.elements.compactMap { $0.members.text("path") })
        return old.elements.compactMap { $0.members.text("path") }.sorted()
            .filter { path in
                MethodWire.names.contains { path.hasPrefix("\($0) ") } && !after.contains(path)
            }
            .map { "\($0) is no longer served" }
    }

    static let usagePlan: Judgement = { old, new in
        guard let new else { return ["the usage plan is removed"] }
        let (before, after) = (old["quota"]?.members ?? [:], new["quota"]?.members ?? [:])
        return lowered("requests per second", old["requestsPerSecond"], new["requestsPerSecond"])
            + lowered("requests per day", before["perDay"], after["perDay"])
            + lowered("requests per month", before["perMonth"], after["perMonth"])
    }

    static let apiKey: Judgement = { old, new in
        guard let new else { return ["the key is removed"] }
        return new["enabled"]?.bool == false && old["enabled"]?.bool != false ? ["the key is disabled"] : []
    }

    static let subscription: Judgement = { old, new in
        guard let new else { return ["the key may no longer call the product"] }
        let isRejected = new.text("approval") == "REJECTED" && old.text("approval") != "REJECTED"
        return isRejected ? ["the key may no longer call the product"] : []
    }

    // MARK: Parts

    /// A limit that was not there, or was higher.
    private static func lowered(_ what: String, _ old: Value?, _ new: Value?) -> [String] {
        guard let limit = new?.integer else { return [] }
        if let before = old?.integer, before <= limit { return [] }
        let before = old?.integer.map { "from \($0) " } ?? ""
        return ["\(what) is lowered \(before)to \(limit)"]
    }

    /// The texts of one list that another lacks, in order.
    private static func lost(_ old: Value?, _ new: Value?) -> [String] {
        let kept = Set((new?.elements ?? []).compactMap(\.spelling))
        return (old?.elements ?? []).compactMap(\.spelling).filter { !kept.contains($0) }
    }
}
