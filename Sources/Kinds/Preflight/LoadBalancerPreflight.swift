import Model

/// What can be known of load balancers before they are made. Source: api/loadbalancer.md §3.
enum LoadBalancerPreflight {
    static let checks: [Preflight] = [
        // Nothing says that names are unique (api/loadbalancer.md §10).
        .freeName(of: "LoadBalancer", within: "vpc", refused: false), .exists("Vpc", in: "vpc"),
        .sameVpc("Subnet", in: "subnets") { subject, _ in subject.attributes["vpc"] },
        .usage("LOADB", in: "subnets", for: "load balancers"), zones, throughput, idleTimeout, addresses,
        differentAddresses, freeAddresses,
    ]

    private static func subnets(_ subject: Preflight.Subject, _ scene: Preflight.Scene) -> [Preflight.Scene.Neighbour] {
        (subject.attributes["subnets"]?.elements ?? []).compactMap { scene.object("Subnet", $0) }
    }

    private static let zones = Preflight(of: ["subnets"], reading: ["Subnet"]) { subject, scene in
        let byZone = Dictionary(grouping: subnets(subject, scene).filter { $0.text("zone") != nil }) {
            $0.text("zone") ?? ""
        }
        return byZone.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { zone, subnets in
            let titles = subnets.map(\.title).sorted().joined(separator: " and ")
            return Preflight.Problem(
                at: "subnets", "\(titles) are both in \(zone)", help: "keep one subnet per zone")
        }
    }

    private static let throughput = Preflight(of: ["throughput", "type"]) { subject, _ in
        guard let throughput = subject.text("throughput"), let type = subject.text("type"),
            (throughput == "DYNAMIC") != (type == "NETWORK")
        else { return [] }
        let isNetwork = type == "NETWORK"
        return [
            Preflight.Problem(
                at: "throughput", "throughput \(throughput) is not offered for the type \(type)",
                help: isNetwork
                    ? "omit it: a NETWORK load balancer has DYNAMIC" : "write SMALL, MEDIUM, LARGE or XLARGE")
        ]
    }

    private static let idleTimeout = Preflight(of: ["idleTimeout", "type"]) { subject, _ in
        guard subject.text("type") == "NETWORK", subject.isGiven("idleTimeout") else { return [] }
        return [
            Preflight.Problem(
                at: "idleTimeout", "a NETWORK load balancer does not have an idle timeout", help: "remove the field")
        ]
    }

    /// Addresses are for subnets that it has, of a public one.
    private static let addresses = Preflight(of: ["addresses", "subnets", "network"]) { subject, scene in
        let rows = subject.attributes["addresses"]?.elements.map(\.members) ?? []
        guard subject.isNew, !rows.isEmpty else { return [] }
        guard subject.text("network") != "PRIVATE" else {
            return [
                Preflight.Problem(
                    at: "addresses", "a PRIVATE load balancer cannot have public IPs", help: "remove the field")
            ]
        }
        let subnets = subject.attributes["subnets"]?.elements ?? []
        return rows.compactMap { row in
            guard !subnets.contains(where: { scene.areSame("Subnet", $0, row["subnet"]) != false }) else { return nil }
            let title = scene.object("Subnet", row["subnet"])?.title ?? row["subnet"]?.display ?? "a subnet"
            return Preflight.Problem(
                at: "addresses", "\(title) is not one of its subnets", help: "add it to subnets, or remove its address")
        }
    }

    /// Each subnet has an address of its own.
    private static let differentAddresses = Preflight(of: ["addresses"]) { subject, scene in
        let addresses = addresses(in: subject.attributes)
        let twice = addresses.indices.filter { index in
            addresses[..<index].contains { scene.areSame("PublicIp", $0, addresses[index]) == true }
        }
        return twice.map { index in
            let title = scene.object("PublicIp", addresses[index])?.title ?? addresses[index].display
            return Preflight.Problem(
                at: "addresses", "\(title) is given to two subnets", help: "give each subnet a public IP of its own")
        }
    }

    /// No server, gateway or other load balancer has the addresses.
    private static let freeAddresses = Preflight(
        of: ["addresses"], reading: ["PublicIp", "NatGateway", "LoadBalancer"]
    ) { subject, scene in
        guard subject.isNew, !subject.isResumed else { return [] }
        return addresses(in: subject.attributes).compactMap { address in
            guard let user = user(of: address, besides: subject, in: scene) else { return nil }
            let title = scene.object("PublicIp", address)?.title ?? "the public IP"
            return Preflight.Problem(
                at: "addresses", "\(title) is used by \(user)", help: "use another public IP, or omit it for a new one")
        }
    }

    private static func addresses(in attributes: Attributes) -> [Value] {
        (attributes["addresses"]?.elements ?? []).compactMap { $0.members["publicIp"] }
    }

    private static func user(
        of address: Value, besides subject: Preflight.Subject, in scene: Preflight.Scene
    ) -> String? {
        if let server = scene.object("PublicIp", address)?.attributes["server"], !server.isAbsent {
            return scene.object("Server", server)?.title ?? "a server"
        }
        if let gateway = scene.all("NatGateway").first(where: {
            scene.areSame("PublicIp", $0.attributes["publicIp"], address) == true
        }) {
            return gateway.title
        }
        let rival = scene.all("LoadBalancer").first { other in
            guard other.address != subject.address else { return false }
            // Of two that are both still to be made, the later in order is blamed.
            if other.id == nil, let name = other.address, name > subject.address { return false }
            let shown = other.attributes["publicIps"]?.elements ?? []
            return (shown + addresses(in: other.attributes)).contains {
                scene.areSame("PublicIp", $0, address) == true
            }
        }
        return rival?.title
    }
}
