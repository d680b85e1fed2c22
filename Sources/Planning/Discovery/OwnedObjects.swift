import Model

/// Which live objects a workspace has already, and what its documents call them.
struct OwnedObjects {
    /// Ids that state or manifests hold, by kind.
    private var ids: [String: Set<String>] = [:]
    /// What can be referred to by name: objects with a document.
    private var addresses: [String: [String: Address]] = [:]
    /// Every address in use, of objects that exist or do not.
    private var taken: Set<Address> = []

    init(desired: Desired, recorded: Recorded, live: LiveSnapshot, catalog: KindCatalog) {
        let renamed = recorded.renamed(by: Renames(desired, recorded: recorded).moves)
        for resource in desired.resources {
            taken.insert(resource.address)
            if let id = renamed[resource.address]?.id ?? Self.adopted(resource, live, catalog) {
                note(resource.address, id: id)
            }
        }
        for record in recorded.resources {
            taken.insert(record.address)
            if let id = record.id { ids[record.address.kind, default: []].insert(id) }
        }
    }

    /// None yet, but with addresses that are spoken for.
    init(taken: Set<Address>) { self.taken = taken }

    /// The object that a document takes over when it is applied.
    private static func adopted(
        _ resource: DesiredResource, _ live: LiveSnapshot, _ catalog: KindCatalog
    ) -> String? {
        let kind = resource.address.kind
        switch resource.adoption {
        case .id(let id): return id
        case .name(let name): return onlyObject(kind, named: name, live)
        case nil:
            // What no call makes is taken over by its name without saying.
            guard let known = catalog[kind], !known.life.creation.ability.isPossible else { return nil }
            return onlyObject(kind, named: resource.attributes["name"]?.text ?? resource.address.name, live)
        }
    }

    private static func onlyObject(_ kind: String, named name: String, _ live: LiveSnapshot) -> String? {
        let found = live.all(kind).filter { $0.name == name }
        return found.count == 1 ? found[0].id : nil
    }

    func has(_ kind: String, _ id: String) -> Bool { ids[kind]?.contains(id) ?? false }
    func address(_ kind: String, id: String) -> Address? { addresses[kind]?[id] }
    func isTaken(_ address: Address) -> Bool { taken.contains(address) }

    /// The object has, or will have, a document at `address`.
    mutating func note(_ address: Address, id: String) {
        taken.insert(address)
        ids[address.kind, default: []].insert(id)
        addresses[address.kind, default: [:]][id] = address
    }
}
