import Model

/// What the ids in changes stand for, so that a plan is read in the words of the manifests: the address of a managed object,
/// else the name of a live one, with its id.
struct ObjectNames {
    private let live: LiveSnapshot
    /// By kind and id.
    private let owners: [String: [String: Address]]

    /// - Parameter owners: whose object is which, by kind and id.
    init(_ owners: [String: [String: Address]], live: LiveSnapshot) {
        self.owners = owners
        self.live = live
    }

    /// With the objects that state has.
    init(_ recorded: Recorded, live: LiveSnapshot) {
        var owners: [String: [String: Address]] = [:]
        for record in recorded.resources {
            if let id = record.id { owners[record.address.kind, default: [:]][id] = record.address }
        }
        self.init(owners, live: live)
    }

    /// The changes of an object of this kind, with the names of what they refer to.
    func naming(_ changes: [FieldChange], of kind: Kind) -> [FieldChange] {
        changes.map { change in
            guard let type = kind.field(change.path.field)?.type else { return change }
            let whole = change.path.components.count > 1 ? type.ofElement : type
            // The old one of an object that is recreated keeps its id, to be told from the new one.
            let coming = change.after?.references.compactMap(\.address) ?? []
            let targets = [change.before, change.after].compactMap(\.self).flatMap(whole.targets).filter { target in
                owners[target.kind]?[target.id].map(coming.contains) != true
            }
            return change.naming(
                Dictionary(targets.compactMap { target in name(of: target).map { (target.id, $0) } }) { first, _ in
                    first
                })
        }
    }

    private func name(of target: FieldType.Target) -> String? {
        if let address = owners[target.kind]?[target.id] { return "\(address)" }
        guard let name = live.object(target.kind, id: target.id)?.name, name != target.id else { return nil }
        return "\(name) (\(target.id))"
    }
}

extension FieldChange {
    fileprivate func naming(_ names: [String: String]) -> FieldChange {
        guard !names.isEmpty else { return self }
        var change = self
        change.names = names
        change.inside = inside.map { $0.naming(names) }
        return change
    }
}

extension FieldType {
    /// The type of what a change of one element or row is about.
    fileprivate var ofElement: FieldType {
        switch self {
        case .keyed(let fields, _), .rows(let fields, _): .object(fields)
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .secret, .json,
            .reference, .list, .set, .object:
            self
        }
    }
}
