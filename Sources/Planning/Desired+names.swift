import Model

extension Desired {
    /// What is wanted, with objects called in the cloud as they are there.
    ///
    /// A name that no manifest writes is the object's in the workspace when it is made, and stays what it is when that
    /// changes: the name of many kinds cannot be changed, so that another one would replace the object.
    public func keepingNames(recorded: Recorded, live: LiveSnapshot) -> Desired {
        let recorded = recorded.renamed(by: Renames(self, recorded: recorded).moves)
        var desired = self
        for index in resources.indices where !resources[index].fieldsFromName.isEmpty {
            for field in resources[index].fieldsFromName
            where resources[index].attributes[field]?.text == resources[index].address.name {
                guard let name = resources[index].presentName(in: field, recorded, live) else { continue }
                desired.resources[index].attributes[field] = name
            }
        }
        return desired
    }
}

extension DesiredResource {
    /// What the field holds of the object that is recorded, or about to be taken over; nil for one that is to be made.
    fileprivate func presentName(in field: String, _ recorded: Recorded, _ live: LiveSnapshot) -> Value? {
        if let row = recorded[address] {
            // Of an object that is made anew only what was wanted is still recorded.
            let seen = row.id.flatMap { live.object(address.kind, id: $0) }?.attributes[field]
            return [row.applied[field], row.declared[field], seen].lazy.compactMap(\.self).first { $0.isName }
        }
        switch adoption {
        case .id(let id): return live.object(address.kind, id: id)?.attributes[field].flatMap { $0.isName ? $0 : nil }
        case .name(let name): return field == "name" ? .string(name) : nil
        case nil: return nil
        }
    }
}

extension Value {
    fileprivate var isName: Bool { text.map { !$0.isEmpty } ?? false }
}
