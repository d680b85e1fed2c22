import OrderedJSON

/// NAT gateways. Source: api/vpc.md §3.5.
enum NatGateways {
    static let create: Action = { world, parameters throws(Failure) in
        let vpc = try VPCRules.usableVPC(try parameters.required("vpcNo"), world)
        let subnet = try subnet(parameters, vpc, world)
        let name = try NameRule.check(parameters, "natGatewayName") ?? world.madeUpName("nat")
        let description = try NameRule.description(parameters, "natGatewayDescription")
        let privateIp = try Addresses.take(parameters.text("privateIp"), in: subnet, &world)
        let isPublic = subnet["subnetType"] == "PUBLIC"
        let address = isPublic ? try publicAddress(parameters, &world) : nil
        let number = world.number(.instance)
        world.insert(
            .natGateway, id: number,
            [
                "natGatewayInstanceNo": .string(number), "natGatewayName": .string(name),
                "natGatewayDescription": .string(description), "vpcNo": .string(vpc.id),
                "vpcName": .string(vpc["vpcName"]), "subnetNo": .string(subnet.id),
                "subnetName": .string(subnet["subnetName"]), "zoneCode": .string(subnet["zoneCode"]),
                "privateIp": .string(privateIp), "publicIp": .string(address?["publicIp"] ?? ""),
                "publicIpInstanceNo": .string(address?.id ?? ""), "natGatewayType": isPublic ? "PBLIP" : "PRVT",
                "natGatewayInstanceOperation": "NULL", "regionCode": "KR",
                "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ], plan: VPCStates.natGatewayCreation)
        return VPCAnswers.natGateway.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let gateway = try VPCAnswers.natGateway.find(world, try parameters.required("natGatewayInstanceNo"))
        guard gateway["natGatewayInstanceStatus"] == "RUN" else { throw VPCRules.notReady(1004, "NAT gateway") }
        let isTarget = world.records(.routeTable, where: "vpcNo", is: gateway["vpcNo"]).contains { table in
            table.attributes["routes"]?.elements.contains { $0["targetNo"]?.text == gateway.id } ?? false
        }
        if isTarget { throw VPCRules.stillInUse(1004, "NAT gateway") }
        // The address of a public gateway goes along by default. Source: api/vpc.md §2.
        let address = gateway["publicIpInstanceNo"]
        let goesAlong = try parameters.flag("returnPublicIpInstance") ?? true
        if goesAlong, !address.isEmpty { world.remove(.publicIp, address) }
        world.run(VPCStates.natGatewayDeletion, on: .natGateway, gateway.id)
        return VPCAnswers.natGateway.answer(world, [gateway.id])
    }

    static let setDescription: Action = { world, parameters throws(Failure) in
        let gateway = try VPCAnswers.natGateway.find(world, try parameters.required("natGatewayInstanceNo"))
        let description = try NameRule.description(parameters, "natGatewayDescription")
        world.set(.natGateway, gateway.id, ["natGatewayDescription": .string(description)])
        return VPCAnswers.natGateway.answer(world, [gateway.id])
    }

    /// The subnet named; without one a public subnet for gateways in the zone.
    /// Source: the page of createNatGatewayInstance, 2026-09-17.
    private static func subnet(_ parameters: Parameters, _ vpc: Record, _ world: World) throws(Failure) -> Record {
        let zone = try parameters.required("zoneCode")
        guard let number = parameters.text("subnetNo") else {
            let fitting = world.records(.subnet, where: "vpcNo", is: vpc.id).first {
                $0["usageType"] == "NATGW" && $0["subnetType"] == "PUBLIC" && $0["zoneCode"] == zone
                    && VPCRules.isUsable($0["subnetStatus"], world)
            }
            guard let fitting else { throw VPCRules.invalid("subnetNo") }
            return fitting
        }
        let subnet = try VPCAnswers.subnet.find(world, number)
        guard subnet["vpcNo"] == vpc.id, subnet["usageType"] == "NATGW",
            VPCRules.isUsable(subnet["subnetStatus"], world)
        else {
            throw VPCRules.invalid("subnetNo")
        }
        guard zone == subnet["zoneCode"] else { throw VPCRules.invalid("zoneCode") }
        return subnet
    }

    /// The list of addresses that newer pages show. Secondary ones no call adds.
    static func addresses(of gateway: Record) -> [String: JSON] {
        [
            "natGatewayIpList": [
                [
                    "type": "PRIMARY", "privateIp": .string(gateway["privateIp"]),
                    "publicIp": .string(gateway["publicIp"]),
                    "publicIpInstanceNo": .string(gateway["publicIpInstanceNo"]),
                ]
            ]
        ]
    }

    /// The address asked for, or a new one. (inferred: the new one shows up among the public IPs)
    private static func publicAddress(_ parameters: Parameters, _ world: inout World) throws(Failure) -> Record {
        let number =
            parameters.text("publicIpInstanceNo") ?? PublicIPs.insert(description: "", server: nil, &world)
        let address = try VServerAnswers.publicIp.find(world, number)
        let isTaken = world.all(.natGateway).contains { $0["publicIpInstanceNo"] == number }
        guard address["serverInstanceNo"].isEmpty, !isTaken else { throw VPCRules.invalid("publicIpInstanceNo") }
        return address
    }
}
