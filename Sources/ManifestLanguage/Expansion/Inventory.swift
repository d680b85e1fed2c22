import Model

/// The names of all objects of a workspace, kind by kind.
struct Inventory {
    private var names: [String: Set<String>] = [:]
    /// False when some document could not be read, so that a missing name proves nothing.
    var isComplete = true

    /// Whether the address was not there yet.
    @discardableResult
    mutating func insert(_ address: Address) -> Bool {
        names[address.kind, default: []].insert(address.name).inserted
    }

    func contains(_ address: Address) -> Bool { names[address.kind]?.contains(address.name) ?? false }

    func names(of kind: String) -> Set<String> { names[kind] ?? [] }

    /// Every address, sorted by kind and name.
    var addresses: [Address] {
        names.flatMap { kind, names in names.map { Address(kind: kind, name: $0) } }.sorted()
    }

    func kinds(having name: String) -> [String] {
        names.filter { $0.value.contains(name) }.keys.sorted()
    }
}
