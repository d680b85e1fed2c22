import Kinds
import Model

/// Manifests of a small random world, edited now and then: a network with servers, and objects that stand by themselves.
struct WantedWorld {
    var dice: Dice
    private var network: EditedWorld
    private var alone: [Address: DesiredResource] = [:]
    private var count = 0
    /// Objects that the manifests ask to be made anew since they were last brought about, with all that needs them.
    private(set) var replaced: Set<Address> = []

    init(seed: UInt64) {
        dice = Dice(seed: seed &+ 7_000_000)
        network = EditedWorld(seed: seed)
        for _ in 0..<4 { _ = add() }
    }

    var drafts: [ManifestDraft] {
        network.drafts + alone.values.sorted { $0.address < $1.address }.map { ManifestDraft($0) }
    }

    var resources: [DesiredResource] { drafts.map(\.resource) }

    /// Everything is as wanted: the next edit begins from there.
    mutating func settle() { replaced = [] }

    /// Changes a few things and says which.
    mutating func edit() -> [String] {
        let before = network.resources
        var said = network.edit()
        for _ in 0..<Int.random(in: 0...2, using: &dice) { said.append(editAlone()) }
        replaced.formUnion(madeAnew(since: before))
        return said
    }

    // MARK: The network

    private func madeAnew(since before: [Address: DesiredResource]) -> Set<Address> {
        let touched = network.resources.values.filter { new in
            guard let old = before[new.renamedFrom ?? new.address] else { return false }
            return new.address != old.address && new.attributes["name"] == nil || replaces(old, new)
        }
        return users(of: Set(touched.map(\.address)))
    }

    private func replaces(_ old: DesiredResource, _ new: DesiredResource) -> Bool {
        EditedWorld.edits(of: new.address.kind).contains {
            $0.edit.replaces && old.attributes[$0.field] != new.attributes[$0.field]
        }
    }

    /// With everything that names one of them, directly or not.
    func users(of addresses: Set<Address>) -> Set<Address> {
        var found = addresses
        while true {
            let more = resources.filter { !found.contains($0.address) && !found.isDisjoint(with: $0.dependencies) }
            if more.isEmpty { return found }
            found.formUnion(more.map(\.address))
        }
    }

    // MARK: Objects that stand by themselves

    private mutating func editAlone() -> String {
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: remove() ?? "nothing"
        case 1, 2: add() ?? "nothing"
        default: describe() ?? "nothing"
        }
    }

    private mutating func add() -> String? {
        guard alone.count < 7, let kind = dice.pick(Self.kinds) else { return nil }
        var attributes: Attributes = [:]
        if kind == "Product" { attributes["subscription"] = "PROTECTED" }
        if kind == "Api" {
            guard let product = dice.pick(alone.keys.filter { $0.kind == "Product" }.sorted()) else { return nil }
            attributes["product"] = .reference(Reference(product))
        }
        count += 1
        let resource = DesiredResource(
            Address(kind: kind, name: "\(kind.lowercased())-\(count)"), attributes: attributes)
        alone[resource.address] = resource
        return "add \(resource.address)"
    }

    private mutating func remove() -> String? {
        guard let victim = dice.pick(alone.keys.sorted()) else { return nil }
        let going = alone.keys.filter { $0 == victim || alone[$0]?.dependencies.contains(victim) ?? false }
        for address in going { alone[address] = nil }
        return "remove \(going.sorted().map(\.description).joined(separator: ", "))"
    }

    private mutating func describe() -> String? {
        let described = alone.keys.filter { ["Product", "Api", "ApiKey"].contains($0.kind) }.sorted()
        guard let address = dice.pick(described) else { return nil }
        count += 1
        alone[address]?.attributes["description"] = .string("number \(count)")
        return "\(address).description to number \(count)"
    }

    private static let kinds = ["PublicIp", "PlacementGroup", "Product", "Api", "UsagePlan", "ApiKey"]
}
