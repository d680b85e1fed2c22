import OrderedJSON

/// Servers. Source: api/vserver.md §2.1, §3.1.
enum Servers {
    static let kind = ActionKind(
        "ServerInstance", .server, columns: columns,
        filters: [
            .exact("vpcNo"), .within("serverName"), .code("serverInstanceStatus"), .exact("ip", of: "ipList"),
            .code("baseBlockStorageDiskType"), .code("baseBlockStorageDiskDetailType"),
            .anyOf("placementGroupNoList", of: "placementGroupNo"), .codes("hypervisorType"),
        ],
        derived: ActionKind.Derivation(filtered: ["ipList"]) { world, server in derived(server, world) },
        lifeCycle: LifeCycle(
            deletion: [.now(status("NSTOP", "TERMT", "terminating")), .gone(seconds: terminationSeconds)]),
        actions: [
            .own("createServerInstances", ServerCreation.create),
            .change(
                "startServerInstances", when: [isIdle("NSTOP")], listed: list, then: power("NSTOP", "START", "booting")),
            .change(
                "rebootServerInstances", when: [isIdle("RUN")], listed: list, then: power("RUN", "RESTA", "rebooting")),
            .change("stopServerInstances", when: [isIdle("RUN")], listed: list, plan: stop),
            .delete(
                when: [isIdle("NSTOP"), isUnprotected, isBare], named: "terminateServerInstances", listed: list,
                first: end),
            .change("changeServerInstanceSpec", when: [isIdle("NSTOP")], then: changeSpec),
            .change("changeServerInstanceName", [.name("serverName")]),
            .change("setProtectServerTermination", [.flag("isProtectServerTermination")]),
            .change("interruptServerInstance", when: [isIdle("RUN")]),
        ], RootPasswords.actions,
        companions: takeAlong)

    private static let list = "serverInstanceNoList"

    private static let columns: [Column] = [
        .text("serverInstanceNo", "serverName", "serverDescription"), .integer("cpuCount", "memorySize"),
        .code("platformType", ["LNX64": "Linux 64 Bit", "WND64": "Windows 64 Bit"]),
        .text("loginKeyName", "publicIpInstanceNo", "publicIp"), .code("serverInstanceStatus", statusNames),
        .code("serverInstanceOperation", operationNames),
        .text("serverInstanceStatusName", "createDate", "uptime", "serverImageProductCode", "serverProductCode"),
        .flag("isProtectServerTermination"), .text("zoneCode", "regionCode", "vpcNo", "subnetNo"),
        .list("networkInterfaceNoList"), .text("initScriptNo"),
        .code("serverInstanceType", ["HICPU": "High CPU", "STAND": "Standard"]),
        .code("baseBlockStorageDiskType", ["NET": "Network Storage"]),
        .code("baseBlockStorageDiskDetailType", ["SSD": "SSD", "HDD": "HDD"]),
        .text("placementGroupNo", "placementGroupName", "memberServerImageInstanceNo"),
        .code("hypervisorType", Regions.hypervisorNames), .text("serverImageNo", "serverSpecCode"),
        .raw("fabricClusterPoolNo", "fabricClusterNo", "fabricClusterName"),
    ]
    private static let statusNames = [
        "INIT": "Server INIT State", "CREAT": "Server CREATE State", "RUN": "Server RUN State",
        "NSTOP": "Server normal stopped state",
    ]
    private static let operationNames = [
        "NULL": "Server NULL OP", "START": "Server START OP", "SHTDN": "Server SHUTDOWN OP",
        "RESTA": "Server RESTART OP", "TERMT": "Server TERMINATE OP", "CREAT": "Server CREATE OP",
        "SETUP": "Server SETUP OP", "CHNG": "Server CHANGE OP",
    ]

    /// What a server shows of its address and interfaces.
    private static func derived(_ server: Record, _ world: World) -> [String: JSON] {
        let address = world.records(.publicIp, where: "serverInstanceNo", is: server.id).first
        let interfaces = world.records(.networkInterface, where: "instanceNo", is: server.id)
            .sorted { $0["deviceName"] < $1["deviceName"] }
        return [
            "publicIpInstanceNo": .string(address?.id ?? ""), "publicIp": .string(address?["publicIp"] ?? ""),
            "networkInterfaceNoList": .array(interfaces.map { .string($0.id) }),
            "ipList": .array(interfaces.map { .string($0["ip"]) }),
        ]
    }
}

extension TableSchema {
    static let server = TableSchema(
        "server", numbers: .instance,
        indexes: [
            "vpcNo", "subnetNo", "placementGroupNo", "fabricClusterNo", "serverName", "kubernetesNodePoolNo",
        ])
}

/// What servers go through. Source: api/vserver.md §2, §4, §6.
extension Servers {
    static let creationSeconds: Double = 20
    private static let powerSeconds: Double = 5
    private static let terminationSeconds: Double = 5
    private static let status = InstanceStatus("serverInstance")
    private static let stopped = status("NSTOP", "NULL", "stopped")
    private static let stop = [Transition].passing(
        status("RUN", "SHTDN", "shutting down"), seconds: powerSeconds, stopped)

    /// INIT → CREAT → RUN.
    static func creation(_ world: World) -> [Transition] {
        [
            .now(status("INIT", "NULL", "init")), .after(seconds: 2, status("CREAT", "CREAT", "creating")),
            .after(seconds: 12, status("CREAT", "SETUP", "setting up")),
            .after(seconds: creationSeconds, running(in: creationSeconds, world)),
        ]
    }

    /// `uptime` is the moment of the boot.
    private static func running(in seconds: Double, _ world: World) -> [String: JSON] {
        let booted = Timestamp(milliseconds: world.now + Int64(seconds * 1000)).korean
        return status("RUN", "NULL", "running").merging(["uptime": .string(booted)]) { $1 }
    }

    private static func power(_ code: String, _ operation: String, _ name: String) -> KindAction.Effect {
        { world, server, _ throws(Failure) in
            let up = running(in: powerSeconds, world)
            world.run(.passing(status(code, operation, name), seconds: powerSeconds, up), on: .server, server.id)
        }
    }

    /// After a disk was detached a server is in SETUP for some seconds.
    static func setUpAgain(_ server: String, _ world: inout World) {
        guard let record = world[.server, server], record["serverInstanceOperation"] == "NULL" else { return }
        let setup: [Transition] = .passing(
            ["serverInstanceOperation": "SETUP"], seconds: 5, ["serverInstanceOperation": "NULL"])
        world.run(setup, on: .server, server)
    }
}

/// What can be done with a server that exists.
extension Servers {
    /// Wrong state, running operation or protection. Documented for stop and terminate; for the others (inferred).
    static func isNotControllable(_ why: String) -> Failure {
        .action("1100031", "The server cannot be controlled at present. (\(why))")
    }

    private static func isIdle(_ status: String) -> Check {
        Check { _, server, _ throws(Failure) in try requireIdle(server, status: status) }
    }

    /// A server in `status` with nothing going on.
    static func requireIdle(_ server: Record, status: String) throws(Failure) {
        guard server["serverInstanceOperation"] == "NULL" else { throw isNotControllable("an operation is running") }
        guard server["serverInstanceStatus"] == status else {
            throw isNotControllable("status is \(server["serverInstanceStatus"])")
        }
    }

    private static let isUnprotected = Check { _, server, _ throws(Failure) in
        if server.flag("isProtectServerTermination") { throw isNotControllable("it is protected") }
    }

    /// Additional disks must be detached first. (inferred: the code)
    private static let isBare = Check { world, server, _ throws(Failure) in
        let disks = world.records(.blockStorage, where: "serverInstanceNo", is: server.id)
        if disks.contains(where: { $0["blockStorageType"] == "SVRBS" }) {
            throw isNotControllable("additional storage is attached")
        }
    }

    private static let changeSpec: KindAction.Effect = { world, server, parameters throws(Failure) in
        guard let spec = try ServerProduct.named(parameters, world) else {
            throw .missing("serverSpecCode or serverProductCode")
        }
        guard spec["hypervisorType"] == server["hypervisorType"] else { throw ServerProduct.isUnfit }
        world.set(.server, server.id, ServerProduct.attributes(of: spec))
        world.run(.passing(status("NSTOP", "CHNG", "changingSpec"), seconds: 5, stopped), on: .server, server.id)
    }

    /// The default interface and the base disk go with the server; other interfaces and the address stay, unused.
    private static let end: KindAction.Effect = { world, server, _ throws(Failure) in
        let gone = Transition.gone(seconds: terminationSeconds)
        for interface in world.records(.networkInterface, where: "instanceNo", is: server.id) {
            let free = NetworkInterfaces.release(after: terminationSeconds)
            world.run([interface.flag("deleteOnTermination") ? gone : free], on: .networkInterface, interface.id)
        }
        for disk in world.records(.blockStorage, where: "serverInstanceNo", is: server.id) {
            world.run([gone], on: .blockStorage, disk.id)
        }
        for address in world.records(.publicIp, where: "serverInstanceNo", is: server.id) {
            world.run(PublicIPs.release(after: terminationSeconds), on: .publicIp, address.id)
        }
    }

    /// Ends a server whatever its state and protection: what made it ends it.
    static func terminate(_ server: Record, _ world: inout World) {
        try? end(&world, server, CallParameters([:]))
        world.run(kind.lifeCycle.deletion, on: .server, server.id)
    }

    private static let takeAlong: @Sendable (inout World, Record) -> Void = { world, server in
        for interface in world.records(.networkInterface, where: "instanceNo", is: server.id) {
            world.remove(.networkInterface, interface.id)
        }
        for disk in world.records(.blockStorage, where: "serverInstanceNo", is: server.id) {
            world.remove(.blockStorage, disk.id)
        }
        for address in world.records(.publicIp, where: "serverInstanceNo", is: server.id) {
            world.set(.publicIp, address.id, PublicIPs.unassociated)
        }
    }
}
