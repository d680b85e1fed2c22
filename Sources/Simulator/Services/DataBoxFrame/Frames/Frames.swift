import OrderedJSON

/// Data Box Frames: adopted, changed and returned, never created by a call. Source: api/databoxframe.md §3.1.
enum Frames {
    static let kind = RESTKind(
        .frame, at: "/data-box-frame",
        [
            .look("/get-data-box-frame-list", list), .look("/get-data-box-frame-detail", detail),
            .order("/return-data-box-frame", giveBack),
        ])

    private static let list: DataBoxFrame.Handler = { world, call throws(Failure) in
        let rows = world.all(.frame).map { render($0, world) }
        return try DataBoxFrame.page(rows, call, largest: 100)
    }

    private static let detail: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try find(call, world)
        return render(frame, world).with([
            "memo": .string(frame["memo"]), "exportBucketName": .string(frame["exportBucketName"]),
            "usePseudonymInfo": .string(frame["usePseudonymInfo"]),
        ])
    }

    /// Only without boxes. (inferred)
    private static let giveBack: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try usable(call, world)
        let boxes = world.records(.box, where: "dataBoxFrameNo", is: frame.id)
        guard boxes.allSatisfy({ $0["statusCode"] == "TERMT" }) else {
            throw .rest(400, "138902", "Return the data boxes of the frame first.")
        }
        world.run(ending, on: .frame, frame.id)
        for row in world.records(.frameInfra, where: "dataBoxFrameNo", is: frame.id) {
            world.run(DataBoxFrame.rowReturn(seconds: 600), on: .frameInfra, row.id)
        }
        return DataBoxFrame.message("A Data Box Frame return has been requested.")
    }

    static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        guard let frame = world[.frame, try call.number("dataBoxFrameNo")] else { throw .isMissing("data box frame") }
        return frame
    }

    static func usable(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let frame = try find(call, world)
        guard frame["statusCode"] == "SET_USE" else { throw .isInState("data box frame", frame["statusCode"]) }
        return frame
    }

    private static func render(_ frame: Record, _ world: World) -> JSON {
        let boxes = world.records(.box, where: "dataBoxFrameNo", is: frame.id).filter { $0["statusCode"] != "TERMT" }
        let columns: [Column] = [.text("dataBoxFrameNo", "dataBoxFrameName", "createDate", "statusCode")]
        return columns.render(frame).with([
            "dataBoxCount": .string(String(boxes.count)),
            "statusName": .string(DataBoxFrame.name(ofFrame: frame["statusCode"])),
        ])
    }

    static func change(seconds: Double) -> [Transition] {
        .passing(["statusCode": "SET_ING"], seconds: seconds, ["statusCode": "SET_USE"])
    }

    /// Terminated things stay listed for an hour. (inferred)
    private static let ending: [Transition] =
        .passing(["statusCode": "SET_RTN"], seconds: 600, ["statusCode": "SET_TERMT"]) + [.gone(seconds: 4200)]

    /// A frame as the console leaves it: one admin server and one NAS. `description` may say otherwise.
    static func insert(name: String, number: String, _ description: JSON, _ world: inout World) {
        world.insert(
            .frame, id: number,
            [
                "dataBoxFrameNo": .string(number), "dataBoxFrameName": .string(name),
                "memo": .string(description["memo"]?.text ?? ""), "statusCode": "SET_USE",
                "exportBucketName": .string(description["exportBucketName"]?.text ?? "\(name)-export-review"),
                "usePseudonymInfo": .string(description["usePseudonymInfo"]?.text ?? "N"),
                "createDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
            ])
        let specs = description["adminServers"]?.elements.compactMap(\.integer) ?? [1001]
        for spec in specs { FrameInfra.insertServer(spec: spec, frame: number, plan: ready, &world) }
        let sizes = description["nasSizes"]?.elements.compactMap(\.integer) ?? [500]
        for size in sizes { FrameInfra.insertNas(size: size, frame: number, plan: ready, &world) }
    }

    private static let ready: [Transition] = [.now(["statusCode": "USE"])]
}

extension TableSchema { static let frame = TableSchema("frame", nameAttribute: "dataBoxFrameName", numbers: .frame) }
