import OrderedJSON

/// Servers. Source: api/classic-and-others.md §1; the pages common-apidatatype-serverinstance and compute-server-….
/// Durations, and codes that end in 900 and up, are (inferred).
enum ClassicServers {
    static let kind = ActionKind(
        "ServerInstance", .classicServer, columns: columns,
        filters: [
            .exact("zoneNo"), .within("serverName"), .exact("ip", of: "ipList"), .code("serverInstanceStatus"),
        ],
        derived: ActionKind.Derivation(filtered: ["ipList"]) { world, server in derived(server, world) },
        lifeCycle: LifeCycle(deletion: [.now(status("NSTOP", "TERMT", "terminating")), .gone(seconds: seconds)]),
        reads: [.listInZone],
        actions: [
            .change(
                "startServerInstances", when: [isIdle("NSTOP")], listed: list, then: power("NSTOP", "START", "booting")),
            .change(
                "rebootServerInstances", when: [isIdle("RUN")], listed: list, then: power("RUN", "RESTA", "rebooting")),
            .change(
                "stopServerInstances", when: [isIdle("RUN")], listed: list,
                plan: .passing(status("RUN", "SHTDN", "shutting down"), seconds: seconds, stopped)),
            .delete(
                when: [isIdle("NSTOP"), isUnprotected, isBare], named: "terminateServerInstances", listed: list,
                first: end),
            .change("changeServerInstanceSpec", when: [isIdle("NSTOP")], then: changeSpec),
            .change("setProtectServerTermination", [.flag("isProtectServerTermination")]),
        ],
        companions: takeAlong)

    private static let list = "serverInstanceNoList"
    private static let seconds: Double = 5
    private static let status = InstanceStatus("serverInstance")
    static let stopped = status("NSTOP", "NULL", "stopped")
    static let running = status("RUN", "NULL", "running")

    private static let columns: [Column] = [
        .text("serverInstanceNo", "serverName", "serverDescription"),
        .integer("cpuCount", "memorySize", "baseBlockStorageSize"),
        .code("platformType", ["LNX64": "Linux 64 Bit", "WND64": "Windows 64 Bit"]), .text("loginKeyName"),
        .flag("isFeeChargingMonitoring"), .text("publicIp", "privateIp", "serverImageName"),
        .code("serverInstanceStatus", ["RUN": "Server run state", "NSTOP": "Server normal stopped state"]),
        .code("serverInstanceOperation", ["NULL": "Server NULL OP", "TERMT": "Server TERMINATE OP"]),
        .text("serverInstanceStatusName", "createDate", "uptime", "serverImageProductCode", "serverProductCode"),
        .flag("isProtectServerTermination"), .text("portForwardingPublicIp"),
        .raw("portForwardingExternalPort", "portForwardingInternalPort", "zone", "region"),
        .code("baseBlockStorageDiskType", ["NET": "Network Storage"]), .code("baseBlockStroageDiskDetailType"),
        .code("serverInstanceType"), .text("userData"), .raw("accessControlGroupList"),
    ]

    private static func derived(_ server: Record, _ world: World) -> [String: JSON] {
        let zone = ClassicZones.all.first { $0.number == server["zoneNo"] } ?? ClassicZones.all[0]
        let groups = server.list("groupNumbers").compactMap { world[.classicGroup, $0] }
        return [
            "zone": ClassicZones.zone(zone), "region": ClassicZones.region,
            "ipList": .array([server["privateIp"], server["publicIp"]].filter { !$0.isEmpty }.map(JSON.string)),
            "accessControlGroupList": .array(groups.map(ClassicGroups.kind.columns.render)),
        ]
    }
}

extension TableSchema {
    static let classicServer = TableSchema(
        "classicServer", nameAttribute: "serverName", numbers: .instance, indexes: ["zoneNo"])
}

// MARK: What can be done with a server

extension ClassicServers {
    private static func power(_ code: String, _ operation: String, _ name: String) -> KindAction.Effect {
        { world, server, _ throws(Failure) in
            let booted = Timestamp(milliseconds: world.now + Int64(seconds * 1000)).korean
            world.run(
                .passing(
                    status(code, operation, name), seconds: seconds,
                    running.merging(["uptime": .string(booted)]) { $1 }),
                on: .classicServer, server.id)
        }
    }

    /// Nothing goes on with it (code 25017), and it is in this status. (inferred: the code of the latter)
    private static func isIdle(_ status: String) -> Check {
        Check { _, server, _ throws(Failure) in
            guard server["serverInstanceOperation"] == "NULL" else {
                throw .action("25017", "An operation on the server is running.")
            }
            guard server["serverInstanceStatus"] == status else { throw .notReady(25, "server") }
        }
    }

    /// (inferred: the code)
    private static let isUnprotected = Check { _, server, _ throws(Failure) in
        if server.flag("isProtectServerTermination") { throw .inUse(25, "protected server") }
    }

    /// Whether additional disks go along is not documented: here they hold a termination up, as in VPC. (inferred)
    private static let isBare = Check { world, server, _ throws(Failure) in
        if ClassicDisks.additional(of: server, in: world).isEmpty { return }
        throw .action("24002", "The storage is still mounted.")
    }

    /// Specs by product code: CPUs and GB of memory. Codes of samples; what they stand for is (inferred).
    static let specs: [String: (cpus: Int64, memory: Int64)] = [
        "SPSVRSTAND000056": (1, 1), "SPSVRSTAND000003": (1, 2), "SPSVRSTAND000004": (2, 4), "SPSVRSTAND000005": (4, 8),
    ]

    private static let changeSpec: KindAction.Effect = { world, server, parameters throws(Failure) in
        let product = try parameters.required("serverProductCode")
        guard specs[product] != nil else { throw .action("1401", "The server product does not exist.") }
        world.set(.classicServer, server.id, attributes(ofProduct: product))
        world.run(
            .passing(status("NSTOP", "CHNG", "changingSpec"), seconds: seconds, stopped), on: .classicServer, server.id)
    }

    static func attributes(ofProduct product: String) -> [String: JSON] {
        let spec = specs[product] ?? (2, 4)
        return [
            "serverProductCode": .string(product), "cpuCount": .integer(spec.cpus),
            "memorySize": .integer(spec.memory << 30),
        ]
    }

    /// The root disk goes with its server.
    private static let end: KindAction.Effect = { world, server, _ throws(Failure) in
        for disk in world.records(.classicDisk, where: "serverInstanceNo", is: server.id) {
            world.run([.gone(seconds: seconds)], on: .classicDisk, disk.id)
        }
    }

    private static let takeAlong: @Sendable (inout World, Record) -> Void = { world, server in
        for disk in world.records(.classicDisk, where: "serverInstanceNo", is: server.id) {
            world.remove(.classicDisk, disk.id)
        }
    }
}
