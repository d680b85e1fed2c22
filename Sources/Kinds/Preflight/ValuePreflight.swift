import Model

/// Values that two fields of one object have to agree on: told while planning, and not when the first half is made.
enum ValuePreflight {
    /// What the two ways of disks allow besides the field's own bounds. Source: api/vserver.md §3.9.
    static let diskSize = Preflight(of: ["size", "volumeType"]) { subject, _ in
        guard let size = subject.attributes["size"]?.integer else { return [] }
        if subject.isGiven("volumeType") {
            guard !size.isMultiple(of: 10) else { return [] }
            return [
                Preflight.Problem(
                    at: "size", "\(size) GB are not offered: with a volumeType sizes go in steps of 10",
                    help: "write \(size / 10 * 10 + 10)")
            ]
        }
        guard size > 2000 else { return [] }
        return [
            Preflight.Problem(
                at: "size", "\(size) GB are not offered: without a volumeType a disk has at most 2000",
                help: "write 2000 or less, or choose a volumeType")
        ]
    }

    /// Source: api/vserver.md §3.7.
    static let addresses = Preflight(of: ["secondaryIps", "secondaryIpCount"]) { subject, _ in
        let listed = subject.attributes["secondaryIps"]?.elements.count ?? 0
        let counted = Int(clamping: subject.attributes["secondaryIpCount"]?.integer ?? 0)
        guard listed > 0, counted > 0, listed + counted > 5 else { return [] }
        return [
            Preflight.Problem(
                at: "secondaryIpCount", "secondaryIps and secondaryIpCount are \(listed + counted) addresses in total",
                help: "an interface has at most 5")
        ]
    }

    /// Source: api/vserver.md §3.7.
    static let bareMetal = Preflight(of: ["bareMetal", "server"]) { subject, _ in
        guard subject.isNew, subject.attributes["bareMetal"]?.bool == true, !subject.isGiven("server") else {
            return []
        }
        return [
            Preflight.Problem(
                at: "bareMetal", "it is for a bare-metal server, but has no server", help: "add the field 'server'")
        ]
    }

    /// Source: api/vserver.md §3.3.
    static let imageSource = Preflight(of: ["name"]) { subject, _ in
        let disks = subject.attributes["disks"]?.elements ?? []
        guard subject.isNew, !subject.isGiven("server"),
            !disks.contains(where: { !($0.members["snapshot"] ?? .null).isAbsent })
        else { return [] }
        return [
            Preflight.Problem(
                at: nil, "it has neither a server nor snapshots to be created from",
                help: "set a server, or disks with snapshots; the cloud's images cannot be created")
        ]
    }

    /// Source: api/vpc.md §3.5.
    static let gatewaySubnet = Preflight(of: ["name"]) { subject, _ in
        guard subject.isNew, !subject.isGiven("subnet") else { return [] }
        return [
            Preflight.Problem(
                at: nil, "a new NAT gateway needs a subnet: those without one are legacy",
                help: "create a Subnet with usage NATGW and use it as the gateway's subnet")
        ]
    }

    /// Source: api/apigateway.md §5.1.
    static let compression = Preflight(of: ["minimumCompressionSize", "contentEncoding"]) { subject, _ in
        guard subject.isGiven("minimumCompressionSize"), subject.attributes["contentEncoding"]?.bool != true else {
            return []
        }
        return [
            Preflight.Problem(
                at: "minimumCompressionSize", "minimumCompressionSize needs contentEncoding",
                help: "write contentEncoding: true")
        ]
    }

    /// Source: api/databoxframe.md §3.2.
    static let vpnAccounts = Preflight(of: ["sslVpnCount", "connectServers"]) { subject, _ in
        let servers = subject.attributes["connectServers"]?.elements.count ?? 0
        guard subject.isNew || subject.changed.contains("connectServers"),
            let count = subject.attributes["sslVpnCount"]?.integer, count > 3 * servers
        else {
            return []
        }
        return [
            Preflight.Problem(
                at: "sslVpnCount",
                "\(count) SSL VPN accounts need more than \(Counted.of(servers, "Connect server")): each supports three",
                help: "write \(3 * servers) or less, or add Connect servers")
        ]
    }
}

extension Preflight.Subject {
    /// Whether a field has a value, known or not.
    func isGiven(_ field: String) -> Bool { !(attributes[field] ?? .null).isAbsent }
}
