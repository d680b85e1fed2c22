import OrderedJSON

/// The further addresses of an interface: at most five, each given once in a subnet. Source: api/vserver.md §3.7.
enum SecondaryAddresses {
    private static let most = 5

    static let assign: Action = { world, parameters throws(Failure) in
        let interface = try NetworkInterfaces.settled(parameters, world)
        let subnet = try VPCAnswers.subnet.find(world, interface["subnetNo"])
        guard !parameters.list("secondaryIpList").isEmpty || parameters.text("secondaryIpCount") != nil else {
            throw Parameters.missing("secondaryIpList or secondaryIpCount")
        }
        let present = interface.list("secondaryIpList")
        try checkCount(parameters, besides: present.count)
        if try parameters.flag("allowReassign") ?? false {
            for address in parameters.list("secondaryIpList") { release(address, in: subnet, &world) }
        }
        let added = try picked(parameters, besides: [interface["ip"]] + present, in: subnet, &world)
        return NetworkInterfaces.change(
            interface, ["secondaryIpList": .array((present + added).map(JSON.string))], &world)
    }

    static let unassign: Action = { world, parameters throws(Failure) in
        let interface = try NetworkInterfaces.settled(parameters, world)
        let removed = try parameters.requiredList("secondaryIpList")
        let present = interface.list("secondaryIpList")
        guard removed.allSatisfy(present.contains) else { throw VServerRules.invalid("secondaryIpList") }
        let left = present.filter { !removed.contains($0) }
        return NetworkInterfaces.change(interface, ["secondaryIpList": .array(left.map(JSON.string))], &world)
    }

    /// The addresses a request lists, and as many more as it counts.
    /// - Parameter taken: addresses that are given already, though no record shows it yet.
    static func picked(
        _ parameters: Parameters, besides taken: [String], in subnet: Record, _ world: inout World
    ) throws(Failure) -> [String] {
        try checkCount(parameters, besides: 0)
        var addresses: [String] = []
        for wanted in parameters.list("secondaryIpList") {
            guard !(taken + addresses).contains(wanted) else { throw VServerRules.invalid("secondaryIpList") }
            addresses.append(try Addresses.take(wanted, in: subnet, &world))
        }
        let count = try parameters.integer("secondaryIpCount") ?? 0
        let goal = addresses.count + Int(count)
        while addresses.count < goal {
            let fresh = world[.subnet, subnet.id] ?? subnet
            let address = try Addresses.take(nil, in: fresh, &world)
            guard !(taken + addresses).contains(address) else {
                throw VServerRules.limit(1002, "addresses of the subnet")
            }
            addresses.append(address)
        }
        return addresses
    }

    private static func checkCount(_ parameters: Parameters, besides present: Int) throws(Failure) {
        let listed = parameters.list("secondaryIpList").count
        let counted = try parameters.integer("secondaryIpCount") ?? 0
        guard (0...Int64(most)).contains(counted) else { throw VServerRules.invalid("secondaryIpCount") }
        guard present + listed + Int(counted) <= most else { throw VServerRules.limit(1002, "secondary addresses") }
    }

    /// Takes an address from whoever has it.
    private static func release(_ address: String, in subnet: Record, _ world: inout World) {
        guard let holder = Addresses.holder(of: address, in: subnet, world) else { return }
        let left = holder.list("secondaryIpList").filter { $0 != address }
        world.set(.networkInterface, holder.id, ["secondaryIpList": .array(left.map(JSON.string))])
    }
}
