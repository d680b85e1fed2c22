import OrderedJSON

/// The further addresses of an interface: at most five, each given once in a subnet. Source: api/vserver.md §3.7.
enum SecondaryAddresses {
    private static let most = 5

    static let assign: KindAction.Effect = { world, interface, parameters throws(Failure) in
        let subnet = try Subnets.kind.find(world, interface["subnetNo"])
        guard !parameters.list("secondaryIpList").isEmpty || parameters.text("secondaryIpCount") != nil else {
            throw .missing("secondaryIpList or secondaryIpCount")
        }
        let present = interface.list("secondaryIpList")
        try checkCount(parameters, besides: present.count)
        if try parameters.flag("allowReassign") ?? false {
            for address in parameters.list("secondaryIpList") { release(address, in: subnet, &world) }
        }
        let added = try picked(parameters, besides: [interface["ip"]] + present, in: subnet, &world)
        NetworkInterfaces.change(interface, ["secondaryIpList": .array((present + added).map(JSON.string))], &world)
    }

    static let unassign: KindAction.Effect = { world, interface, parameters throws(Failure) in
        let removed = try parameters.requiredList("secondaryIpList")
        let present = interface.list("secondaryIpList")
        guard removed.allSatisfy(present.contains) else { throw .invalid("secondaryIpList") }
        let left = present.filter { !removed.contains($0) }
        NetworkInterfaces.change(interface, ["secondaryIpList": .array(left.map(JSON.string))], &world)
    }

    /// The addresses a request lists, and as many more as it counts.
    /// - Parameter taken: addresses that are given already, though no record shows it yet.
    static func picked(
        _ parameters: CallParameters, besides taken: [String], in subnet: Record, _ world: inout World
    ) throws(Failure) -> [String] {
        try checkCount(parameters, besides: 0)
        var addresses: [String] = []
        for wanted in parameters.list("secondaryIpList") {
            guard !(taken + addresses).contains(wanted) else { throw .invalid("secondaryIpList") }
            addresses.append(try Addresses.take(wanted, in: subnet, &world))
        }
        let count = try parameters.integer("secondaryIpCount") ?? 0
        let goal = addresses.count + Int(count)
        while addresses.count < goal {
            let fresh = world[.subnet, subnet.id] ?? subnet
            let address = try Addresses.take(nil, in: fresh, &world)
            guard !(taken + addresses).contains(address) else { throw .limit(1002, "addresses of the subnet") }
            addresses.append(address)
        }
        return addresses
    }

    private static func checkCount(_ parameters: CallParameters, besides present: Int) throws(Failure) {
        let listed = parameters.list("secondaryIpList").count
        let counted = try parameters.integer("secondaryIpCount") ?? 0
        guard (0...Int64(most)).contains(counted) else { throw .invalid("secondaryIpCount") }
        guard present + listed + Int(counted) <= most else { throw .limit(1002, "secondary addresses") }
    }

    /// Takes an address from whoever has it.
    private static func release(_ address: String, in subnet: Record, _ world: inout World) {
        guard let holder = Addresses.holder(of: address, in: subnet, world) else { return }
        let left = holder.list("secondaryIpList").filter { $0 != address }
        world.set(.networkInterface, holder.id, ["secondaryIpList": .array(left.map(JSON.string))])
    }
}
