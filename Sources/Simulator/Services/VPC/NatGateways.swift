import OrderedJSON

/// NAT gateways. Source: api/vpc.md §2, §3.5; durations are (inferred). The documents list no CREATING.
enum NatGateways {
    static let kind = ActionKind(
        "NatGatewayInstance", .natGateway,
        columns: [
            .text("vpcNo", "vpcName", "natGatewayInstanceNo", "natGatewayName", "publicIp"),
            .code("natGatewayInstanceStatus"), .text("natGatewayInstanceStatusName"),
            .code("natGatewayInstanceOperation"), .text("createDate", "natGatewayDescription", "zoneCode"),
            .code("natGatewayType", ["PBLIP": "Public", "PRVT": "Private"]),
            .text("subnetNo", "subnetName", "privateIp", "publicIpInstanceNo"), .raw("natGatewayIpList"),
        ],
        filters: [
            .exact("zoneCode"), .exact("publicIp"), .within("vpcName"), .within("natGatewayName"), .exact("subnetNo"),
            .within("subnetName"), .code("natGatewayInstanceStatus"), .exact("privateIp"), .code("natGatewayType"),
        ],
        derived: ActionKind.Derivation { _, gateway in ["natGatewayIpList": addresses(of: gateway)] },
        lifeCycle: LifeCycle(
            creation: .passing(status("INIT", "NULL", "init"), seconds: 30, status("RUN", "NULL", "run")),
            deletion: [.now(["natGatewayInstanceStatus": "TERMTING"]), .gone(seconds: 20)]),
        actions: [
            .create([.vpc, place, .name("natGatewayName", orMadeUp: "nat"), .description("natGatewayDescription"), own]
            ),
            .delete(
                when: [
                    .isNow("natGatewayInstanceStatus", "RUN", else: .notReady(1004, "NAT gateway")),
                    Check { world, gateway, _ throws(Failure) in
                        if isTarget(gateway, world) { throw .inUse(1004, "NAT gateway") }
                    },
                ], first: returnAddress),
            .change("setNatGatewayDescription", [.description("natGatewayDescription")]),
        ])

    private static let status = InstanceStatus("natGatewayInstance")

    private static func isTarget(_ gateway: Record, _ world: World) -> Bool {
        world.records(.routeTable, where: "vpcNo", is: gateway["vpcNo"]).contains { table in
            table.attributes["routes"]?.elements.contains { $0["targetNo"]?.text == gateway.id } ?? false
        }
    }

    /// The address of a public gateway goes along by default. Source: api/vpc.md §2.
    private static let returnAddress: KindAction.Effect = { world, gateway, parameters throws(Failure) in
        let address = gateway["publicIpInstanceNo"]
        let goesAlong = try parameters.flag("returnPublicIpInstance") ?? true
        if goesAlong, !address.isEmpty { world.remove(.publicIp, address) }
    }

    private static let place = Input.values { parameters, gateway, world throws(Failure) in
        let vpc = try VPCs.kind.find(world, gateway["vpcNo"])
        let subnet = try subnet(parameters, vpc, world)
        return [
            "vpcName": .string(vpc["vpcName"]), "subnetNo": .string(subnet.id),
            "subnetName": .string(subnet["subnetName"]), "zoneCode": .string(subnet["zoneCode"]),
            "natGatewayType": subnet["subnetType"] == "PUBLIC" ? "PBLIP" : "PRVT",
        ]
    }

    /// The addresses that the gateway gets.
    private static let own = Input.values { parameters, gateway, world throws(Failure) in
        let subnet = try Subnets.kind.find(world, gateway["subnetNo"])
        let privateIp = try Addresses.take(parameters.text("privateIp"), in: subnet, &world)
        let address = gateway["natGatewayType"] == "PBLIP" ? try publicAddress(parameters, &world) : nil
        return [
            "privateIp": .string(privateIp), "publicIp": .string(address?["publicIp"] ?? ""),
            "publicIpInstanceNo": .string(address?.id ?? ""),
        ]
    }

    /// The subnet named; without one a public subnet for gateways in the zone.
    /// Source: the page of createNatGatewayInstance, 2026-09-17.
    private static func subnet(_ parameters: CallParameters, _ vpc: Record, _ world: World) throws(Failure) -> Record {
        let zone = try parameters.required("zoneCode")
        guard let number = parameters.text("subnetNo") else {
            let fitting = world.records(.subnet, where: "vpcNo", is: vpc.id).first {
                $0["usageType"] == "NATGW" && $0["subnetType"] == "PUBLIC" && $0["zoneCode"] == zone
                    && VPCs.isUsable($0["subnetStatus"], world)
            }
            guard let fitting else { throw .invalid("subnetNo") }
            return fitting
        }
        let subnet = try Subnets.kind.find(world, number)
        guard subnet["vpcNo"] == vpc.id, subnet["usageType"] == "NATGW",
            VPCs.isUsable(subnet["subnetStatus"], world)
        else {
            throw .invalid("subnetNo")
        }
        guard zone == subnet["zoneCode"] else { throw .invalid("zoneCode") }
        return subnet
    }

    /// The list of addresses that newer pages show. Secondary ones no call adds.
    private static func addresses(of gateway: Record) -> JSON {
        [
            [
                "type": "PRIMARY", "privateIp": .string(gateway["privateIp"]),
                "publicIp": .string(gateway["publicIp"]),
                "publicIpInstanceNo": .string(gateway["publicIpInstanceNo"]),
            ]
        ]
    }

    /// The address asked for, or a new one. (inferred: the new one shows up among the public IPs)
    private static func publicAddress(_ parameters: CallParameters, _ world: inout World) throws(Failure) -> Record {
        let number =
            parameters.text("publicIpInstanceNo") ?? PublicIPs.insert(on: nil, &world).id
        let address = try PublicIPs.kind.find(world, number)
        let isTaken = world.all(.natGateway).contains { $0["publicIpInstanceNo"] == number }
        guard address["serverInstanceNo"].isEmpty, address["holder"].isEmpty, !isTaken else {
            throw .invalid("publicIpInstanceNo")
        }
        return address
    }
}

extension TableSchema {
    static let natGateway = TableSchema(
        "natGateway", nameAttribute: "natGatewayName", numbers: .instance, indexes: ["vpcNo", "subnetNo"])
}
