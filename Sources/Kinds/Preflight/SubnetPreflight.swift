import Model

/// What can be known of a subnet before it is made. Source: api/vpc.md §3.2.
enum SubnetPreflight {
    static let checks: [Preflight] = [
        .freeName(of: "Subnet", within: "vpc", refused: true), .exists("Zone", in: "zone"), .exists("Vpc", in: "vpc"),
        inside, apart, .sameVpc("NetworkAcl", in: "networkAcl") { subject, _ in subject.attributes["vpc"] },
    ]

    /// Its range lies inside that of its VPC.
    private static let inside = Preflight(of: ["cidr", "vpc"], reading: ["Vpc"]) { subject, scene in
        guard let range = subject.range("cidr"),
            let vpc = scene.object("Vpc", subject.attributes["vpc"]),
            let whole = vpc.range("cidr"), !whole.contains(range)
        else { return [] }
        return [
            Preflight.Problem(
                at: "cidr", "\(range) is outside \(whole), the range of \(vpc.title)",
                help: "choose a range inside \(whole)")
        ]
    }

    /// It shares no address with another subnet of the VPC. Of two in one workspace, the later in order is blamed.
    private static let apart = Preflight(of: ["cidr", "vpc"]) { subject, scene in
        guard let range = subject.range("cidr") else { return [] }
        let neighbours = scene.all("Subnet", where: "vpc", is: subject.attributes["vpc"]).filter { other in
            guard let address = other.address else { return true }
            return address < subject.address || other.id != nil && address != subject.address
        }
        return neighbours.compactMap { other in
            guard let taken = other.range("cidr"), taken.overlaps(range) else { return nil }
            return Preflight.Problem(
                at: "cidr", "\(range) overlaps \(taken), the range of \(other.title)",
                help: "choose a range that does not overlap another subnet of the VPC")
        }
    }
}
