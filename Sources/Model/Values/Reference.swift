/// What another object will be known by: its id, or one of its attributes.
///
/// Written in manifests as `name`, `{ref: name}`, `{lookup: {…}}` or `${Kind/name.field}`; `{id: "…"}` is no reference
/// but a plain value, since nothing has to be found for it.
public struct Reference: Hashable, Sendable, CustomStringConvertible {
    public enum Target: Hashable, Sendable {
        /// An object of this workspace.
        case managed(Address)
        /// An object of the account that matches every criterion, fields of its kind. The member `pick` is none: it
        /// names the rule by which one of several is taken.
        case lookup(kind: String, criteria: Attributes)
    }

    public var target: Target
    /// The attribute meant; nil for the id.
    public var attribute: String?

    public init(_ address: Address, attribute: String? = nil) {
        target = .managed(address)
        self.attribute = attribute
    }

    public init(lookup kind: String, criteria: Attributes, attribute: String? = nil) {
        target = .lookup(kind: kind, criteria: criteria)
        self.attribute = attribute
    }

    /// The object of this workspace that is meant; nil for a lookup.
    public var address: Address? {
        switch target {
        case .managed(let address): address
        case .lookup: nil
        }
    }

    /// What a lookup asks for; empty for an object of this workspace.
    public var criteria: Attributes {
        switch target {
        case .managed: [:]
        case .lookup(_, let criteria): criteria
        }
    }

    /// The rule by which a lookup takes one of several; nil when only one may match.
    public var pick: String? { criteria[LookupRules.pickMember]?.text }

    public var description: String {
        let object =
            switch target {
            case .managed(let address): address.description
            case .lookup(let kind, let criteria): "\(kind)(lookup \(Value.map(criteria).display))"
            }
        return attribute.map { "\(object).\($0)" } ?? object
    }
}
