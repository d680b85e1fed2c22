import Model

// Places that objects give up to each other: addresses of servers, interfaces in servers, addresses in subnets.

extension EditedWorld {
    /// Has two objects swap what each has alone, or one take what another leaves.
    mutating func handOver() -> String? {
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: swap("PublicIp", "server") { _, _ in nil }
        case 1: swap("NetworkInterface", "server") { world, address in world.vpc(ofCard: address) }
        case 2: swap("NetworkInterface", "ip") { world, address in world.subnet(of: address) }
        default: swap("NetworkInterface", "secondaryIps") { world, address in world.subnet(of: address) }
        }
    }

    /// - Parameter home: what both have to lie in.
    private mutating func swap(
        _ kind: String, _ field: String, within home: (EditedWorld, Address) -> Address?
    ) -> String? {
        guard let one = dice.pick(all(kind)),
            let other = dice.pick(all(kind).filter { $0 != one && home(self, $0) == home(self, one) }),
            let mine = resources[one]?.attributes[field], let theirs = resources[other]?.attributes[field],
            mine != theirs,
            allowsChanging(field, of: kind)
        else { return nil }
        set(one, field, to: theirs)
        set(other, field, to: mine)
        return "\(one).\(field) swapped with \(other)"
    }

    // MARK: New ones

    mutating func newAddress() -> Attributes { ["server": freeHost() ?? .null] }

    mutating func newCard() -> Attributes? {
        guard let subnet = dice.pick(all("Subnet")), let vpc = vpc(of: subnet),
            let range = resources[subnet]?.attributes["cidr"]?.text
        else { return nil }
        let groups = all("AccessControlGroup").filter { self.vpc(of: $0) == vpc }
        guard let group = dice.pick(groups) else { return nil }
        // Far from those that the cloud picks.
        let start = range.split(separator: ".").prefix(3).joined(separator: ".")
        func fixed(_ number: Int) -> Value { .string("\(start).\(100 + number % 150)") }
        return [
            "subnet": .reference(Reference(subnet)), "accessControlGroups": [.reference(Reference(group))],
            "ip": fixed(next()), "secondaryIps": dice.oneIn(2) ? [] : [fixed(next()), fixed(next())],
            "server": freeSlot(in: vpc) ?? .null,
        ]
    }

    /// A server in a public subnet that no address leads to.
    mutating func freeHost() -> Value? {
        let taken = all("PublicIp").compactMap { host(of: $0) }
        let free = all("Server").filter { server in
            !taken.contains(server)
                && subnet(of: server).flatMap { resources[$0]?.attributes["type"] } == "PUBLIC"
        }
        return dice.pick(free).map { .reference(Reference($0)) }
    }

    /// A server of the VPC with room for an interface.
    mutating func freeSlot(in vpc: Address) -> Value? {
        let cards = all("NetworkInterface").compactMap { host(of: $0) }
        let free = all("Server").filter { server in
            subnet(of: server).flatMap { self.vpc(of: $0) } == vpc && cards.filter { $0 == server }.count < 2
        }
        return dice.pick(free).map { .reference(Reference($0)) }
    }

    func vpc(ofCard address: Address) -> Address? { subnet(of: address).flatMap { vpc(of: $0) } }

    private func host(of address: Address) -> Address? {
        resources[address]?.attributes["server"]?.references.first?.address
    }

    private func subnet(of address: Address) -> Address? {
        resources[address]?.attributes["subnet"]?.references.first?.address
    }
}
