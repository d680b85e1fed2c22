import Model

/// What can be known of NAT gateways, interfaces and disks before they are made. Sources: api/vpc.md §3.5,
/// api/vserver.md §3.7 and §3.9.
enum GatewayPreflight {
    static let natGateway: [Preflight] = [
        .freeName(of: "NatGateway", within: "vpc", refused: false), .exists("Zone", in: "zone"),
        .exists("Subnet", in: "subnet"), usage, zone, .fixedAddress("privateIp"),
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

    static let blockStorage: [Preflight] = [.exists("Zone", in: "zone"), diskZone, ValuePreflight.diskSize]

    /// NAT gateways lie in subnets made for them.
    private static let usage = Preflight(of: ["subnet"], reading: ["Subnet"]) { subject, scene in
        guard let subnet = scene.object("Subnet", subject.attributes["subnet"]),
            subnet.address == nil || subnet.attributes["usage"]?.references.isEmpty ?? true
        else { return [] }
        let usage = subnet.text("usage") ?? "GEN"
        guard usage != "NATGW" else { return [] }
        return [
            Preflight.Problem(
                at: "subnet", "\(subnet.title) has usage \(usage), and NAT gateways need NATGW",
                help: "name a subnet with usage NATGW")
        ]
    }

    private static let zone = Preflight(of: ["subnet", "zone"], reading: ["Subnet"]) { subject, scene in
        guard let subnet = scene.object("Subnet", subject.attributes["subnet"]), let lies = subnet.text("zone"),
            let desired = subject.text("zone"), lies != desired
        else { return [] }
        return [
            Preflight.Problem(
                at: "zone", "\(subnet.title) lies in \(lies), not in \(desired)", help: "write zone: \(lies)")
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
}
