import OrderedJSON

/// Failures to act out, in order: the first rule that applies to a call decides.
///
///     {"faults": [{"match": "createVpc", "times": 1, "drop": "afterCommit"},
///                 {"match": "get*", "perEndpoint": true, "sequence": [{"times": 3, "status": 429}]}]}
public struct FaultScript: Sendable {
    var rules: [FaultRule] = []

    /// A script without faults.
    public init() {}

    /// Reads a script.
    /// - Throws: ``SimulatorError/brokenFaultScript(reason:)`` naming the rule and what is wrong with it.
    public init(parsing text: String) throws(SimulatorError) {
        let json: JSON
        do { json = try JSON(parsing: text) } catch {
            throw .brokenFaultScript(reason: "\(error); write {\"faults\": [...]}")
        }
        try self.init(json)
    }

    init(_ json: JSON) throws(SimulatorError) {
        guard case .array(let rules)? = json["faults"] else {
            throw .brokenFaultScript(reason: "no list named faults; write {\"faults\": [...]}")
        }
        for (index, rule) in rules.enumerated() { self.rules.append(try FaultRule(rule, number: index + 1)) }
    }
}
