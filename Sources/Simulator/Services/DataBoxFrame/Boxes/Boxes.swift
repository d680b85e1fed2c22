import OrderedJSON

/// Data Boxes. Source: api/databoxframe.md §3.2.
enum Boxes {
    static let kind = RESTKind(
        .box, at: "/data-box",
        [
            .order("/create-data-box", create),
            .look("/get-data-box-list", list),
            .look("/get-data-box-summary-info", summary),
            .order("/modify-data-box", modify),
            .order("/change-data-box-nas-volume-size", resizeNas),
            .order("/set-block-external-network", blockNetwork),
            .order("/return-data-box", giveBack),
        ])

    /// The answer does not say which box was made.
    static let create: DataBoxFrame.Handler = { world, call throws(Failure) in
        if world.switches.sunset { throw DataBoxFrameRules.sunset() }
        let frame = try DataBoxFrameRules.usableFrame(call, world)
        let info = call.body["dataBoxInfo"] ?? .null
        let connectServers = try DataBoxFrameRules.list(info, "connectServerList")
        guard let accounts = info["sslVpnCount"]?.integer, accounts >= 0, accounts <= 3 * connectServers.count else {
            throw DataBoxFrameRules.bad("sslVpnCount")
        }
        guard !connectServers.isEmpty else { throw DataBoxFrameRules.bad("connectServerList") }
        guard info["nasList"]?.elements.isEmpty == false else { throw DataBoxFrameRules.bad("nasList") }
        guard info["tensorFlowCpuServerList"] != nil || info["tensorFlowGpuServerList"] != nil else {
            throw DataBoxFrameRules.bad("tensorFlowCpuServerList")
        }
        let rows = try BoxRequest.creations(info)
        let memo = try DataBoxFrameRules.text(info, "memo") ?? ""
        let number = insert(memo: memo, accounts: accounts, frame: frame, &world)
        let plan = DataBoxFrameStates.rowCreation(seconds: 1800)
        for row in rows { BoxInfra.insert(row, box: number, frame: frame.id, plan: plan, &world) }
        return DataBoxFrameAnswers.message("A Data Box creation has been requested.")
    }

    static let list: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try DataBoxFrameRules.frame(call, world)
        let rows = world.records(.box, where: "dataBoxFrameNo", is: frame.id).map(DataBoxFrameAnswers.box)
        return try DataBoxFrameAnswers.page(rows, call, largest: 100)
    }

    static let summary: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try DataBoxFrameRules.box(call, world)
        let volumes = world.records(.boxInfra, where: "dataBoxNo", is: box.id).filter { $0["productCode"] == "NAS" }
        let exports = world.records(.exportApply, where: "dataBoxNo", is: box.id)
        return [
            "dataBoxName": .string(box["dataBoxName"]), "sslVpnCount": .integer(box.integer("sslVpnCount")),
            "connectSslVpnUrl": .string("https://vpn.example.com/box\(box.id)"),
            "webBlockStatus": .bool(box.flag("webBlockStatus")), "mountCount": .integer(Int64(volumes.count)),
            "nasCount": .integer(Int64(volumes.count)),
            "nasTotalSize": .integer(volumes.reduce(0) { $0 + $1.integer("nasSize") }), "nasTotalUseSize": "0",
            "createDate": .string(box["createDate"]), "statusCode": .string(box["statusCode"]),
            "exportApplyCount": .integer(Int64(exports.count)), "memo": .string(box["memo"]),
        ]
    }

    static let modify: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try DataBoxFrameRules.frame(call, world)
        let info = call.body["dataBoxInfo"] ?? .null
        guard let number = info["dataBoxNo"]?.text else { throw DataBoxFrameRules.bad("dataBoxNo") }
        let box = try DataBoxFrameRules.usableBox(try DataBoxFrameRules.box(number, of: frame, world))
        let changes = try BoxRequest.changes(info, of: box, world)
        if let memo = try DataBoxFrameRules.text(info, "memo") { world.set(.box, box.id, ["memo": .string(memo)]) }
        for change in changes { BoxInfra.apply(change, to: box, &world) }
        if !changes.isEmpty {
            world.run(
                DataBoxFrameStates.boxChange(seconds: DataBoxFrameStates.modificationSeconds), on: .box, box.id)
        }
        return DataBoxFrameAnswers.message("A Data Box modification has been requested.")
    }

    static let resizeNas: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try DataBoxFrameRules.usableBox(try DataBoxFrameRules.box(call, world))
        let row = try BoxInfra.row(call.body["nasVolumeInstanceNo"]?.text, product: ["NAS"], of: box, world)
        let size = try DataBoxFrameRules.nasSize(call.body["volumeSize"])
        let seconds = DataBoxFrameStates.resizeSeconds
        world.run(
            DataBoxFrameStates.rowChange(
                seconds: seconds, ["nasSize": .integer(size), "specName": .string("\(size)GB")]),
            on: .boxInfra, row.id)
        world.run(DataBoxFrameStates.boxChange(seconds: seconds), on: .box, box.id)
        return DataBoxFrameAnswers.message("A NAS volume size change has been requested.")
    }

    static let blockNetwork: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try DataBoxFrameRules.usableBox(try DataBoxFrameRules.box(call, world))
        guard let isBlocked = call.body["isBlock"]?.bool else { throw DataBoxFrameRules.bad("isBlock") }
        world.run(
            DataBoxFrameStates.boxChange(
                seconds: DataBoxFrameStates.networkSeconds, ["webBlockStatus": .bool(isBlocked)]),
            on: .box, box.id)
        return DataBoxFrameAnswers.message("An external network setting has been requested.")
    }

    static let giveBack: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try DataBoxFrameRules.usableBox(try DataBoxFrameRules.box(call, world))
        world.run(DataBoxFrameStates.boxReturn, on: .box, box.id)
        for row in world.records(.boxInfra, where: "dataBoxNo", is: box.id) {
            world.run(DataBoxFrameStates.rowReturn(seconds: 600), on: .boxInfra, row.id)
        }
        return DataBoxFrameAnswers.message("A Data Box return has been requested.")
    }

    /// Numbers count for the account, names for the frame.
    private static func insert(memo: String, accounts: Int64, frame: Record, _ world: inout World) -> String {
        let number = world.number(.box)
        let place = world.count("box of frame \(frame.id)")
        world.insert(
            .box, id: number,
            [
                "dataBoxNo": .string(number), "dataBoxFrameNo": .string(frame.id),
                "dataBoxName": .string("BOX#\(place)"), "memo": .string(memo),
                "sslVpnCount": .integer(accounts), "webBlockStatus": false,
                "createDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
            ], plan: DataBoxFrameStates.boxCreation)
        return number
    }
}

extension TableSchema {
    static let box = TableSchema("box", nameAttribute: "dataBoxName", numbers: .box, indexes: ["dataBoxFrameNo"])
}
