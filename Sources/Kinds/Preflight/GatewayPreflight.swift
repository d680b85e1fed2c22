import Model

/// What can be known of NAT gateways, interfaces and disks before they are made. Sources: api/vpc.md §3.5,
/// api/vserver.md §3.7 and §3.9.
enum GatewayPreflight {
    static let natGateway: [Preflight] = [
        .freeName(of: "NatGateway", within: "vpc", refused: false), .exists("Zone", in: "zone"),
        .exists("Subnet", in: "subnet"), .usage("NATGW", in: "subnet", for: "NAT gateways"), zone,
        .fixedAddress("privateIp"),
        .sameVpc("Subnet", in: "subnet") { subject, _ in subject.attributes["vpc"] }, ValuePreflight.gatewaySubnet,
    ]

    static let networkInterface: [Preflight] = [
        .freeName(of: "NetworkInterface", within: "subnet", refused: false), .exists("Subnet", in: "subnet"),
        .fixedAddress("ip"), .fixedAddress("secondaryIps"),
        .sameVpc("AccessControlGroup", in: "accessControlGroups") { subject, scene in
            scene.object("Subnet", subject.attributes["subnet"])?.attributes["vpc"]
        },
        ValuePreflight.addresses, ValuePreflight.bareMetal,
    ]

    static let blockStorage: [Preflight] = [
        .exists("Zone", in: "zone"), diskZone, diskSort, ValuePreflight.diskSize,
    ]

    private static let zone = Preflight(of: ["subnet", "zone"], reading: ["Subnet"]) { subject, scene in
        guard let subnet = scene.object("Subnet", subject.attributes["subnet"]), let lies = subnet.text("zone"),
            let desired = subject.text("zone"), lies != desired
        else { return [] }
        return [
            Preflight.Problem(
                at: "zone", "\(subnet.title) is in \(lies), not in \(desired)", help: "write zone: \(lies)")
        ]
    }

    /// A disk is in the zone of its server.
    private static let diskZone = Preflight(of: ["server", "zone"], reading: ["Server"]) { subject, scene in
        guard let server = scene.object("Server", subject.attributes["server"]), let desired = subject.text("zone"),
            let lies = server.text("zone") ?? scene.object("Subnet", server.attributes["subnet"])?.text("zone"),
            lies != desired
        else { return [] }
        return [
            Preflight.Problem(
                at: "zone", "\(server.title) is in \(lies), not in \(desired)", help: "write zone: \(lies)")
        ]
    }

    /// A disk is of the sort that the hypervisor of its server takes: KVM disks have a volume type, others a disk type.
    private static let diskSort = Preflight(
        of: ["server", "volumeType", "diskType"], reading: ["Server", "ServerImage"]
    ) { subject, scene in
        guard let server = scene.object("Server", subject.attributes["server"]),
            let hypervisor = server.text("hypervisor")
                ?? scene.object("ServerImage", server.attributes["image"])?.text("hypervisor")
        else { return [] }
        if hypervisor == "KVM", subject.isNew, !subject.isGiven("volumeType") {
            return [
                Preflight.Problem(
                    at: subject.isGiven("diskType") ? "diskType" : nil,
                    "\(server.title) is a KVM server, and its disks need a volumeType",
                    help: "write volumeType: CB1 or volumeType: FB1")
            ]
        }
        guard hypervisor != "KVM", subject.isGiven("volumeType") else { return [] }
        return [
            Preflight.Problem(
                at: "volumeType", "\(server.title) is a \(hypervisor) server, and its disks have no volumeType",
                help: "write diskType: SSD or diskType: HDD instead")
        ]
    }
}
