import OrderedJSON

/// Network interfaces. Source: api/vserver.md §2, §3.7. A change takes a second.
enum NetworkInterfaces {
    static let kind: ActionKind = ActionKind(
        "NetworkInterface", .networkInterface,
        columns: [
            .text("networkInterfaceNo", "networkInterfaceName", "subnetNo"), .flag("deleteOnTermination", "isDefault"),
            .text("deviceName"), .code("networkInterfaceStatus"), .code("instanceType", ["VSVR": "Server (VPC)"]),
            .text("instanceNo", "ip", "macAddress"), .list("accessControlGroupNoList"),
            .text("networkInterfaceDescription"), .list("secondaryIpList"), .flag("enableFlowLog"),
        ],
        filters: [
            .exact("ip"), .exact("instanceNo"), .within("networkInterfaceName"), .within("serverName"),
            .within("subnetName"), .exact("isDefault"), .exact("deviceName"),
        ],
        derived: ActionKind.Derivation(filtered: ["serverName", "subnetName"]) { world, interface in
            [
                "serverName": .string(world[.server, interface["instanceNo"]]?["serverName"] ?? ""),
                "subnetName": .string(world[.subnet, interface["subnetNo"]]?["subnetName"] ?? ""),
            ]
        },
        lifeCycle: LifeCycle(
            creation: [.now(status("NOTUSED"))], deletion: [.now(status("UNSET")), .gone(seconds: 1)]),
        actions: [
            .create(
                [
                    place, groups, .name("networkInterfaceName", orMadeUp: "nic"),
                    .description("networkInterfaceDescription"), owner, addresses,
                ], plan: { $0["instanceNo"].isEmpty ? kind.lifeCycle.creation : attachment }),
            // One that a server has is USED until it is gone, as the page's sample shows it.
            .delete(
                when: [isSettled, canGo],
                plan: { $0["instanceNo"].isEmpty ? kind.lifeCycle.deletion : [.gone(seconds: 1)] }),
            .change("attachNetworkInterface", when: [isSettled], then: attach),
            .change("detachNetworkInterface", when: [isSettled], then: detach),
            .change("addNetworkInterfaceAccessControlGroup", when: [isSettled], then: addGroups),
            .change("removeNetworkInterfaceAccessControlGroup", when: [isSettled], then: removeGroups),
            .change("assignSecondaryIps", when: [isSettled], then: SecondaryAddresses.assign),
            .change("unassignSecondaryIps", when: [isSettled], then: SecondaryAddresses.unassign),
        ])

    static let isBusy = Failure.action(
        "1002022", "The network interface status is being changed. Please try again later.")

    /// It is not being changed.
    private static let isSettled = Check { _, interface, _ throws(Failure) in
        guard ["USED", "NOTUSED"].contains(interface["networkInterfaceStatus"]) else { throw isBusy }
    }

    /// One that a server has goes as well. (inferred: not the default one, which cannot be detached either)
    private static let canGo = Check { world, interface, _ throws(Failure) in
        guard !interface["instanceNo"].isEmpty else { return }
        if interface.flag("isDefault") || world.switches.quirks.contains(.attachedInterfaceStays) {
            throw .inUse(1002, "network interface")
        }
    }

    private static func status(_ code: String) -> [String: JSON] { ["networkInterfaceStatus": .string(code)] }

    /// An interface becomes part of a server.
    static let attachment: [Transition] = .passing(status("SET"), seconds: 1, status("USED"))

    /// What an interface goes back to when its server ends after some seconds.
    static func release(after seconds: Double) -> Transition { .after(seconds: seconds, released) }

    private static let released = status("NOTUSED").merging([
        "instanceNo": "", "deviceName": "", "isDefault": false, "instanceType": "",
    ]) { $1 }

    /// Sets something, which takes its time.
    static func change(_ interface: Record, _ values: [String: JSON], _ world: inout World) {
        world.set(.networkInterface, interface.id, values)
        let present = status(interface["networkInterfaceStatus"])
        world.run(.passing(status("SET"), seconds: 1, present), on: .networkInterface, interface.id)
    }

    /// What an interface has with its address.
    static func addressed(_ ip: String) -> [String: JSON] {
        let mac = AddressBlock.address(ip).map { address in
            "f2:20:" + [24, 16, 8, 0].map { hex(UInt8(truncatingIfNeeded: address >> $0)) }.joined(separator: ":")
        }
        return ["ip": .string(ip), "macAddress": .string(mac ?? "")]
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

extension TableSchema {
    static let networkInterface = TableSchema(
        "networkInterface", numbers: .instance,
        indexes: ["subnetNo", "instanceNo", "ip", "secondaryIpList", "accessControlGroupNoList"])
}

/// What a new interface takes from its call.
extension NetworkInterfaces {
    private static let place = Input.values { parameters, _, world throws(Failure) in
        let subnet = try Subnets.kind.find(parameters, world)
        guard subnet["vpcNo"] == (try parameters.required("vpcNo")), VPCs.isUsable(subnet["subnetStatus"], world)
        else { throw .invalid("subnetNo") }
        return ["subnetNo": .string(subnet.id), "vpcNo": .string(subnet["vpcNo"])]
    }

    private static let groups = Input.values { parameters, interface, world throws(Failure) in
        let groups = try AccessControlGroups.chosen(
            parameters.list("accessControlGroupNoList"), vpcNo: interface["vpcNo"], world)
        return ["accessControlGroupNoList": .array(groups.map(JSON.string))]
    }

    private static let owner = Input.values { parameters, interface, world throws(Failure) in
        let subnet = try Subnets.kind.find(world, interface["subnetNo"])
        guard let server = try server(parameters, for: subnet, world) else { return [:] }
        return try ownership(server, world)
    }

    private static let addresses = Input.values { parameters, interface, world throws(Failure) in
        let subnet = try Subnets.kind.find(world, interface["subnetNo"])
        let address = try Addresses.take(parameters.text("ip"), in: subnet, &world)
        let secondary = try SecondaryAddresses.picked(parameters, besides: [address], in: subnet, &world)
        return addressed(address).merging(["secondaryIpList": .array(secondary.map(JSON.string))]) { $1 }
    }

    /// A server may be given at creation only for an interface in a private subnet. One for bare metal needs one,
    /// in a subnet for bare metal.
    private static func server(
        _ parameters: CallParameters, for subnet: Record, _ world: World
    ) throws(Failure) -> Record? {
        if try parameters.flag("isBareMetal") ?? false {
            guard subnet["usageType"] == "BM" else { throw .invalid("isBareMetal") }
            return try Servers.kind.find(parameters, world)
        }
        guard let number = parameters.text("serverInstanceNo") else { return nil }
        guard subnet["subnetType"] == "PRIVATE" else { throw .invalid("serverInstanceNo") }
        return try Servers.kind.find(world, number)
    }

    /// The first free place of a server with at most three interfaces.
    private static func ownership(_ server: Record, _ world: World) throws(Failure) -> [String: JSON] {
        let taken = world.records(.networkInterface, where: "instanceNo", is: server.id).map { $0["deviceName"] }
        guard let device = ["eth0", "eth1", "eth2"].first(where: { !taken.contains($0) }) else {
            throw .limit(1002, "network interfaces of a server")
        }
        return ["instanceNo": .string(server.id), "instanceType": "VSVR", "deviceName": .string(device)]
    }
}

/// What can be done with an interface that exists.
extension NetworkInterfaces {
    private static let attach: KindAction.Effect = { world, interface, parameters throws(Failure) in
        let server = try Servers.kind.find(parameters, world)
        guard interface["subnetNo"] == (try parameters.required("subnetNo")), interface["instanceNo"].isEmpty,
            interface["vpcNo"] == server["vpcNo"]
        else { throw .invalid("networkInterfaceNo") }
        world.set(.networkInterface, interface.id, try ownership(server, world))
        world.run(attachment, on: .networkInterface, interface.id)
    }

    private static let detach: KindAction.Effect = { world, interface, parameters throws(Failure) in
        guard interface["instanceNo"] == (try parameters.required("serverInstanceNo")) else {
            throw .invalid("serverInstanceNo")
        }
        if interface.flag("isDefault") { throw .isDefault(1002, "network interface") }
        world.run(.passing(status("UNSET"), seconds: 1, released), on: .networkInterface, interface.id)
    }

    private static let addGroups: KindAction.Effect = { world, interface, parameters throws(Failure) in
        let present = interface.list("accessControlGroupNoList")
        let added = try parameters.requiredList("accessControlGroupNoList").filter { !present.contains($0) }
        let groups = try AccessControlGroups.chosen(present + added, vpcNo: interface["vpcNo"], world)
        change(interface, ["accessControlGroupNoList": .array(groups.map(JSON.string))], &world)
    }

    private static let removeGroups: KindAction.Effect = { world, interface, parameters throws(Failure) in
        let removed = try parameters.requiredList("accessControlGroupNoList")
        let left = interface.list("accessControlGroupNoList").filter { !removed.contains($0) }
        guard !left.isEmpty else { throw .action("1002035", "A network interface must keep at least one ACG.") }
        change(interface, ["accessControlGroupNoList": .array(left.map(JSON.string))], &world)
    }
}
