extension Constraint {
    /// Says how a size lies outside its bounds.
    static func violation(_ size: Int, _ bounds: ClosedRange<Int>, _ unit: String) -> String? {
        guard !bounds.contains(size) else { return nil }
        if bounds.upperBound == .max { return "must have at least \(bounds.lowerBound) \(unit), but has \(size)" }
        return "must have \(bounds.lowerBound) to \(bounds.upperBound) \(unit), but has \(size)"
    }

    /// Characters are code points, as JSON Schema counts them: what looks like one character may be several. A map
    /// travels as a text of JSON.
    static func lengthViolation(_ value: Value, _ bounds: ClosedRange<Int>) -> String? {
        switch value {
        case .string(let text): violation(text.unicodeScalars.count, bounds, "characters")
        case .map: violation(value.plainJSON.serialized().unicodeScalars.count, bounds, "characters as JSON")
        case .null, .bool, .integer, .number, .list, .reference, .template, .secret: nil
        }
    }

    static func joinedViolation(_ value: Value, _ separator: String, _ limit: Int) -> String? {
        let texts = value.elements.compactMap(\.text)
        guard texts.count == value.elements.count else { return nil }
        let count = texts.joined(separator: separator).unicodeScalars.count
        return count > limit ? "must have at most \(limit) characters in all, but has \(count)" : nil
    }

    static func rangeViolation(_ value: Value, _ bounds: ClosedRange<Int64>) -> String? {
        let isInside =
            switch value {
            case .integer(let number): bounds.contains(number)
            case .number(let number): number >= Double(bounds.lowerBound) && number <= Double(bounds.upperBound)
            case .null, .bool, .string, .list, .map, .reference, .template, .secret: true
            }
        return isInside ? nil : "must be between \(bounds.lowerBound) and \(bounds.upperBound)"
    }

    static func mapViolation(_ value: Value) -> String? {
        switch value {
        case .map(let members):
            members.first { $0.value.spelling == nil && $0.value.references.isEmpty }
                .map { "must be a map of strings, but '\($0.key)' is not a string" }
        case .null, .reference, .template: nil
        case .bool, .integer, .number, .string, .list, .secret: "must be a map of strings"
        }
    }

    static func choiceViolation(_ value: Value, _ choice: FieldChoice) -> String? {
        switch value {
        case .map(let members): choice.violation(in: members)
        case .list(let elements):
            elements.lazy.compactMap { choice.violation(in: $0.members) }.first.map { "each element \($0)" }
        case .null, .bool, .integer, .number, .string, .reference, .template, .secret: nil
        }
    }

    /// What to do about a value that breaks the rule, where the rule knows.
    public func help(for value: Value) -> String? {
        guard case .choice(let choice) = self else { return nil }
        if case .map(let members) = value { return choice.help(in: members) }
        return value.elements.lazy.compactMap { choice.help(in: $0.members) }.first
    }

    static func firstViolation(_ value: Value, _ text: String, _ member: String) -> String? {
        guard let first = value.elements.first?.members[member]?.text, first != text else { return nil }
        return "must start with the element whose \(member) is '\(text)'"
    }
}

extension Value {
    /// The elements of a list; nil for everything else.
    var list: [Value]? {
        guard case .list(let elements) = self else { return nil }
        return elements
    }
}
