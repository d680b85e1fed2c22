import OrderedJSON

/// What can be done with a server that exists. Source: api/vserver.md §2.1, §3.1.
enum Servers {
    static let start: Action = { world, parameters throws(Failure) in
        try each(&world, parameters, in: "NSTOP", plan: VServerStates.serverStart)
    }

    static let reboot: Action = { world, parameters throws(Failure) in
        try each(&world, parameters, in: "RUN", plan: VServerStates.serverReboot)
    }

    static let stop: Action = { world, parameters throws(Failure) in
        try each(&world, parameters, in: "RUN") { _ in VServerStates.serverStop }
    }

    static let terminate: Action = { world, parameters throws(Failure) in
        let servers = try VServerRules.servers(parameters, world)
        for server in servers {
            try VServerRules.requireIdle(server, status: "NSTOP")
            if server.flag("isProtectServerTermination") { throw VServerRules.notControllable("it is protected") }
            let disks = world.records(.blockStorage, where: "serverInstanceNo", is: server.id)
            // Additional disks have to be detached first. (inferred: the code)
            if disks.contains(where: { $0["blockStorageType"] == "SVRBS" }) {
                throw VServerRules.notControllable("additional storage is attached")
            }
        }
        for server in servers { end(server, &world) }
        return VServerAnswers.server.answer(world, servers.map(\.id))
    }

    static let changeSpec: Action = { world, parameters throws(Failure) in
        let server = try find(parameters, world)
        try VServerRules.requireIdle(server, status: "NSTOP")
        guard let spec = try ServerProduct.named(parameters, world) else {
            throw Parameters.missing("serverSpecCode or serverProductCode")
        }
        guard spec["hypervisorType"] == server["hypervisorType"] else { throw VServerRules.unfitProduct() }
        world.set(.server, server.id, ServerProduct.attributes(of: spec))
        world.run(VServerStates.serverSpecChange, on: .server, server.id)
        return VServerAnswers.server.answer(world, [server.id])
    }

    static let changeName: Action = { world, parameters throws(Failure) in
        let server = try find(parameters, world)
        let name = try NameRule.required(parameters, "serverName")
        world.set(.server, server.id, ["serverName": .string(name)])
        return VServerAnswers.server.answer(world, [server.id])
    }

    static let setProtection: Action = { world, parameters throws(Failure) in
        let server = try find(parameters, world)
        let flag = try parameters.requiredFlag("isProtectServerTermination")
        world.set(.server, server.id, ["isProtectServerTermination": .bool(flag)])
        return VServerAnswers.server.answer(world, [server.id])
    }

    static let interrupt: Action = { world, parameters throws(Failure) in
        let server = try find(parameters, world)
        try VServerRules.requireIdle(server, status: "RUN")
        return VServerAnswers.server.answer(world, [server.id])
    }

    static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        try VServerAnswers.server.find(world, try parameters.required("serverInstanceNo"))
    }

    /// What a server shows of its address and interfaces.
    static let derived: @Sendable (World, Record) -> [String: JSON] = { world, server in
        let address = world.records(.publicIp, where: "serverInstanceNo", is: server.id).first
        let interfaces = world.records(.networkInterface, where: "instanceNo", is: server.id)
            .sorted { $0["deviceName"] < $1["deviceName"] }
        return [
            "publicIpInstanceNo": .string(address?.id ?? ""), "publicIp": .string(address?["publicIp"] ?? ""),
            "networkInterfaceNoList": .array(interfaces.map { .string($0.id) }),
            "ipList": .array(interfaces.map { .string($0["ip"]) }),
        ]
    }

    private static func each(
        _ world: inout World, _ parameters: Parameters, in status: String, plan: (String) -> [Step]
    ) throws(Failure) -> ActionAnswer {
        let servers = try VServerRules.servers(parameters, world)
        for server in servers { try VServerRules.requireIdle(server, status: status) }
        let booted = Timestamp(milliseconds: world.now + Int64(VServerStates.powerSeconds * 1000)).korean
        for server in servers { world.run(plan(booted), on: .server, server.id) }
        return VServerAnswers.server.answer(world, servers.map(\.id))
    }

    /// The default interface and the base disk go with the server; other interfaces and the address stay, unused.
    private static func end(_ server: Record, _ world: inout World) {
        let gone = VServerStates.serverTermination.suffix(1)
        world.run(VServerStates.serverTermination, on: .server, server.id)
        for interface in world.records(.networkInterface, where: "instanceNo", is: server.id) {
            let plan = interface.flag("deleteOnTermination") ? Array(gone) : VServerStates.interfaceRelease
            world.run(plan, on: .networkInterface, interface.id)
        }
        for disk in world.records(.blockStorage, where: "serverInstanceNo", is: server.id) {
            world.run(Array(gone), on: .blockStorage, disk.id)
        }
        for address in world.records(.publicIp, where: "serverInstanceNo", is: server.id) {
            world.run(
                VServerStates.publicIpRelease(after: VServerStates.terminationSeconds), on: .publicIp, address.id)
        }
    }
}
