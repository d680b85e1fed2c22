import Model

/// SplitMix64: the same numbers for the same seed, everywhere.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
    mutating func pick<Item>(_ items: [Item]) -> Item? { items.randomElement(using: &self) }
}

/// Manifests as they are in the hands of somebody who edits them without end: one small change after another, each
/// leaving a workspace that is valid and that the cloud can be brought to.
struct EditedWorld {
    var dice: Dice
    private(set) var resources: [Address: DesiredResource] = [:]
    /// What is left to others, by object.
    var ignored: [Address: [FieldPath]] = [:]
    /// Every name and range is used once.
    var count = 0
    private var kept = KeptNames()
    /// What may be added, the more often the more likely.
    private let kinds: [String]

    init(seed: UInt64, besides: [String] = []) {
        dice = Dice(seed: seed)
        kinds = Self.usual + besides
        for kind in ["Vpc", "Subnet", "AccessControlGroup", "NetworkAcl", "LoginKey", "Server"] { _ = add(kind) }
    }

    /// Sorted by address.
    var drafts: [ManifestDraft] { resources.values.sorted { $0.address < $1.address }.map { ManifestDraft($0) } }

    /// Makes a few changes and says which.
    mutating func edit() -> [String] {
        for address in resources.keys { resources[address]?.renamedFrom = nil }
        kept.settle(resources)
        return (0..<Int.random(in: 1...3, using: &dice)).map { _ in change() }
    }

    private mutating func change() -> String {
        while true {
            let said =
                switch Int.random(in: 0..<25, using: &dice) {
                case 0..<4: kinds.randomElement(using: &dice).flatMap { add($0) }
                case 4..<6: remove()
                case 6..<8: rename()
                case 8..<12: handOver()
                case 12: ignore()
                default: changeField()
                }
            if let said { return said }
        }
    }

    // MARK: Kinds of edits

    private mutating func add(_ kind: String) -> String? {
        guard all(kind).count < Self.most[kind] ?? 3, let attributes = newAttributes(kind) else { return nil }
        count += 1
        let resource = DesiredResource(
            Address(kind: kind, name: "\(kind.lowercased().prefix(8))-\(count)"), attributes: attributes)
        resources[resource.address] = resource
        return "add \(resource.address)"
    }

    /// An object goes with all that needs it.
    private mutating func remove() -> String? {
        guard let victim = pick(from: resources.values.map(\.address)) else { return nil }
        let going = users(of: victim).union([victim])
        // A server that names no key takes the account's first: there has to be one.
        let isUsed = all("Server").contains { resources[$0]?.attributes["loginKey"] == nil }
        guard victim.kind != "LoginKey" || all("LoginKey").count > 1 && !isUsed else { return nil }
        guard !going.contains(where: isGuarded), going.count < 4 else { return nil }
        for address in going { (resources[address], ignored[address]) = (nil, nil) }
        return "remove \(going.sorted().map(\.description).joined(separator: ", "))"
    }

    private mutating func rename() -> String? {
        guard let old = pick(from: resources.values.map(\.address)), var resource = resources[old] else { return nil }
        let saysName = dice.oneIn(2) && old.kind != "PublicIp"
        guard kept.allowsRenaming else { return nil }
        count += 1
        let new = Address(kind: old.kind, name: "renamed-\(count)")
        if saysName { resource.attributes["name"] = .string(kept.name(of: resource)) }
        kept.rename(old, to: new)
        resource.address = new
        resource.renamedFrom = resource.renamedFrom ?? old
        resources[old] = nil
        resources[new] = resource
        for (address, user) in resources {
            resources[address]?.attributes = user.attributes.mapValues { value in
                value.resolving { reference in reference.pointing(from: old, to: new).map(Value.reference) }
            }
        }
        ignored[new] = ignored.removeValue(forKey: old)
        return "rename \(old) to \(new.name)" + (saysName ? ", its name written" : "")
    }

    private mutating func changeField() -> String? {
        guard let address = pick(from: resources.values.map(\.address)),
            let (field, edit) = dice.pick(Self.edits(of: address.kind)), let resource = resources[address]
        else { return nil }
        if edit.replaces, !isReplaceable(address) { return nil }
        guard kept.allowsChanging(field, of: address.kind) else { return nil }
        let before = resource.attributes[field]
        let after = edit.value(&self, resource)
        guard before != after else { return nil }
        resources[address]?.attributes[field] = after
        return "\(address).\(field) from \(before?.display ?? "-") to \(after?.display ?? "-")"
    }

    /// Leaves the description of a rule to others, or no longer.
    private mutating func ignore() -> String? {
        guard let address = pick(from: all("NetworkAcl")) else { return nil }
        if ignored.removeValue(forKey: address) != nil { return "\(address) is looked after again" }
        guard let rule = dice.pick(resources[address]?.attributes["inbound"]?.elements ?? []),
            let priority = rule.members["priority"]?.spelling
        else { return nil }
        ignored[address] = [FieldPath([.field("inbound"), .element(priority), .field("description")])]
        return "\(address).inbound[\(priority)].description is left to others"
    }

    mutating func set(_ address: Address, _ field: String, to value: Value) {
        resources[address]?.attributes[field] = value
    }

    mutating func allowsChanging(_ field: String, of kind: String) -> Bool { kept.allowsChanging(field, of: kind) }

    // MARK: What is there

    func all(_ kind: String) -> [Address] { resources.keys.filter { $0.kind == kind }.sorted() }

    private mutating func pick(from addresses: [Address]) -> Address? { dice.pick(addresses.sorted()) }

    /// Everything that names the object, directly or not.
    func users(of address: Address) -> Set<Address> {
        var found: Set<Address> = []
        var open: Set<Address> = [address]
        while let next = open.popFirst() {
            for resource in resources.values where resource.dependencies.contains(next) {
                if found.insert(resource.address).inserted { open.insert(resource.address) }
            }
        }
        return found
    }

    /// A server that the cloud refuses to terminate.
    private func isGuarded(_ address: Address) -> Bool {
        resources[address]?.attributes["protectTermination"] == true
    }

    /// Whether a new object may take its place, with all that would have to be made anew for it.
    private func isReplaceable(_ address: Address) -> Bool {
        !users(of: address).union([address]).contains(where: isGuarded)
    }

    /// The zone of a server, by its subnet.
    func zone(of server: Address) -> Value? {
        let subnet = resources[server]?.attributes["subnet"]?.references.first?.address
        return subnet.flatMap { resources[$0]?.attributes["zone"] }
    }

    func vpc(of address: Address?) -> Address? {
        address.flatMap { resources[$0]?.attributes["vpc"]?.references.first?.address }
    }

    private static let usual = [
        "Vpc", "Subnet", "NetworkAcl", "AccessControlGroup", "LoginKey", "InitScript", "Server", "Server", "PublicIp",
    ]
    private static let most = ["Vpc": 2, "LoginKey": 2, "InitScript": 2, "NetworkInterface": 5]
}

extension Reference {
    func pointing(from old: Address, to new: Address) -> Reference? {
        switch target {
        case .managed(let address): address == old ? Reference(new, attribute: attribute) : nil
        case .lookup(let kind, let criteria):
            Reference(
                lookup: kind,
                criteria: criteria.mapValues { value in
                    value.resolving { $0.pointing(from: old, to: new).map(Value.reference) }
                }, attribute: attribute)
        }
    }
}
