import Model

/// Which rows of state get other addresses, by what manifests say that objects were called before.
struct Renames {
    /// In the order of the new addresses; each row and each address once.
    let moves: [Rename]
    private let origins: [Address: Address]

    init(_ moves: [Rename] = []) {
        self.moves = moves
        origins = Dictionary(moves.map { ($0.to, $0.from) }, uniquingKeysWith: { first, _ in first })
    }

    /// An object that is recorded where another one comes is not thrown away with the other: it gets an address of its
    /// own, under which it is deleted unless the manifests name it elsewhere.
    init(_ desired: Desired, recorded: Recorded) {
        var moves = desired.resources.compactMap { resource in
            Renames.pending(resource, desired, recorded).map { Rename(from: $0, to: resource.address) }
        }
        let leaving = Set(moves.map(\.from))
        for address in moves.map(\.to) where !leaving.contains(address) {
            guard let row = recorded[address] else { continue }
            moves.append(Rename(from: address, to: address.former(id: row.id ?? "unmade")))
        }
        self.init(moves.sorted { $0.to < $1.to })
    }

    /// The address of the row that the object is to have; nil where it has its row already.
    ///
    /// An address that is free was not moved to yet, and one that no manifest names any more is not there once the
    /// rename is made. Where both stay in use, as in a series or a ring, the row remembers.
    private static func pending(_ resource: DesiredResource, _ desired: Desired, _ recorded: Recorded) -> Address? {
        guard let former = resource.renamedFrom, former != resource.address, recorded[former] != nil else { return nil }
        guard let row = recorded[resource.address], desired.resources.contains(address: former) else { return former }
        return row.renamedFrom == former ? nil : former
    }

    /// Where state had the row that comes to `address`; nil for one that stays where it is.
    func origin(of address: Address) -> Address? { origins[address] }
}

extension Desired {
    /// The rows of state that get other addresses when these manifests are applied.
    public func renames(of recorded: Recorded) -> [Rename] { Renames(self, recorded: recorded).moves }
}
