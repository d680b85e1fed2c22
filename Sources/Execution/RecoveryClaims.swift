import Model
import StateStore

/// Which live objects the creations of a dead run can have made, all creations looked at together.
struct RecoveryClaims {
    enum Claim {
        case none
        /// Nothing else can be it, and it can be nothing else's.
        case one(LiveObject)
        case several([LiveObject])
    }

    /// The addresses that have an id, by kind and id.
    private var holders: [String: [String: Set<Address>]] = [:]
    /// In the order of their intents.
    private var candidates: [(address: Address, objects: [LiveObject])] = []

    /// - Parameter answered: creations; the ids in their answers belong to them.
    init(_ recorded: Recorded, answered: [Intent], imports: [Address: String]) {
        for record in recorded.resources { hold(record.address, record.id) }
        for intent in answered { hold(intent.address, intent.answeredID) }
        for (address, id) in imports { hold(address, id) }
    }

    private mutating func hold(_ address: Address, _ id: String?) {
        guard let id else { return }
        holders[address.kind, default: [:]][id, default: []].insert(address)
    }

    /// Whether another address has the object too.
    func isShared(_ id: String, with address: Address) -> Bool {
        holders[address.kind]?[id]?.contains { $0 != address } ?? false
    }

    /// Takes in what the creation at `address` can have made. Several intents of one address are one creation.
    mutating func add(_ address: Address, _ marker: Marker, _ kind: Kind?, among list: [LiveObject]) {
        let found = list.filter { marker.matches($0, kind) && !isShared($0.id, with: address) }
        guard let index = candidates.firstIndex(where: { $0.address == address }) else {
            return candidates.append((address, found))
        }
        let known = Set(candidates[index].objects.map(\.id))
        candidates[index].objects += found.filter { !known.contains($0.id) }
    }

    func claim(of address: Address) -> Claim {
        let found = candidates.first { $0.address == address }?.objects ?? []
        guard let object = found.first else { return .none }
        let ids = Set(found.map(\.id))
        let isContested = candidates.contains { other in
            other.address != address && other.address.kind == address.kind
                && other.objects.contains { ids.contains($0.id) }
        }
        return found.count == 1 && !isContested ? .one(object) : .several(found)
    }

    /// By the user's word each takes the newest of what is left, those first that were begun first.
    mutating func shareOut() {
        var taken: [String: Set<String>] = [:]
        for index in candidates.indices {
            let kind = candidates[index].address.kind
            let left = candidates[index].objects.filter { !(taken[kind]?.contains($0.id) ?? false) }
            candidates[index].objects = left.newest.map { [$0] } ?? []
            if let object = left.newest { taken[kind, default: []].insert(object.id) }
        }
    }
}
