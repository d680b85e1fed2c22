import Model

// The access control groups of a VPC that are like classic ones.

extension ClassicMigration {
    mutating func write(_ classic: [ClassicGroup]) {
        for group in classic { groups[group.number] = names.address("AccessControlGroup", group.name) }
        for group in classic {
            guard let address = groups[group.number] else { continue }
            add(
                address,
                [
                    "vpc": .reference(Reference(vpc)), "description": Value(group.description.nilIfEmpty),
                    "inbound": .list(inbound(group)), "outbound": Self.outbound,
                ], remarks: address.name == group.name ? [:] : ["vpc": "classic group \(group.name)"])
        }
    }

    /// A group of a VPC takes so many rules of one direction (api/vserver.md §3.6).
    private static let mostRules = 50

    private mutating func inbound(_ group: ClassicGroup) -> [Value] {
        var rules: [Value] = []
        var known: Set<[String?]> = []
        for rule in group.rules {
            guard known.insert([rule.networkProtocol, rule.source, rule.sourceGroup, rule.ports]).inserted else {
                continue
            }
            guard let value = value(of: rule) else {
                losses.append("\(group.name): a rule for an unknown group is missing.")
                continue
            }
            rules.append(value)
        }
        if rules.count > Self.mostRules {
            losses.append(
                "\(group.name): \(rules.count - Self.mostRules) rules are missing: a group has \(Self.mostRules) at most."
            )
        }
        return Array(rules.prefix(Self.mostRules))
    }

    private func value(of rule: ClassicGroup.Rule) -> Value? {
        var members: Attributes = [
            "protocol": .string(rule.networkProtocol), "cidr": Value(rule.source),
            "ports": Value(rule.ports.nilIfEmpty),
            "description": Value(rule.description.nilIfEmpty),
        ]
        if let number = rule.sourceGroup {
            guard let group = groups[number] else { return nil }
            members["group"] = .reference(Reference(group))
        }
        return .present(members)
    }

    /// Classic groups filter what comes in, and nothing else.
    private static let outbound: Value = [
        ["protocol": "TCP", "cidr": "0.0.0.0/0", "ports": "1-65535"],
        ["protocol": "UDP", "cidr": "0.0.0.0/0", "ports": "1-65535"], ["protocol": "ICMP", "cidr": "0.0.0.0/0"],
    ]
}

extension String {
    fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
