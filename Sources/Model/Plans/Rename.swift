/// An object in state that gets another address. Renames of one change are made together: the places of a series may
/// move up, or two objects take each other's.
public struct Rename: Hashable, Sendable {
    public var from: Address
    public var to: Address

    public init(from: Address, to: Address) {
        self.from = from
        self.to = to
    }
}

extension [Rename] {
    /// The renames that concern one of `addresses`, with those that have to be made along with them: whose place an
    /// object takes has to go elsewhere.
    public func concerning(_ addresses: some Sequence<Address>) -> [Rename] {
        var ends: [Address: [Int]] = [:]
        for (index, rename) in enumerated() {
            ends[rename.from, default: []].append(index)
            ends[rename.to, default: []].append(index)
        }
        var chosen: Set<Int> = []
        var open = [Address](addresses)
        while let address = open.popLast() {
            for index in ends.removeValue(forKey: address) ?? [] where chosen.insert(index).inserted {
                open += [self[index].from, self[index].to]
            }
        }
        return chosen.sorted().map { self[$0] }
    }
}

extension Value {
    /// The value with references to renamed objects by their new addresses.
    public func readdressed(_ new: [Address: Address]) -> Value {
        resolving { reference in
            switch reference.target {
            case .managed(let address):
                new[address].map { .reference(Reference($0, attribute: reference.attribute)) }
            case .lookup(let kind, let criteria):
                .reference(
                    Reference(
                        lookup: kind, criteria: criteria.mapValues { $0.readdressed(new) },
                        attribute: reference.attribute))
            }
        }
    }
}

extension Recorded {
    /// The state with the renames made: rows, and what rests on them, by their new addresses.
    public func renamed(by renames: [Rename]) -> Recorded {
        guard !renames.isEmpty else { return self }
        let new = Dictionary(renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        return Recorded(
            resources.map { row in
                var row = row
                row.dependencies = row.dependencies.map { new[$0] ?? $0 }
                row.declared = row.declared.mapValues { $0.readdressed(new) }
                guard let address = new[row.address] else { return row }
                row.renamedFrom = address.successor == nil ? row.address : nil
                row.address = address
                return row
            })
    }
}
