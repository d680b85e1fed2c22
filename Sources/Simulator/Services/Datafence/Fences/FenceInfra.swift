import OrderedJSON

/// The servers and volumes of a fence. Source: get-datafence-infra-list, get-datafence-infra-history, change-datafence-infra,
/// change-fence-nas-volume.
enum FenceInfra {
    static let kind = RESTKind(
        .fenceInfra, at: "/fence",
        [
            .look("/get-datafence-infra-list", list), .look("/get-datafence-infra-history", history),
            .order("/change-datafence-infra", modify), .order("/change-fence-nas-volume", resize),
        ])

    private static let list: Datafence.Handler = { world, call throws(Failure) in
        let fence = try Fences.find(call, world)
        let rows = rows(of: fence, world).filter { $0["statusCode"] != "TERMINATE" }
        return try Datafence.page(rows.map(render), call)
    }

    /// The number of an instance is not among the documented members, but the call that resizes a volume says that it is
    /// here. (inferred)
    private static func render(_ row: Record) -> JSON {
        let columns: [Column] = [
            .text(
                "infraType", "instanceName", "privateIp", "publicIp", "osName", "specName", "userName", "createDate")
        ]
        return columns.render(row).with(Datafence.status(row)).with(["instanceNo": Datafence.id(row.id)])
    }

    /// Types have other names here than in the list.
    private static let history: Datafence.Handler = { world, call throws(Failure) in
        let fence = try Fences.find(call, world)
        let rows = rows(of: fence, world).map { row -> JSON in
            let head: JSON = [
                "infraType": row["infraType"] == "FENCE_NAS" ? "NAS" : "Server", "instanceNo": Datafence.id(row.id),
            ]
            let columns: [Column] = [.text("instanceName", "createDate"), .raw("endDate")]
            return head.with(columns.render(row)).with(Datafence.status(row))
        }
        return try Datafence.page(rows, call)
    }

    private static let modify: Datafence.Handler = { world, call throws(Failure) in
        let fence = try Fences.usable(call, world)
        guard let update = call.body["updateFence"], case .object = update else { throw .badParameter("updateFence") }
        let changes = try FenceRequest.changes(update, of: fence, world)
        if let text = try DataBoxFrame.text(call.body, "description") {
            world.set(.fence, fence.id, ["description": .string(text)])
        }
        for change in changes { apply(change, to: fence, &world) }
        if !changes.isEmpty {
            world.run(Datafence.change(seconds: Datafence.modificationSeconds), on: .fence, fence.id)
        }
        return Datafence.message("Datafence infra change requested.")
    }

    private static func apply(_ change: FenceRequest.Change, to fence: Record, _ world: inout World) {
        let seconds = Datafence.modificationSeconds
        let creation = Datafence.creation(seconds: seconds)
        switch change {
        case .newServer(let spec): insertServer(spec: spec, fence: fence.id, plan: creation, &world)
        case .newVolumes(let size, let count):
            for _ in 0..<count { insertVolume(size: size, fence: fence.id, plan: creation, &world) }
        case .respec(let row, let spec):
            world.run(Datafence.change(seconds: seconds, specValues(spec)), on: .fenceInfra, row.id)
        case .giveBack(let row):
            world.run(Datafence.ending(seconds: seconds, world), on: .fenceInfra, row.id)
        }
    }

    private static let resize: Datafence.Handler = { world, call throws(Failure) in
        let fence = try Fences.usable(call, world)
        let row = try row(try call.number("instanceNo"), of: fence, type: "FENCE_NAS", world)
        let size = try DataBoxFrame.nasSize(call.body["volumeSize"])
        let seconds = Datafence.resizeSeconds
        world.run(Datafence.change(seconds: seconds, ["specName": .string("\(size)")]), on: .fenceInfra, row.id)
        world.run(Datafence.change(seconds: seconds), on: .fence, fence.id)
        return Datafence.message("NAS volume size change requested.")
    }

    static func rows(of fence: Record, _ world: World) -> [Record] {
        world.records(.fenceInfra, where: "fenceId", is: fence.id)
    }

    static func row(_ number: String?, of fence: Record, type: String, _ world: World) throws(Failure) -> Record {
        guard let row = world[.fenceInfra, number ?? ""], row["fenceId"] == fence.id, row["infraType"] == type,
            Datafence.isLiving(row)
        else { throw .isMissing("\(type) instance") }
        return row
    }

    private static func specValues(_ spec: String) -> [String: JSON] {
        [
            "specCode": .string(spec),
            "specName": .string(FenceProducts.specName(spec, of: "FENCE_UBUNTU") ?? spec),
        ]
    }

    static func insertServer(spec: String, fence: String, plan: [Transition], _ world: inout World) {
        let place = world.count("server of fence \(fence)")
        let own: [String: JSON] = [
            "fenceId": .string(fence), "infraType": "FENCE_UBUNTU", "instanceName": .string("fence-\(fence)-\(place)"),
            "privateIp": .string("192.168.10.\(5 + place)"), "publicIp": .string("198.19.10.\(place)"),
            "osName": "Ubuntu", "userName": "ncp", "createDate": Datafence.date(world),
        ]
        world.insert(
            .fenceInfra, id: world.number(.fenceInstance), own.merging(specValues(spec)) { $1 }, plan: plan)
    }

    static func insertVolume(size: Int64, fence: String, plan: [Transition], _ world: inout World) {
        let place = world.count("volume of fence \(fence)")
        let name = "\(fence)fence\(place)"
        world.insert(
            .fenceInfra, id: world.number(.fenceInstance),
            [
                "fenceId": .string(fence), "infraType": "FENCE_NAS", "instanceName": .string(name),
                "specName": .string("\(size)"), "userName": .string("/mnt/\(name)"),
                "createDate": Datafence.date(world),
            ], plan: plan)
    }
}

extension TableSchema {
    static let fenceInfra = TableSchema(
        "fenceInfra", nameAttribute: "instanceName", numbers: .fenceInstance, indexes: ["fenceId"])
}
