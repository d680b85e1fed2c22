import OrderedJSON

/// The inbound and outbound rules inside an object. They have no identifiers; some fields distinguish them.
struct RuleList: Sendable {
    /// Whose rules they are, such as `networkAcl`: `networkAclRuleList` names them in calls and answers.
    let owner: String
    /// The fields of which no two rules may share all.
    let key: [String]
    /// The parameter that is refused for a second rule with the same key.
    let keyParameter: String
    /// The fields that name a rule to remove.
    let identity: [String]
    let columns: [Column]
    /// What must hold of the owner before its rules change.
    let checks: [Check]
    /// What the owner goes through when they have changed.
    let plan: @Sendable (World, Record) -> [Transition]
    /// Reads one rule out of a call.
    let read: @Sendable (CallParameters, Record, World) throws(Failure) -> [String: JSON]
    /// The most rules of one direction, and the refusal of more.
    var limit: (count: Int, failure: Failure)?
    /// Dresses up the fields that are shown otherwise than they are kept.
    var shown: @Sendable ([String: JSON]) -> [String: JSON] = { $0 }

    private static let directions = ["Inbound": "INBND", "Outbound": "OTBND"]

    var actions: [KindAction] {
        let noun = owner.prefix(1).uppercased() + owner.dropFirst()
        let list = KindAction("get\(noun)RuleList") { kind, world, parameters throws(Failure) in
            answer(try kind.find(parameters, world), kind, parameters.text(owner + "RuleTypeCode"))
        }
        return [list]
            + Self.directions.flatMap { name, direction in
                [
                    change("add\(noun)\(name)Rule", direction, add),
                    change("remove\(noun)\(name)Rule", direction, remove),
                ]
            }
    }

    /// Codes and their names, for the column of directions.
    static let directionNames = ["INBND": "Inbound", "OTBND": "Outbound"]

    private func change(
        _ action: String, _ direction: String,
        _ edit: @escaping @Sendable (inout [JSON], JSON) throws(Failure) -> Void
    ) -> KindAction {
        KindAction(action) { kind, world, parameters throws(Failure) in
            let record = try kind.find(parameters, world)
            try checks.verify(world, record, parameters)
            var rules = record.attributes["rules"]?.elements ?? []
            for request in try parameters.requiredObjects(owner + "RuleList") {
                var rule = try read(request, record, world)
                rule["direction"] = .string(direction)
                rule["description"] = .string(try NameRule.description(request, owner + "RuleDescription"))
                try edit(&rules, rule.asObject)
            }
            if let limit, rules.count(where: { $0["direction"]?.text == direction }) > limit.count {
                throw limit.failure
            }
            world.set(kind.table, record.id, ["rules": .array(rules)])
            world.run(plan(world, record), on: kind.table, record.id)
            return answer(world[kind.table, record.id] ?? record, kind, direction)
        }
    }

    private func add(_ rules: inout [JSON], _ rule: JSON) throws(Failure) {
        guard !rules.contains(where: { isSame($0, rule, key) }) else { throw .invalid(keyParameter) }
        rules.append(rule)
    }

    private func remove(_ rules: inout [JSON], _ rule: JSON) throws(Failure) {
        guard let place = rules.firstIndex(where: { isSame($0, rule, identity) }) else {
            throw .invalid(owner + "RuleList")
        }
        rules.remove(at: place)
    }

    private func isSame(_ one: JSON, _ other: JSON, _ fields: [String]) -> Bool {
        (["direction"] + fields).allSatisfy { one[$0] == other[$0] }
    }

    private func answer(_ record: Record, _ kind: ActionKind, _ direction: String?) -> ActionAnswer {
        let rules = record.attributes["rules"]?.elements ?? []
        let wanted = rules.filter { direction == nil || $0["direction"]?.text == direction }
        return .list(owner + "RuleList", wanted.map { render($0, of: record, kind) })
    }

    private func render(_ rule: JSON, of record: Record, _ kind: ActionKind) -> JSON {
        var fields = shown(Dictionary(uniqueKeysWithValues: rule.members.map { ($0.key, $0.value) }))
        fields[kind.id] = .string(record.id)
        fields[owner + "RuleType"] = rule["direction"]
        fields[owner + "RuleDescription"] = rule["description"]
        return columns.render(Record(id: record.id, sequence: record.sequence, attributes: fields))
    }
}
