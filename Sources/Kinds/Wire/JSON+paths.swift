import OrderedJSON

// A dot in a name leads into an object: `authorizerConfig.region`.

extension JSON {
    /// A body of these members.
    static func body(_ members: [(String, JSON)]) -> JSON {
        members.reduce(into: [:]) { body, member in
            body.set(member.0.split(separator: ".")[...], to: member.1)
        }
    }

    private mutating func set(_ path: ArraySlice<Substring>, to value: JSON) {
        guard let first = path.first else {
            self = value
            return
        }
        var members = members
        var inner = members[String(first)] ?? [:]
        inner.set(path.dropFirst(), to: value)
        members[String(first)] = inner
        self = .object(members)
    }

    /// The member at the end of a path such as `authorizerConfig.region`.
    func at(_ path: String) -> JSON? {
        self[path] ?? path.split(separator: ".").reduce(self as JSON?) { $0?[String($1)] }
    }
}
