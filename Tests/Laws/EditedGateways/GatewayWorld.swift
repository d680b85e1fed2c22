import Model

/// Manifests of API Gateway in the hands of somebody who edits them without end; each edit leaves a workspace that is
/// valid and that the cloud can be brought to.
struct GatewayWorld {
    var dice: Dice
    private(set) var resources: [Address: DesiredResource] = [:]
    /// Every name and path is used once.
    var count = 0
    private(set) var kept = KeptNames()

    init(seed: UInt64) {
        dice = Dice(seed: seed)
        for kind in Self.first { _ = add(kind) }
        mend()
    }

    /// Sorted by address.
    var drafts: [ManifestDraft] { resources.values.sorted { $0.address < $1.address }.map { ManifestDraft($0) } }

    /// Makes a few changes and says which.
    mutating func edit() -> [String] {
        for address in resources.keys { resources[address]?.renamedFrom = nil }
        kept.settle(resources)
        let said = (0..<Int.random(in: 1...4, using: &dice)).map { _ in change() }
        return said + mend()
    }

    private mutating func change() -> String {
        while true {
            let said =
                switch Int.random(in: 0..<20, using: &dice) {
                case 0..<4: dice.pick(Self.kinds).flatMap { add($0) }
                case 4..<6: remove()
                case 6: rename()
                case 7: dice.oneIn(3) ? callAnew() : rename()
                default: changeField()
                }
            if let said { return said }
        }
    }

    // MARK: Kinds of edits

    private mutating func add(_ kind: String) -> String? {
        count += 1
        let address = Address(kind: kind, name: "\(kind.lowercased().prefix(8))-\(count)")
        guard all(kind).count < Self.most[kind] ?? 4, let needed = needed(kind) else { return nil }
        resources[address] = DesiredResource(address, attributes: needed)
        for (field, edit) in Self.optional(kind) where dice.oneIn(3) {
            guard let resource = resources[address] else { break }
            let value = edit(&self, resource)
            resources[address]?.attributes[field] = value
        }
        return "add \(address)"
    }

    /// An object goes with all that cannot be without it.
    private mutating func remove() -> String? {
        guard let victim = dice.pick(addresses) else { return nil }
        let going = inhabitants(of: victim).union([victim])
        guard going.count < 7 else { return nil }
        for address in going { resources[address] = nil }
        return "remove \(going.sorted().map(\.description).joined(separator: ", "))"
    }

    /// Of half of the objects the name that they have in the cloud is written down.
    private mutating func rename() -> String? {
        guard let old = dice.pick(addresses), kept.allowsRenaming else { return nil }
        return rename(old, saysName: Self.named.contains(old.kind) && dice.oneIn(2))
    }

    private mutating func rename(_ old: Address, saysName: Bool) -> String? {
        guard var resource = resources[old] else { return nil }
        count += 1
        let new = Address(kind: old.kind, name: "renamed-\(count)")
        if saysName, Self.named.contains(old.kind) {
            resource.attributes["name"] = .string(kept.name(of: resource))
        }
        kept.rename(old, to: new)
        resource.address = new
        resource.renamedFrom = resource.renamedFrom ?? old
        resources[old] = nil
        resources[new] = resource
        for (address, user) in resources {
            resources[address]?.attributes = user.attributes.mapValues { value in
                value.resolving { $0.pointing(from: old, to: new).map(Value.reference) }
            }
        }
        return "rename \(old) to \(new.name)" + (saysName ? ", its name written" : "")
    }

    /// The manifest is called otherwise, and says no word of it: one object goes, and its like takes the place.
    private mutating func callAnew() -> String? {
        guard let old = dice.pick(addresses.filter { Self.placed.contains($0.kind) }),
            kept.allowsRenaming, rename(old, saysName: true) != nil
        else { return nil }
        let new = Address(kind: old.kind, name: "renamed-\(count)")
        resources[new]?.renamedFrom = nil
        return "call \(old) \(new.name), without a word"
    }

    private mutating func changeField() -> String? {
        guard let address = dice.pick(addresses), let resource = resources[address],
            let (field, edit) = dice.pick(Self.edits(address.kind)), kept.allowsChanging(field, of: address.kind)
        else { return nil }
        let before = resource.attributes[field]
        let after = edit(&self, resource)
        guard before != after else { return nil }
        resources[address]?.attributes[field] = after
        return "\(address).\(field) from \(before?.display ?? "-") to \(after?.display ?? "-")"
    }

    /// Writes a field of an object, as mending does.
    mutating func set(_ address: Address, _ field: String, _ value: Value?) {
        resources[address]?.attributes[field] = value
    }

    mutating func drop(_ address: Address) { resources[address] = nil }

    // MARK: What is there

    var addresses: [Address] { resources.keys.sorted() }

    func all(_ kind: String) -> [Address] { addresses.filter { $0.kind == kind } }

    /// What a field that holds one reference names.
    func target(_ address: Address?, _ field: String) -> Address? {
        address.flatMap { resources[$0]?.attributes[field]?.references.first?.address }
    }

    /// Everything that lies inside the object, or is tied to it for life.
    private func inhabitants(of address: Address) -> Set<Address> {
        var found: Set<Address> = []
        var open: Set<Address> = [address]
        while let next = open.popFirst() {
            for other in resources.keys where Self.homes.contains(where: { target(other, $0) == next }) {
                if found.insert(other).inserted { open.insert(other) }
            }
        }
        return found
    }

    private static let homes = ["product", "api", "resource", "key"]
    private static let named: Set<String> = [
        "Product", "Api", "Model", "Stage", "UsagePlan", "ApiKey", "Authorizer",
    ]
    /// Those that lie in another, but for models, which go only when no body is of them, and for paths, which settings of
    /// stages name until the next deployment.
    private static let placed: Set<String> = ["Api", "Method", "GatewayResponse", "Stage", "Subscription"]
    private static let first = [
        "UsagePlan", "Authorizer", "Product", "Api", "Model", "Resource", "Method", "Resource", "Method", "Stage",
        "ApiKey", "Subscription",
    ]
    private static let kinds = [
        "Product", "Api", "Model", "Resource", "Method", "Method", "GatewayResponse", "Stage", "UsagePlan", "ApiKey",
        "Subscription", "Authorizer",
    ]
    private static let most = ["Product": 2, "Api": 3, "Resource": 6, "Method": 8, "UsagePlan": 3, "Authorizer": 2]
}
