import Model

/// What the ids in changes stand for, so that a plan is read in the words of the manifests: the address of a managed object,
/// else the name of a live one, with its id.
struct ObjectNames {
    private let live: LiveSnapshot
    private var addresses: [FieldType.Target: Address] = [:]

    init(_ recorded: Recorded, live: LiveSnapshot) {
        self.live = live
        for record in recorded.resources {
            guard let id = record.id else { continue }
            addresses[FieldType.Target(kind: record.address.kind, id: id)] = record.address
        }
    }

    /// The changes of an object of this kind, with the names of what they refer to.
    func naming(_ changes: [FieldChange], of kind: Kind) -> [FieldChange] {
        changes.map { change in
            guard let type = kind.field(change.path.field)?.type else { return change }
            let whole = change.path.components.count > 1 ? type.ofElement : type
            let targets = [change.before, change.after].compactMap(\.self).flatMap(whole.targets)
            return change.naming(
                Dictionary(targets.compactMap { target in name(of: target).map { (target.id, $0) } }) { first, _ in
                    first
                })
        }
    }

    private func name(of target: FieldType.Target) -> String? {
        if let address = addresses[target] { return "\(address)" }
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
