/// One field that differs between what is and what is wanted.
public struct FieldChange: Hashable, Sendable {
    /// Whose doing the difference is, told from the three known values.
    public enum Origin: String, Hashable, Sendable {
        /// The manifest changed since the last apply.
        case manifest
        /// The object was changed behind nacre's back.
        case drift
        /// Both did.
        case both
    }

    public var path: FieldPath
    /// The live value; nil for an object that does not exist yet.
    public var before: Value?
    /// The wanted value; nil to take it away.
    public var after: Value?
    public var origin: Origin
    public var disruption: Disruption
    /// Whether only a new object can have the wanted value.
    public var forcesReplace: Bool
    /// What exactly differs inside a value that is there before and after; empty where the value has no parts.
    public var inside: [FieldChange] = []
    /// What the ids in the values stand for, such as `Server/web`: for those who read the change, no part of the decision.
    public var names: [String: String] = [:]
    /// What someone else changed of it and did not publish, a line for each: its live value is not known then.
    public var unpublished: [String] = []

    public init(
        _ path: FieldPath, before: Value?, after: Value?, origin: Origin = .manifest, disruption: Disruption = .none,
        forcesReplace: Bool = false
    ) {
        self.path = path
        self.before = before
        self.after = after
        self.origin = origin
        self.disruption = disruption
        self.forcesReplace = forcesReplace
    }

    /// The change taken apart as far as it goes: what a reader wants to see.
    public var innermost: [FieldChange] { inside.isEmpty ? [self] : inside.flatMap(\.innermost) }

    /// ``before`` as people read it: with names in place of ids.
    public var readableBefore: Value? { before?.naming(names) }
    /// ``after`` as people read it: with names in place of ids.
    public var readableAfter: Value? { after?.naming(names) }
}

extension Value {
    /// The value with each text that is an id in `names` replaced by the name.
    fileprivate func naming(_ names: [String: String]) -> Value {
        guard !names.isEmpty else { return self }
        switch self {
        case .string(let text): return names[text].map(Value.string) ?? self
        case .list(let elements): return .list(elements.map { $0.naming(names) })
        case .map(let members): return .map(members.mapValues { $0.naming(names) })
        case .null, .bool, .integer, .number, .reference, .template, .secret: return self
        }
    }
}
