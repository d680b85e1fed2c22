import OrderedJSON

/// Reads the fields of a fault rule and says where one is wrong.
struct FaultReader {
    let json: JSON
    let place: String

    func error(_ problem: String) -> SimulatorError { .brokenFaultScript(reason: "\(place) \(problem)") }

    func refuseKeys(notIn known: Set<String>) throws(SimulatorError) {
        guard let stranger = json.members.keys.first(where: { !known.contains($0) }) else { return }
        throw error("has an unknown field '\(stranger)'; fields: \(known.sorted().joined(separator: ", "))")
    }

    func text(_ name: String) throws(SimulatorError) -> String? {
        guard let value = json[name] else { return nil }
        guard case .string(let text) = value, !text.isEmpty else { throw error("needs a string as '\(name)'") }
        return text
    }

    func flag(_ name: String) throws(SimulatorError) -> Bool? {
        guard let value = json[name] else { return nil }
        guard case .bool(let flag) = value else { throw error("needs true or false as '\(name)'") }
        return flag
    }

    func integer(_ name: String) throws(SimulatorError) -> Int64? {
        guard let value = json[name] else { return nil }
        guard case .integer(let number) = value, number >= 0 else { throw error("needs an integer as '\(name)'") }
        return number
    }

    func probability() throws(SimulatorError) -> Double {
        switch json["probability"] {
        case nil: return 1
        case .number(let value)? where (0...1).contains(value): return value
        case .integer(let value)? where (0...1).contains(value): return Double(value)
        default: throw error("needs a number from 0 to 1 as 'probability'")
        }
    }

    func status() throws(SimulatorError) -> Int? {
        guard let status = try integer("status") else { return nil }
        guard (400...599).contains(status) else { throw error("needs a status from 400 to 599 as 'status'") }
        return Int(status)
    }

    /// A code goes with a status.
    func code(beside status: Int?) throws(SimulatorError) -> String? {
        guard let code = try text("code") else { return nil }
        guard status != nil, code.allSatisfy(\.isNumber) else { throw error("needs digits and a 'status' with 'code'") }
        return code
    }

    func drop() throws(SimulatorError) -> FaultRule.Effect.Drop? {
        guard let name = try text("drop") else { return nil }
        guard let drop = FaultRule.Effect.Drop(rawValue: name) else {
            throw error("needs beforeCommit or afterCommit as 'drop'")
        }
        return drop
    }

    func nonsense() throws(SimulatorError) -> Nonsense? {
        guard let name = try text("nonsense") else { return nil }
        guard let nonsense = Nonsense(rawValue: name) else {
            throw error("needs \(Nonsense.allCases.map(\.rawValue).joined(separator: ", ")) as 'nonsense'")
        }
        return nonsense
    }

    func sequence(
        _ read: (JSON, String) throws(SimulatorError) -> FaultRule.Stretch
    ) throws(SimulatorError) -> [FaultRule.Stretch] {
        guard case .array(let elements)? = json["sequence"], !elements.isEmpty else {
            throw error("needs a list as 'sequence'")
        }
        var stretches: [FaultRule.Stretch] = []
        for (index, element) in elements.enumerated() {
            stretches.append(try read(element, "\(place), step \(index + 1)"))
        }
        return stretches
    }
}
