import OrderedJSON

/// Public addresses. Source: api/vserver.md §2, §3.8. A change takes a second.
enum PublicIPs {
    static let kind: ActionKind = ActionKind(
        "PublicIpInstance", .publicIp,
        columns: [
            .text(
                "publicIpInstanceNo", "publicIp", "publicIpDescription", "createDate", "lastModifyDate",
                "serverInstanceNo", "serverName", "privateIp"), .code("publicIpInstanceStatus"),
            .text("publicIpInstanceStatusName"), .code("publicIpInstanceOperation", ["NULL": "NULL"]),
        ],
        filters: [
            .exact("publicIp"), .exact("privateIp"), .exact("isAssociated"), .within("serverName"), .exact("vpcNo"),
            .code("publicIpInstanceStatus"),
        ],
        derived: ActionKind.Derivation(filtered: ["isAssociated", "vpcNo"]) { world, address in
            let server = world[.server, address["serverInstanceNo"]]
            return ["isAssociated": .bool(server != nil), "vpcNo": .string(server?["vpcNo"] ?? "")]
        },
        lifeCycle: LifeCycle(
            creation: .passing(status("INIT", "NULL", "init"), seconds: 1, running),
            deletion: [.now(status("TERMTING", "NULL", "terminating")), .gone(seconds: 1)]),
        actions: [
            .create([.description("publicIpDescription"), server, free]),
            .delete(when: [
                isFree(else: .inUse(1003, "public IP")),
                .isNow("publicIpInstanceStatus", "RUN", else: isInitialising),
            ]),
            .change("associatePublicIpWithServerInstance", then: associate),
            .own("disassociatePublicIpFromServerInstance", disassociate),
            .own("getPublicIpTargetServerInstanceList") { world, _ throws(Failure) in
                Servers.kind.answer(world, world.all(.server).filter { canTake($0, world) }.map(\.id))
            },
        ])

    private static let status = InstanceStatus("publicIpInstance")
    private static let running = status("RUN", "NULL", "run")

    private static let isNotYet = Failure.action(
        "1003016", "The public IP cannot be associated at present. Please try again later.")
    private static let isInitialising = Failure.action(
        "1080101", "The public IP is being initialized and cannot be deleted.")

    private static func isFree(else failure: Failure) -> Check {
        Check { _, address, _ throws(Failure) in
            guard address["serverInstanceNo"].isEmpty, address["holder"].isEmpty else { throw failure }
        }
    }

    private static let free = Input.values { _, associated, world throws(Failure) in
        freeAddress(&world).merging(associated.attributes) { $1 }
    }

    private static let server = Input.values { parameters, _, world throws(Failure) in
        guard let number = parameters.text("serverInstanceNo") else { return [:] }
        let server = try Servers.kind.find(world, number)
        try requireTarget(server, world)
        return target(server, world)
    }

    /// Adds an address, on a server at once if one is given.
    /// - Parameter holder: what else has it, for which it stays.
    @discardableResult
    static func insert(on server: Record?, holder: String = "", _ world: inout World) -> Record {
        var attributes = freeAddress(&world)
        attributes["holder"] = .string(holder)
        attributes["publicIpDescription"] = ""
        if let server { attributes.merge(target(server, world)) { _, new in new } }
        return kind.insert(attributes, &world)
    }

    private static func freeAddress(_ world: inout World) -> [String: JSON] {
        let index = world.count("publicAddress", from: 0)
        // 198.18.0.0/15 is set aside for tests: no answer can be mistaken for a real address.
        let address = AddressBlock.spelled(0xC612_0001 + UInt32(truncatingIfNeeded: index % 131_000))
        return [
            "publicIp": .string(address), "lastModifyDate": world.date, "serverInstanceNo": "", "serverName": "",
            "privateIp": "",
        ]
    }

    private static let associate: KindAction.Effect = { world, address, parameters throws(Failure) in
        let server = try Servers.kind.find(parameters, world)
        guard address["serverInstanceNo"].isEmpty, address["holder"].isEmpty else {
            throw .invalid("publicIpInstanceNo")
        }
        let isNew = address["publicIpInstanceStatus"] == "INIT" && !world.switches.quirks.contains(.newAddressWaits)
        guard isNew || address["publicIpInstanceStatus"] == "RUN", !address.flag("isSettling") else { throw isNotYet }
        try requireTarget(server, world)
        let there = running.merging(target(server, world)) { $1 }.merging(["comingTo": ""]) { $1 }
        world.set(.publicIp, address.id, ["comingTo": .string(server.id), "lastModifyDate": world.date])
        world.run(.passing(status("SET", "NULL", "Configuring"), seconds: 1, there), on: .publicIp, address.id)
    }

    /// Names the address, or the server that has it.
    private static let disassociate: Action = { world, parameters throws(Failure) in
        let server = parameters.text("serverInstanceNo")
        guard let number = parameters.text("publicIpInstanceNo") ?? server.map({ number(on: $0, world) }) else {
            throw .missing("publicIpInstanceNo or serverInstanceNo")
        }
        let address = try kind.find(world, number)
        guard !address["serverInstanceNo"].isEmpty else { throw .invalid("publicIpInstanceNo") }
        guard address["publicIpInstanceStatus"] == "RUN" else { throw isNotYet }
        let configuring = status("SET", "NULL", "Configuring")
        world.set(.publicIp, address.id, configuring.merging(["lastModifyDate": world.date]) { $1 })
        world.run(release(after: 1), on: .publicIp, address.id)
        return kind.answer(world, [address.id])
    }

    private static func number(on server: String, _ world: World) -> String {
        world.records(.publicIp, where: "serverInstanceNo", is: server).first?.id ?? ""
    }

    /// For a while after leaving a server the address cannot be associated again.
    static func release(after seconds: Double) -> [Transition] {
        [
            .after(seconds: seconds, running.merging(unassociated) { $1 }.merging(["isSettling": true]) { $1 }),
            .after(seconds: seconds + 3, ["isSettling": false]),
        ]
    }

    static let unassociated: [String: JSON] = ["serverInstanceNo": "", "serverName": "", "privateIp": ""]

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
        guard world[.subnet, server["subnetNo"]]?["subnetType"] == "PUBLIC" else { throw .invalid("serverInstanceNo") }
        // One that is just leaving makes room by itself; one on its way does not.
        let stays = world.records(.publicIp, where: "serverInstanceNo", is: server.id).contains {
            $0["publicIpInstanceStatus"] != "SET"
        }
        // A server has one address at most, and keeps it: nothing that passes by itself. (inferred: the code)
        if stays || world.contains(.publicIp, where: "comingTo", is: server.id) {
            throw .action("1003905", "The server already has a public IP.")
        }
        guard canTake(server, world) else { throw isNotYet }
    }

    private static func canTake(_ server: Record, _ world: World) -> Bool {
        ["RUN", "NSTOP"].contains(server["serverInstanceStatus"])
            && server["serverInstanceOperation"] != "TERMT"
            && world[.subnet, server["subnetNo"]]?["subnetType"] == "PUBLIC"
            && !world.contains(.publicIp, where: "serverInstanceNo", is: server.id)
    }
}

extension TableSchema {
    static let publicIp = TableSchema(
        "publicIp", nameAttribute: "publicIp", numbers: .instance, indexes: ["serverInstanceNo", "comingTo"])
}
