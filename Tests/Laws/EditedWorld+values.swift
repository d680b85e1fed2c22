import Model

/// A way to change a field.
struct FieldEdit: Sendable {
    /// Whether the cloud makes a new object for it.
    var replaces = false
    /// The new value; nil leaves the field out.
    var value: @Sendable (inout EditedWorld, DesiredResource) -> Value?
}

// What the network and its servers may be told.

extension EditedWorld {
    /// The fields of a new object, those that may be left out by chance; nil when what it needs is not there.
    mutating func newAttributes(_ kind: String) -> Attributes? {
        var attributes: Attributes
        switch kind {
        case "Vpc": attributes = ["cidr": .string("10.\(count % 250).0.0/16")]
        case "Subnet":
            guard let vpc = dice.pick(all("Vpc")), let range = resources[vpc]?.attributes["cidr"]?.text else {
                return nil
            }
            let start = range.split(separator: ".").prefix(2).joined(separator: ".")
            attributes = [
                "vpc": .reference(Reference(vpc)), "zone": dice.oneIn(2) ? "KR-1" : "KR-2",
                "cidr": .string("\(start).\(count % 250).0/24"), "type": dice.oneIn(2) ? "PUBLIC" : "PRIVATE",
            ]
        case "NetworkAcl", "AccessControlGroup":
            guard let vpc = dice.pick(all("Vpc")) else { return nil }
            attributes = ["vpc": .reference(Reference(vpc))]
        case "LoginKey": attributes = ["privateKeyFile": .string("key-\(count).pem")]
        case "PublicIp": return newAddress()
        case "NetworkInterface": return newCard()
        case "InitScript": attributes = ["content": .string("#!/bin/sh\necho \(count)\n")]
        case "BlockStorage":
            guard let server = dice.pick(all("Server")) else { return nil }
            attributes = ["size": 100, "volumeType": "CB1", "server": .reference(Reference(server))]
        case "BlockStorageSnapshot":
            guard let disk = dice.pick(all("BlockStorage")) else { return nil }
            attributes = ["blockStorage": .reference(Reference(disk))]
        default:
            guard let subnet = dice.pick(all("Subnet")) else { return nil }
            attributes = [
                "subnet": .reference(Reference(subnet)), "image": "23214590", "serverSpec": "ci2-g3",
            ]
            if let key = dice.pick(all("LoginKey")) { attributes["loginKey"] = .reference(Reference(key)) }
            if let script = dice.pick(all("InitScript")) { attributes["initScript"] = .reference(Reference(script)) }
        }
        let new = DesiredResource(Address(kind: kind, name: "new"), attributes: attributes)
        for (field, edit) in Self.edits(of: kind) where attributes[field] == nil && dice.oneIn(3) {
            attributes[field] = edit.value(&self, new)
        }
        return attributes
    }

    static func edits(of kind: String) -> [(field: String, edit: FieldEdit)] {
        switch kind {
        case "Subnet":
            [
                ("networkAcl", FieldEdit { $0.networkAcl(for: $1) }),
                (
                    "usage",
                    FieldEdit(replaces: true) { world, _ in
                        world.dice.oneIn(2) ? "GEN" : nil
                    }
                ),
            ]
        case "NetworkAcl":
            [
                ("description", FieldEdit { world, _ in world.description() }),
                ("inbound", FieldEdit { $0.rules("inbound", of: $1) { world, _ in world.aclRule() } }),
                ("outbound", FieldEdit { $0.rules("outbound", of: $1) { world, _ in world.aclRule() } }),
            ]
        case "AccessControlGroup":
            [
                ("description", FieldEdit(replaces: true) { world, _ in world.description() }),
                ("inbound", FieldEdit { $0.rules("inbound", of: $1) { $0.groupRule(of: $1) } }),
                ("outbound", FieldEdit { $0.rules("outbound", of: $1) { $0.groupRule(of: $1) } }),
            ]
        case "InitScript":
            [
                ("content", FieldEdit(replaces: true) { world, _ in .string("#!/bin/sh\necho \(world.next())\n") }),
                ("description", FieldEdit(replaces: true) { world, _ in world.description() }),
            ]
        case "PublicIp": [("server", FieldEdit { world, _ in world.dice.oneIn(3) ? .null : world.freeHost() ?? .null })]
        case "NetworkInterface":
            [
                (
                    "server",
                    FieldEdit { world, card in
                        guard let vpc = world.vpc(ofCard: card.address), !world.dice.oneIn(3) else { return .null }
                        return world.freeSlot(in: vpc) ?? .null
                    }
                )
            ]
        case "Server": serverEdits
        case "BlockStorage":
            [
                ("server", FieldEdit { $0.server(for: $1) }),
                ("size", FieldEdit { .integer(($1.attributes["size"]?.integer ?? 100) + ($0.dice.oneIn(2) ? 10 : 0)) }),
                ("returnProtection", FieldEdit { world, _ in world.dice.pick([true, false, nil]) ?? nil }),
            ]
        case "BlockStorageSnapshot":
            [("name", FieldEdit(replaces: true) { world, _ in .string("shot-\(world.next())") })]
        default: []
        }
    }

    private static let serverEdits: [(field: String, edit: FieldEdit)] = [
        ("name", FieldEdit { world, _ in .string("host-\(world.next())") }),
        ("serverSpec", FieldEdit { world, _ in world.dice.pick(["ci2-g3", "ci4-g3", "c2-g3", nil]) ?? nil }),
        ("power", FieldEdit { world, _ in world.dice.pick(["on", "off", nil]) ?? nil }),
        ("protectTermination", FieldEdit { world, _ in world.dice.pick([true, false, nil]) ?? nil }),
        ("description", FieldEdit(replaces: true) { world, _ in world.description() }),
        ("accessControlGroups", FieldEdit { $0.groups(for: $1) }),
    ]

    // MARK: Values

    mutating func next() -> Int {
        count += 1
        return count
    }

    private mutating func description() -> Value? {
        dice.pick([nil, "", "plain", "with: a colon # and a hash", "한국어, \"quoted\"", .string("number \(next())")])
            ?? nil
    }

    private mutating func networkAcl(for subnet: DesiredResource) -> Value? {
        guard let vpc = subnet.attributes["vpc"]?.references.first?.address else { return nil }
        let acls = all("NetworkAcl").filter { self.vpc(of: $0) == vpc }.map { Value.reference(Reference($0)) }
        return dice.pick(acls + [Self.standard("NetworkAcl", in: vpc), nil]) ?? nil
    }

    /// The server a disk is in, or another one of its zone.
    private mutating func server(for disk: DesiredResource) -> Value? {
        guard let current = disk.attributes["server"]?.references.first?.address else { return nil }
        let others = all("Server").filter { zone(of: $0) == zone(of: current) }
        return dice.pick(others).map { .reference(Reference($0)) }
    }

    private mutating func groups(for server: DesiredResource) -> Value? {
        guard let vpc = vpc(of: server.attributes["subnet"]?.references.first?.address) else { return nil }
        if dice.oneIn(5) { return nil }
        let all = all("AccessControlGroup").filter { self.vpc(of: $0) == vpc }.map { Value.reference(Reference($0)) }
        let chosen = (all + [Self.standard("AccessControlGroup", in: vpc)]).shuffled(using: &dice)
        return .list(Array(chosen.prefix(Int.random(in: 1...3, using: &dice))))
    }

    /// The object of a kind that came with the VPC.
    private static func standard(_ kind: String, in vpc: Address) -> Value {
        .reference(Reference(lookup: kind, criteria: ["vpc": .reference(Reference(vpc)), "isDefault": true]))
    }

    // MARK: Rules

    /// One rule more, one less, all in another order, none, or no word about them.
    private mutating func rules(
        _ field: String, of owner: DesiredResource, _ make: (inout EditedWorld, DesiredResource) -> Value
    ) -> Value? {
        var rules = owner.attributes[field]?.elements ?? []
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: return nil
        case 1: return []
        case 2: rules.shuffle(using: &dice)
        case 3 where !rules.isEmpty: rules.remove(at: Int.random(in: rules.indices, using: &dice))
        case 4 where !rules.isEmpty:
            let index = Int.random(in: rules.indices, using: &dice)
            var members = rules[index].members
            members["description"] = description()
            rules[index] = .map(members)
        default:
            let rule = make(&self, owner)
            // Two of one key are an error.
            if !rules.contains(where: { Self.key($0) == Self.key(rule) }) { rules.append(rule) }
        }
        return .list(rules)
    }

    private static func key(_ rule: Value) -> [Value?] {
        let fields = rule.members["priority"] == nil ? ["protocol", "cidr", "group", "ports"] : ["priority"]
        return fields.map { rule.members[$0] }
    }

    private mutating func aclRule() -> Value {
        var rule = transport()
        rule["priority"] = .integer(Int64(next() % 200))
        rule["cidr"] = .string("10.0.\(next() % 250).0/24")
        rule["action"] = dice.oneIn(2) ? "ALLOW" : "DROP"
        return .map(rule)
    }

    private mutating func groupRule(of owner: DesiredResource) -> Value {
        var rule = transport()
        // Two that name each other are a circle.
        let above = users(of: owner.address).union([owner.address])
        let others = all("AccessControlGroup").filter {
            !above.contains($0) && vpc(of: $0) == owner.attributes["vpc"]?.references.first?.address
        }
        if dice.oneIn(2), let group = dice.pick(others) {
            rule["group"] = .reference(Reference(group))
        } else {
            rule["cidr"] = .string("10.0.\(next() % 250).0/24")
        }
        return .map(rule)
    }

    private mutating func transport() -> Attributes {
        let port = next() % 60_000 + 1
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: return ["protocol": "ICMP"]
        case 1: return ["protocol": "UDP", "ports": .string("\(port)")]
        default: return ["protocol": "TCP", "ports": .string("\(port)-\(port + 7)")]
        }
    }
}
