import Model

/// What only one step at a time may touch: the service refuses a second change of the same parent while one is under
/// way (api/common.md §10).
struct LockKeys {
    let catalog: KindCatalog
    private let addresses: [String: Address]

    init(catalog: KindCatalog, recorded: Recorded) {
        self.catalog = catalog
        addresses = Dictionary(
            recorded.resources.compactMap { record in
                record.id.map { ("\(record.address.kind) \($0)", record.address) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The names of the parents that `step` changes.
    func keys(of step: Step, recorded: RecordedResource?) -> Set<String> {
        guard let kind = catalog[step.address.kind] else { return [] }
        return Set(
            kind.serializedOn.compactMap { name in
                guard let field = kind.field(name), case .reference(let parent) = field.type else { return nil }
                return key(step.desired?.attributes[name] ?? recorded?.applied[name], parent)
            })
    }

    /// One name for one parent, whether it is known by address or by id.
    private func key(_ value: Value?, _ kind: String) -> String? {
        if let address = value?.references.first?.address { return address.description }
        guard let id = value?.spelling, !id.isEmpty else { return nil }
        return addresses["\(kind) \(id)"]?.description ?? "\(kind) \(id)"
    }
}
