import Model

/// What only one step at a time may touch: the service refuses a second change of the same parent while one is under
/// way (api/common.md §10).
public struct LockKeys: Sendable {
    private let catalog: KindCatalog
    private let addresses: [String: Address]

    public init(catalog: KindCatalog, recorded: Recorded) {
        self.catalog = catalog
        addresses = Dictionary(
            recorded.resources.compactMap { record in
                record.id.map { ("\(record.address.kind) \($0)", record.address) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The names of what `step` changes: its own object, and the parents it changes along. Who moves from one parent to
    /// another changes both.
    public func keys(of step: Step, recorded: RecordedResource?) -> Set<String> {
        guard let kind = catalog[step.address.kind] else { return [] }
        let isDeletion = step.action == .delete || step.action == .deleteReplaced
        let serialized = isDeletion && kind.life.deletion.isSideBySide ? [] : kind.place.serializedOn
        let parents = serialized.flatMap { name -> [String] in
            guard let parent = kind.field(name)?.type.referredKind else { return [] }
            let values = [step.desired?.attributes[name], recorded?.applied[name]].compactMap(\.self)
            return values.flatMap(\.single).compactMap { key($0, parent) }
        }
        return Set(parents + [step.address.description])
    }

    /// One name for one parent, whether it is known by address or by id.
    private func key(_ value: Value?, _ kind: String) -> String? {
        if let address = value?.references.first?.address { return address.description }
        guard let id = value?.spelling, !id.isEmpty else { return nil }
        return addresses["\(kind) \(id)"]?.description ?? "\(kind) \(id)"
    }
}

extension FieldType {
    /// The kind that the field refers to, once or in a list.
    fileprivate var referredKind: String? {
        switch self {
        case .reference(let kind): kind
        case .list(let element), .set(let element): element.referredKind
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .keyed, .object,
            .rows,
            .secret,
            .json:
            nil
        }
    }
}

extension Value {
    /// A list's elements, or the value alone.
    fileprivate var single: [Value] {
        if case .list(let elements) = self { return elements }
        return [self]
    }
}
