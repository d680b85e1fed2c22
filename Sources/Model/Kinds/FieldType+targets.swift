extension FieldType {
    /// An object of some kind, named by its id.
    public struct Target: Hashable, Sendable {
        public var kind: String
        public var id: String

        public init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    /// The objects that a value of this type names by id.
    public func targets(of value: Value) -> [Target] {
        switch self {
        case .reference(let kind): value.text.map { [Target(kind: kind, id: $0)] } ?? []
        case .list(let element), .set(let element): value.elements.flatMap(element.targets)
        case .keyed(let fields, _), .rows(let fields, _):
            value.elements.flatMap { FieldType.object(fields).targets(of: $0) }
        case .object(let fields): fields.flatMap { field in value.members[field.name].map(field.type.targets) ?? [] }
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .secret, .json:
            []
        }
    }
}
