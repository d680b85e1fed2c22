import OrderedJSON

/// Data Boxes. Source: api/databoxframe.md §3.2.
enum Boxes {
    static let kind = RESTKind(
        .box, at: "/data-box",
        [
            .order("/create-data-box", create), .look("/get-data-box-list", list),
            .look("/get-data-box-summary-info", summary), .order("/modify-data-box", modify),
            .order("/change-data-box-nas-volume-size", resizeNas), .order("/set-block-external-network", blockNetwork),
            .order("/return-data-box", giveBack),
        ])

    /// The answer does not say which box was made.
    private static let create: DataBoxFrame.Handler = { world, call throws(Failure) in
        if world.switches.sunset { throw .isSunset }
        let frame = try Frames.usable(call, world)
        _ = try make(call.body["dataBoxInfo"] ?? .null, in: frame, isReady: false, &world)
        return DataBoxFrame.message("A Data Box creation has been requested.")
    }

    /// Adds a box in use, as an account has it that made one in time: `{"dataBoxFrameNo", "dataBoxInfo"}`.
    static func add(_ body: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let frame = world[.frame, body["dataBoxFrameNo"]?.text ?? ""] else { throw .isMissing("data box frame") }
        return ["dataBoxNo": .string(try make(body["dataBoxInfo"] ?? .null, in: frame, isReady: true, &world))]
    }

    private static func make(
        _ info: JSON, in frame: Record, isReady: Bool, _ world: inout World
    ) throws(Failure) -> String {
        let connectServers = try DataBoxFrame.list(info, "connectServerList")
        guard let accounts = info["sslVpnCount"]?.integer, accounts >= 0, accounts <= 3 * connectServers.count else {
            throw .badParameter("sslVpnCount")
        }
        guard !connectServers.isEmpty else { throw .badParameter("connectServerList") }
        guard info["nasList"]?.elements.isEmpty == false else { throw .badParameter("nasList") }
        guard info["tensorFlowCpuServerList"] != nil || info["tensorFlowGpuServerList"] != nil else {
            throw .badParameter("tensorFlowCpuServerList")
        }
        let rows = try BoxRequest.creations(info)
        let memo = try DataBoxFrame.text(info, "memo") ?? ""
        let plan = isReady ? ready : creation
        let number = insert(memo: memo, accounts: accounts, frame: frame, plan: plan, &world)
        let rowPlan = DataBoxFrame.rowCreation(seconds: isReady ? 0 : 1800)
        for row in rows { BoxInfra.insert(row, box: number, frame: frame.id, plan: rowPlan, &world) }
        return number
    }

    private static let list: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try Frames.find(call, world)
        let rows = world.records(.box, where: "dataBoxFrameNo", is: frame.id).map { render($0, call) }
        return try DataBoxFrame.page(rows, call, largest: 100)
    }

    private static let summary: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try find(call, world)
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

    private static let modify: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try Frames.find(call, world)
        let info = call.body["dataBoxInfo"] ?? .null
        guard let number = info["dataBoxNo"]?.text else { throw .badParameter("dataBoxNo") }
        let box = try usable(number, of: frame, call, world)
        let changes = try BoxRequest.changes(info, of: box, world)
        // The memo is no part of the environment.
        if world.switches.sunset, !changes.isEmpty { throw .isSunset }
        try checkAccounts(of: box, after: changes, world)
        if let memo = try DataBoxFrame.text(info, "memo") { world.set(.box, box.id, ["memo": .string(memo)]) }
        for change in changes { BoxInfra.apply(change, to: box, &world) }
        if !changes.isEmpty {
            world.run(DataBoxFrame.change(seconds: DataBoxFrame.modificationSeconds), on: .box, box.id)
        }
        return DataBoxFrame.message("A Data Box modification has been requested.")
    }

    /// Three accounts a Connect server hold for a changed box as well. (inferred)
    private static func checkAccounts(
        of box: Record, after changes: [BoxRequest.Change], _ world: World
    ) throws(Failure) {
        var servers = world.records(.boxInfra, where: "dataBoxNo", is: box.id).filter { $0["productCode"] == "CON" }
        var made = 0
        for change in changes {
            switch change {
            case .create(let row): made += row.product == "CON" ? 1 : 0
            case .delete(let id): servers.removeAll { $0.id == id }
            case .update: break
            }
        }
        guard box.integer("sslVpnCount") <= 3 * (servers.count + made) else { throw .badParameter("connectServerList") }
    }

    private static let resizeNas: DataBoxFrame.Handler = { world, call throws(Failure) in
        if world.switches.sunset { throw .isSunset }
        let box = try usable(call, world)
        let row = try BoxInfra.row(call.body["nasVolumeInstanceNo"]?.text, product: ["NAS"], of: box, world)
        let size = try DataBoxFrame.nasSize(call.body["volumeSize"])
        let seconds = DataBoxFrame.resizeSeconds
        world.run(
            DataBoxFrame.change(seconds: seconds, ["nasSize": .integer(size), "specName": .string("\(size)GB")]),
            on: .boxInfra, row.id)
        world.run(DataBoxFrame.change(seconds: seconds), on: .box, box.id)
        return DataBoxFrame.message("A NAS volume size change has been requested.")
    }

    private static let blockNetwork: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try usable(call, world)
        guard let isBlocked = call.body["isBlock"]?.bool else { throw .badParameter("isBlock") }
        world.run(DataBoxFrame.change(seconds: 30, ["webBlockStatus": .bool(isBlocked)]), on: .box, box.id)
        return DataBoxFrame.message("An external network setting has been requested.")
    }

    private static let giveBack: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try usable(call, world)
        world.run(ending, on: .box, box.id)
        for row in world.records(.boxInfra, where: "dataBoxNo", is: box.id) {
            world.run(DataBoxFrame.rowReturn(seconds: 600), on: .boxInfra, row.id)
        }
        return DataBoxFrame.message("A Data Box return has been requested.")
    }

    static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let frame = try Frames.find(call, world)
        return try find(try call.number("dataBoxNo"), of: frame, call, world)
    }

    private static func find(
        _ number: String, of frame: Record, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Record {
        guard let box = world[.box, number], box["dataBoxFrameNo"] == frame.id else { throw .isMissing("data box") }
        if isClosed(box, to: call) { throw .isForbidden("data box") }
        return box
    }

    /// A sub account has no access to a box whose record says `disabled`.
    private static func isClosed(_ box: Record, to call: RESTCall) -> Bool {
        call.owner == .sub && box.flag("disabled")
    }

    static func usable(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        try usable(try call.number("dataBoxNo"), of: try Frames.find(call, world), call, world)
    }

    private static func usable(
        _ number: String, of frame: Record, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Record {
        let box = try find(number, of: frame, call, world)
        guard box["statusCode"] == "USE" else { throw .isInState("data box", box["statusCode"]) }
        return box
    }

    private static func render(_ box: Record, _ call: RESTCall) -> JSON {
        let columns: [Column] = [.text("dataBoxNo", "dataBoxName", "memo", "createDate", "statusCode")]
        let name = DataBoxFrame.name(ofBox: box["statusCode"])
        return columns.render(box).with(["statusName": .string(name), "disabled": .bool(isClosed(box, to: call))])
    }

    private static let creation: [Transition] = [
        .now(["statusCode": "READY"]), .after(seconds: 60, ["statusCode": "INIT"]),
        .after(seconds: 1800, ["statusCode": "USE"]),
    ]
    private static let ready: [Transition] = [.now(["statusCode": "USE"])]
    private static let ending: [Transition] =
        .passing(["statusCode": "RTN"], seconds: 600, ["statusCode": "TERMT"]) + [.gone(seconds: 4200)]

    /// Numbers count for the account, names for the frame.
    private static func insert(
        memo: String, accounts: Int64, frame: Record, plan: [Transition], _ world: inout World
    ) -> String {
        let number = world.number(.box)
        let place = world.count("box of frame \(frame.id)")
        world.insert(
            .box, id: number,
            [
                "dataBoxNo": .string(number), "dataBoxFrameNo": .string(frame.id),
                "dataBoxName": .string("BOX#\(place)"), "memo": .string(memo),
                "sslVpnCount": .integer(accounts), "webBlockStatus": false,
                "createDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
            ], plan: plan)
        return number
    }
}

extension TableSchema {
    static let box = TableSchema("box", nameAttribute: "dataBoxName", numbers: .box, indexes: ["dataBoxFrameNo"])
}
