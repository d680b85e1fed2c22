import OrderedJSON

/// Public addresses. Source: api/vserver.md §3.8.
enum PublicIPs {
    static let create: Action = { world, parameters throws(Failure) in
        let description = try NameRule.description(parameters, "publicIpDescription")
        let server = try parameters.text("serverInstanceNo").map { number throws(Failure) in
            let server = try VServerAnswers.server.find(world, number)
            try requireTarget(server, world)
            return server
        }
        let number = insert(description: description, server: server, &world)
        return VServerAnswers.publicIp.answer(world, [number])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let address = try find(parameters, world)
        guard address["serverInstanceNo"].isEmpty else { throw VServerRules.stillInUse(1003, "public IP") }
        guard address["publicIpInstanceStatus"] == "RUN" else { throw VServerRules.addressInitialising() }
        world.run(VServerStates.publicIpDeletion, on: .publicIp, address.id)
        return VServerAnswers.publicIp.answer(world, [address.id])
    }

    static let associate: Action = { world, parameters throws(Failure) in
        let address = try find(parameters, world)
        let server = try Servers.find(parameters, world)
        guard address["serverInstanceNo"].isEmpty else { throw VServerRules.invalid("publicIpInstanceNo") }
        let isNew = address["publicIpInstanceStatus"] == "INIT" && !world.switches.quirks.contains(.newAddressWaits)
        guard isNew || address["publicIpInstanceStatus"] == "RUN", !address.flag("isSettling") else {
            throw VServerRules.addressNotYet()
        }
        try requireTarget(server, world)
        world.set(.publicIp, address.id, ["comingTo": .string(server.id)])
        world.run(
            VServerStates.publicIpAssociation(target(server, world)), on: .publicIp, address.id)
        touch(address, &world)
        return VServerAnswers.publicIp.answer(world, [address.id])
    }

    static let disassociate: Action = { world, parameters throws(Failure) in
        guard parameters.text("publicIpInstanceNo") != nil || parameters.text("serverInstanceNo") != nil else {
            throw Parameters.missing("publicIpInstanceNo or serverInstanceNo")
        }
        let number =
            parameters.text("publicIpInstanceNo")
            ?? world.records(.publicIp, where: "serverInstanceNo", is: parameters.text("serverInstanceNo") ?? "-")
            .first?.id ?? ""
        let address = try VServerAnswers.publicIp.find(world, number)
        guard !address["serverInstanceNo"].isEmpty else { throw VServerRules.invalid("publicIpInstanceNo") }
        guard address["publicIpInstanceStatus"] == "RUN" else { throw VServerRules.addressNotYet() }
        world.set(.publicIp, address.id, VServerStates.publicIp("SET", "Configuring"))
        world.run(VServerStates.publicIpRelease(after: 1), on: .publicIp, address.id)
        touch(address, &world)
        return VServerAnswers.publicIp.answer(world, [address.id])
    }

    /// The servers that can take an address.
    static let targets: Action = { world, _ throws(Failure) in
        let ids = world.all(.server).filter { canTake($0, world) }.map(\.id)
        return VServerAnswers.server.answer(world, ids)
    }

    /// Adds an address, on a server at once if one is given.
    static func insert(description: String, server: Record?, _ world: inout World) -> String {
        let number = world.number(.instance)
        let index = world.count("publicAddress", from: 0)
        // 198.18.0.0/15 is set aside for tests: no answer can be mistaken for a real address.
        let address = AddressBlock.spelled(0xC612_0001 + UInt32(truncatingIfNeeded: index % 131_000))
        let date = JSON.string(Timestamp(milliseconds: world.now).korean)
        var attributes: [String: JSON] = [
            "publicIpInstanceNo": .string(number), "publicIp": .string(address), "createDate": date,
            "publicIpDescription": .string(description), "lastModifyDate": date, "serverInstanceNo": "",
            "serverName": "", "privateIp": "", "publicIpInstanceOperation": "NULL", "regionCode": "KR",
        ]
        if let server { attributes.merge(target(server, world)) { _, new in new } }
        world.insert(.publicIp, id: number, attributes, plan: VServerStates.publicIpCreation)
        return number
    }

    private static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        try VServerAnswers.publicIp.find(world, try parameters.required("publicIpInstanceNo"))
    }

    private static func touch(_ address: Record, _ world: inout World) {
        world.set(.publicIp, address.id, ["lastModifyDate": .string(Timestamp(milliseconds: world.now).korean)])
    }

    /// The address maps to eth0. (inferred)
    private static func target(_ server: Record, _ world: World) -> [String: JSON] {
        let interfaces = world.records(.networkInterface, where: "instanceNo", is: server.id)
        let first = interfaces.first { $0["deviceName"] == "eth0" }
        return [
            "serverInstanceNo": .string(server.id), "serverName": .string(server["serverName"]),
            "privateIp": .string(first?["ip"] ?? ""),
        ]
    }

    private static func requireTarget(_ server: Record, _ world: World) throws(Failure) {
        guard world[.subnet, server["subnetNo"]]?["subnetType"] == "PUBLIC" else {
            throw VServerRules.invalid("serverInstanceNo")
        }
        // One that is just leaving makes room by itself; one on its way does not.
        let stays = world.records(.publicIp, where: "serverInstanceNo", is: server.id).contains {
            $0["publicIpInstanceStatus"] != "SET"
        }
        if stays || world.contains(.publicIp, where: "comingTo", is: server.id) { throw VServerRules.hasAddress() }
        guard canTake(server, world) else { throw VServerRules.addressNotYet() }
    }

    private static func canTake(_ server: Record, _ world: World) -> Bool {
        ["RUN", "NSTOP"].contains(server["serverInstanceStatus"])
            && server["serverInstanceOperation"] != "TERMT"
            && world[.subnet, server["subnetNo"]]?["subnetType"] == "PUBLIC"
            && !hasAddress(server, world)
    }

    private static func hasAddress(_ server: Record, _ world: World) -> Bool {
        world.contains(.publicIp, where: "serverInstanceNo", is: server.id)
    }
}
