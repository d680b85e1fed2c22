import Model

/// Which planned objects cannot do without which others.
struct SelectionWeb {
    let planned: [Address: [Step]]
    private let recorded: Recorded
    /// Steps by those that take what they give up.
    private let givers: [Step.ID: [Step.ID]]
    /// Addresses by those that get their rows in the same move.
    private var mates: [Address: [Address]] = [:]
    /// Planned objects by those that their manifests refer to.
    private var usersToBe: [Address: [Address]] = [:]
    /// Planned objects by those whose steps have to come before theirs.
    private var followers: [Address: [Address]] = [:]
    /// Objects by those that they rest on, and the other way round.
    private var users: [Address: [Address]] = [:]
    private var grounds: [Address: [Address]] = [:]

    init(
        _ steps: [Step], _ handovers: [Handover], _ recorded: Recorded, _ renames: [Rename], _ catalog: KindCatalog,
        _ live: LiveSnapshot
    ) {
        planned = Dictionary(grouping: steps, by: \.address)
        self.recorded = recorded
        givers = Dictionary(grouping: handovers.filter(\.isCertain), by: \.to).mapValues { $0.map(\.from) }
        for step in steps {
            for used in step.desired?.dependencies ?? [] { usersToBe[used, default: []].append(step.address) }
            for part in predecessors(of: step) { followers[part, default: []].append(step.address) }
        }
        for rename in renames {
            mates[rename.from, default: []].append(rename.to)
            mates[rename.to, default: []].append(rename.from)
        }
        let hangers = Hangers(steps, catalog, live)
        for record in recorded.resources {
            let origins = catalog[record.address.kind]?.origins(of: record) ?? []
            let used = Set(record.dependencies).subtracting(origins).union(hangers.holders(of: record).map(\.holder))
            grounds[record.address] = used.sorted()
            for ground in used { users[ground, default: []].append(record.address) }
        }
    }

    /// Objects whose steps come first, be it to make room.
    private func predecessors(of step: Step) -> Set<Address> {
        Set(step.follows + (step.succeeds + (givers[step.id] ?? [])).map(\.address)).subtracting([step.address])
    }

    /// What must be done together with the steps of an address: for a deletion what rests on the object, else what it
    /// rests on.
    func needs(_ address: Address) -> [Address] {
        let steps = planned[address] ?? []
        let below = steps.lazy.compactMap(\.desired).first?.dependencies ?? []
        let before = steps.flatMap(predecessors)
        return below + before + (mates[address] ?? []) + (isDeleted(address) ? users[address] ?? [] : [])
    }

    /// What cannot be done when an object is left as it is: nothing is deleted that it rests on.
    func neededBy(_ address: Address) -> [Address] {
        let above = getsItsID(address) ? usersToBe[address] ?? [] : []
        let below = (grounds[address] ?? []).filter(isDeleted)
        return above + below + (followers[address] ?? []) + (mates[address] ?? [])
    }

    private func isDeleted(_ address: Address) -> Bool { planned[address]?.contains(where: \.destroys) ?? false }

    /// Whether nobody can name the object before its steps are done: it is made, adopted, or moved here.
    private func getsItsID(_ address: Address) -> Bool {
        recorded[address]?.id == nil || mates[address] != nil
            || planned[address]?.contains { $0.action == .create || $0.action == .replace } ?? false
    }

    func closure(of seeds: Set<Address>, following next: (Address) -> [Address]) -> Set<Address> {
        var found = seeds
        var open = Array(seeds)
        while let address = open.popLast() {
            for other in next(address) where planned[other] != nil && found.insert(other).inserted {
                open.append(other)
            }
        }
        return found
    }
}
