import OrderedJSON

/// The boxes of a fence. Source: create-box, get-box-list, get-box-summary-info, get-box-history, return-box.
enum FenceBoxes {
    static let kind = RESTKind(
        .fenceBox, at: "/box",
        [
            .order("/create-box", create), .look("/get-box-list", list), .look("/get-box-summary-info", summary),
            .look("/get-box-history", history), .order("/change-box-infra", modify),
            .order("/change-box-nas-volume", resize), .order("/change-box-block-external-network", setNetwork),
            .order("/return-box", giveBack),
        ])

    /// The answer does not say which box was made.
    private static let create: Datafence.Handler = { world, call throws(Failure) in
        let fence = try Fences.usable(call, world)
        guard let info = call.body["createBoxInfo"] else { throw .badParameter("createBoxInfo") }
        let rows = try FenceBoxRequest.creations(info)
        let description = try DataBoxFrame.text(call.body, "description") ?? ""
        let present = records(of: fence, world).count(where: Datafence.isLiving)
        guard Int64(present) < FenceProducts.quantity(of: "BOX").upperBound else { throw .hasTooManyBoxes }
        let number = insert(description, fence: fence, &world)
        let plan = Datafence.creation(seconds: Datafence.creationSeconds)
        for row in rows { FenceBoxInfra.insert(row, box: number, fence: fence.id, plan: plan, &world) }
        return Datafence.message("Box creation requested.")
    }

    private static let list: Datafence.Handler = { world, call throws(Failure) in
        let fence = try Fences.find(call, world)
        return try Datafence.page(listed(of: fence, world).map(render), call)
    }

    private static let history: Datafence.Handler = { world, call throws(Failure) in
        let fence = try Fences.find(call, world)
        let columns: [Column] = [.raw("endDate")]
        return try Datafence.page(
            records(of: fence, world).map { box in render(box).with(columns.render(box)) }, call)
    }

    private static func render(_ box: Record) -> JSON {
        let head: JSON = [
            "boxId": Datafence.id(box.id), "boxName": .string(box["boxName"]),
            "description": .string(box["description"]),
        ]
        return head.with(Datafence.status(box)).with(["createDate": .string(box["createDate"])])
    }

    private static let summary: Datafence.Handler = { world, call throws(Failure) in
        let box = try find(call, world)
        let rows = FenceBoxInfra.rows(of: box, world).filter(Datafence.isLiving)
        let volumes = rows.filter { $0["infraType"] == "BOX_NAS" }
        return render(box).with([
            "mountCount": .integer(Int64(rows.count - volumes.count)), "nasCount": .integer(Int64(volumes.count)),
            "nasTotalSize": .integer(volumes.reduce(0) { $0 + $1.integer("specName") }),
            "nasInstanceNoList": .array(volumes.map { Datafence.id($0.id) }), "nasTotalUseSize": 0,
            "exportApplyCount": .integer(Int64(world.records(.fenceExport, where: "boxId", is: box.id).count)),
            "webBlockStatus": .bool(box.flag("webBlockStatus")),
        ])
    }

    private static let modify: Datafence.Handler = { world, call throws(Failure) in
        guard let info = call.body["updateBoxInfo"] else { throw .badParameter("updateBoxInfo") }
        guard let number = info["boxId"]?.text else { throw .badParameter("boxId") }
        let box = try usable(try find(number, of: try Fences.find(call, world), world))
        let changes = try FenceBoxRequest.changes(info, of: box, world)
        if let text = try DataBoxFrame.text(info, "description") {
            world.set(.fenceBox, box.id, ["description": .string(text)])
        }
        for change in changes { FenceBoxInfra.apply(change, to: box, &world) }
        if !changes.isEmpty {
            world.run(Datafence.change(seconds: Datafence.modificationSeconds), on: .fenceBox, box.id)
        }
        return Datafence.message("Box infra change requested.")
    }

    private static let resize: Datafence.Handler = { world, call throws(Failure) in
        let box = try usable(call, world)
        let row = try FenceBoxInfra.row(try call.number("instanceNo"), type: "BOX_NAS", of: box, world)
        let size = try DataBoxFrame.nasSize(call.body["volumeSize"])
        let seconds = Datafence.resizeSeconds
        world.run(Datafence.change(seconds: seconds, ["specName": .string("\(size)")]), on: .fenceBoxInfra, row.id)
        world.run(Datafence.change(seconds: seconds), on: .fenceBox, box.id)
        return Datafence.message("NAS volume size change requested.")
    }

    /// Source: change-box-block-external-network.
    private static let setNetwork: Datafence.Handler = { world, call throws(Failure) in
        let box = try usable(call, world)
        guard let isBlocked = call.body["isBlock"]?.bool else { throw .badParameter("isBlock") }
        guard box.flag("webBlockStatus") != isBlocked else { throw .hasThatNetwork }
        let seconds = Datafence.networkSeconds
        world.run(
            Datafence.change(seconds: seconds, ["webBlockStatus": .bool(isBlocked)]), on: .fenceBox, box.id)
        return Datafence.message("External network setting requested.")
    }

    /// The box stays in the list for an hour after its end (inferred), and in the history for good.
    private static let giveBack: Datafence.Handler = { world, call throws(Failure) in
        let box = try usable(call, world)
        let seconds = Datafence.returnSeconds
        let ending = Datafence.ending(seconds: seconds, world)
        world.run(ending + [.after(seconds: seconds + 3600, ["isUnlisted": true])], on: .fenceBox, box.id)
        for row in FenceBoxInfra.rows(of: box, world) where Datafence.isLiving(row) {
            world.run(ending, on: .fenceBoxInfra, row.id)
        }
        return Datafence.message("Box return requested.")
    }

    private static func insert(_ description: String, fence: Record, _ world: inout World) -> String {
        let number = world.number(.fenceBox)
        let place = world.count("box of fence \(fence.id)")
        world.insert(
            .fenceBox, id: number,
            [
                "boxId": .string(number), "fenceId": .string(fence.id), "boxName": .string("box\(place)"),
                "description": .string(description), "webBlockStatus": false, "createDate": Datafence.date(world),
            ], plan: Datafence.creation(seconds: Datafence.creationSeconds))
        return number
    }
}

extension FenceBoxes {
    static func records(of fence: Record, _ world: World) -> [Record] {
        world.records(.fenceBox, where: "fenceId", is: fence.id)
    }

    static func listed(of fence: Record, _ world: World) -> [Record] {
        records(of: fence, world).filter { !$0.flag("isUnlisted") }
    }

    static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let fence = try Fences.find(call, world)
        return try find(try call.number("boxId"), of: fence, world)
    }

    static func find(_ number: String, of fence: Record, _ world: World) throws(Failure) -> Record {
        guard let box = world[.fenceBox, number], !box.flag("isUnlisted") else { throw .isMissing("Box") }
        guard box["fenceId"] == fence.id else { throw .isNotOfFence }
        return box
    }

    static func usable(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        try usable(try find(call, world))
    }

    static func usable(_ box: Record) throws(Failure) -> Record {
        guard box["statusCode"] == "USE" else { throw .cannotChange("Box", box["statusCode"]) }
        return box
    }
}

extension TableSchema {
    static let fenceBox = TableSchema("fenceBox", nameAttribute: "boxName", numbers: .fenceBox, indexes: ["fenceId"])
}
