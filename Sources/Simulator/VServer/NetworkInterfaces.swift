import OrderedJSON

/// Network interfaces. Source: api/vserver.md §3.7.
enum NetworkInterfaces {
    static let create: Action = { world, parameters throws(Failure) in
        let subnet = try VPCAnswers.subnet.find(world, try parameters.required("subnetNo"))
        guard subnet["vpcNo"] == (try parameters.required("vpcNo")), VPCRules.isUsable(subnet["subnetStatus"], world)
        else {
            throw VServerRules.invalid("subnetNo")
        }
        let groups = try VServerRules.groups(
            parameters.list("accessControlGroupNoList"), vpcNo: subnet["vpcNo"], world)
        let name = try NameRule.check(parameters, "networkInterfaceName")
        let description = try NameRule.description(parameters, "networkInterfaceDescription")
        let server = try server(parameters, for: subnet, world)
        var owner = try server.map { server throws(Failure) in try ownership(server, world) } ?? [:]
        let address = try Addresses.take(parameters.text("ip"), in: subnet, &world)
        let secondary = try SecondaryAddresses.picked(parameters, besides: [address], in: subnet, &world)
        owner["secondaryIpList"] = .array(secondary.map(JSON.string))
        let number = insert(
            name: name, description: description, subnetNo: subnet.id, ip: address, groups: groups, extra: owner,
            plan: server == nil ? [] : VServerStates.interfaceAttachment, &world)
        return VServerAnswers.networkInterface.answer(world, [number])
    }

    /// One that a server has goes as well, and is USED until then, as the page's sample shows it. (inferred: not the
    /// default one, which cannot be detached either)
    static let delete: Action = { world, parameters throws(Failure) in
        let interface = try settled(parameters, world)
        let isAttached = !interface["instanceNo"].isEmpty
        if isAttached, interface.flag("isDefault") || world.switches.quirks.contains(.attachedInterfaceStays) {
            throw VServerRules.stillInUse(1002, "network interface")
        }
        let plan = isAttached ? VServerStates.attachedInterfaceDeletion : VServerStates.interfaceDeletion
        world.run(plan, on: .networkInterface, interface.id)
        return VServerAnswers.networkInterface.answer(world, [interface.id])
    }

    static let attach: Action = { world, parameters throws(Failure) in
        let interface = try settled(parameters, world)
        let server = try Servers.find(parameters, world)
        guard interface["subnetNo"] == (try parameters.required("subnetNo")), interface["instanceNo"].isEmpty,
            interface["vpcNo"] == server["vpcNo"]
        else { throw VServerRules.invalid("networkInterfaceNo") }
        world.set(.networkInterface, interface.id, try ownership(server, world))
        world.run(VServerStates.interfaceAttachment, on: .networkInterface, interface.id)
        return VServerAnswers.networkInterface.answer(world, [interface.id])
    }

    static let detach: Action = { world, parameters throws(Failure) in
        let interface = try settled(parameters, world)
        guard interface["instanceNo"] == (try parameters.required("serverInstanceNo")) else {
            throw VServerRules.invalid("serverInstanceNo")
        }
        if interface.flag("isDefault") { throw VServerRules.isDefault(1002, "network interface") }
        world.run(VServerStates.interfaceDetachment, on: .networkInterface, interface.id)
        return VServerAnswers.networkInterface.answer(world, [interface.id])
    }

    static let addGroups: Action = { world, parameters throws(Failure) in
        let interface = try settled(parameters, world)
        let present = interface.list("accessControlGroupNoList")
        let added = try parameters.requiredList("accessControlGroupNoList").filter { !present.contains($0) }
        let groups = try VServerRules.groups(present + added, vpcNo: interface["vpcNo"], world)
        return change(interface, ["accessControlGroupNoList": .array(groups.map(JSON.string))], &world)
    }

    static let removeGroups: Action = { world, parameters throws(Failure) in
        let interface = try settled(parameters, world)
        let removed = try parameters.requiredList("accessControlGroupNoList")
        let left = interface.list("accessControlGroupNoList").filter { !removed.contains($0) }
        guard !left.isEmpty else { throw VServerRules.lastGroup() }
        return change(interface, ["accessControlGroupNoList": .array(left.map(JSON.string))], &world)
    }

    @discardableResult
    static func insert(
        name: String?, description: String, subnetNo: String, ip: String, groups: [String],
        extra: [String: JSON], plan: [Step], _ world: inout World
    ) -> String {
        let number = world.number(.instance)
        let mac = AddressBlock.address(ip).map { address in
            "f2:20:" + [24, 16, 8, 0].map { hex(UInt8(truncatingIfNeeded: address >> $0)) }.joined(separator: ":")
        }
        let attributes: [String: JSON] = [
            "networkInterfaceNo": .string(number),
            "networkInterfaceName": .string(name ?? world.madeUpName("nic")),
            "networkInterfaceDescription": .string(description), "subnetNo": .string(subnetNo),
            "vpcNo": .string(world[.subnet, subnetNo]?["vpcNo"] ?? ""), "ip": .string(ip),
            "macAddress": .string(mac ?? ""), "accessControlGroupNoList": .array(groups.map(JSON.string)),
            "networkInterfaceStatus": "NOTUSED", "regionCode": "KR",
        ]
        world.insert(.networkInterface, id: number, attributes.merging(extra) { _, new in new }, plan: plan)
        return number
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    static func change(_ interface: Record, _ values: [String: JSON], _ world: inout World) -> ActionAnswer {
        world.set(.networkInterface, interface.id, values)
        let plan = VServerStates.interfaceChange(backTo: interface["networkInterfaceStatus"])
        world.run(plan, on: .networkInterface, interface.id)
        return VServerAnswers.networkInterface.answer(world, [interface.id])
    }

    /// An interface that is not being changed.
    static func settled(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        let number = try parameters.required("networkInterfaceNo")
        let interface = try VServerAnswers.networkInterface.find(world, number)
        guard ["USED", "NOTUSED"].contains(interface["networkInterfaceStatus"]) else {
            throw VServerRules.interfaceBusy()
        }
        return interface
    }

    /// A server may be given at creation only for an interface in a private subnet. One for bare metal has to be given
    /// one, in a subnet for bare metal.
    private static func server(
        _ parameters: Parameters, for subnet: Record, _ world: World
    ) throws(Failure) -> Record? {
        if try parameters.flag("isBareMetal") ?? false {
            guard subnet["usageType"] == "BM" else { throw VServerRules.invalid("isBareMetal") }
            return try VServerAnswers.server.find(world, try parameters.required("serverInstanceNo"))
        }
        guard let number = parameters.text("serverInstanceNo") else { return nil }
        guard subnet["subnetType"] == "PRIVATE" else { throw VServerRules.invalid("serverInstanceNo") }
        return try VServerAnswers.server.find(world, number)
    }

    /// The first free place of a server with at most three interfaces.
    private static func ownership(_ server: Record, _ world: World) throws(Failure) -> [String: JSON] {
        let taken = world.records(.networkInterface, where: "instanceNo", is: server.id).map { $0["deviceName"] }
        guard let device = ["eth0", "eth1", "eth2"].first(where: { !taken.contains($0) }) else {
            throw VServerRules.limit(1002, "network interfaces of a server")
        }
        return ["instanceNo": .string(server.id), "instanceType": "VSVR", "deviceName": .string(device)]
    }
}
