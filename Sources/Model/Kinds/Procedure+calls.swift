extension Kind.Procedure {
    /// Calls that only some objects take: those that have certain fields.
    public struct Variation: Hashable, Sendable {
        public enum Place: Hashable, Sendable {
            /// They stand for the usual calls.
            case instead
            case before
            case after
        }

        /// All of them have to be given. `responses.body` is given when any of the responses has a body.
        public var fields: [String]
        public var calls: [String]
        public var place: Place
        /// How many elements of the list in the field one such call takes; nil where it is made once.
        public var batch: Int?
        /// The member of an element whose own elements count instead of it; nil where the element does.
        public var member: String?

        /// The calls, as often as an object with these fields takes them.
        func calls(for attributes: Attributes) -> [String] {
            guard let batch, let field = fields.first else { return calls }
            let elements = attributes[field]?.elements ?? []
            let count =
                member.map { name in
                    elements.reduce(0) { $0 + ($1.members[name]?.elements.count ?? 1) }
                } ?? elements.count
            return Array(repeating: calls, count: (count + batch - 1) / batch).flatMap(\.self)
        }

        func concerns(_ attributes: Attributes) -> Bool {
            fields.allSatisfy { path in
                Value.map(attributes).holds(path.split(separator: ".").map(String.init)[...])
            }
        }
    }

    /// The same with other calls where the field is given: a login key with a public half is imported, not made.
    public func calling(_ calls: [String], where field: String) -> Kind.Procedure {
        adding(Variation(fields: [field], calls: calls, place: .instead))
    }

    /// The same with calls before the usual ones where the fields are given; without fields, always.
    public func first(_ calls: [String], where fields: String...) -> Kind.Procedure {
        adding(Variation(fields: fields, calls: calls, place: .before))
    }

    /// The same with calls after the usual ones where the fields are given.
    public func then(_ calls: [String], where fields: String...) -> Kind.Procedure {
        adding(Variation(fields: fields, calls: calls, place: .after))
    }

    /// The same with calls after the usual ones, made for so many elements of a list at a time.
    /// - Parameter member: the member of an element whose own elements count instead of it.
    public func then(
        _ calls: [String], forEach batch: Int, in field: String, counting member: String? = nil
    ) -> Kind.Procedure {
        adding(Variation(fields: [field], calls: calls, place: .after, batch: batch, member: member))
    }

    /// The same with calls before the usual ones, made for so many elements of a list at a time.
    /// - Parameter member: the member of an element whose own elements count instead of it.
    public func first(
        _ calls: [String], forEach batch: Int, in field: String, counting member: String? = nil
    ) -> Kind.Procedure {
        adding(Variation(fields: [field], calls: calls, place: .before, batch: batch, member: member))
    }

    private func adding(_ variation: Variation) -> Kind.Procedure {
        var procedure = self
        procedure.variations.append(variation)
        return procedure
    }

    /// The calls that an object with these fields takes.
    public func calls(for attributes: Attributes) -> [String] {
        let variations = variations.filter { $0.concerns(attributes) }
        let usual = variations.first { $0.place == .instead }?.calls ?? calls
        let before = variations.filter { $0.place == .before }.flatMap { $0.calls(for: attributes) }
        let after = variations.filter { $0.place == .after }.flatMap { $0.calls(for: attributes) }
        return before + usual + after
    }
}

extension Value {
    /// Whether something is given at the path; a switch that is off is as good as not given.
    fileprivate func holds(_ path: ArraySlice<String>) -> Bool {
        switch self {
        case .list(let elements): path.isEmpty ? !elements.isEmpty : elements.contains { $0.holds(path) }
        case .map(let members):
            path.first.map { members[$0]?.holds(path.dropFirst()) ?? false } ?? !members.isEmpty
        case .bool(let isOn): path.isEmpty && isOn
        case .null, .integer, .number, .string, .reference, .template, .secret: path.isEmpty && !isAbsent
        }
    }
}
