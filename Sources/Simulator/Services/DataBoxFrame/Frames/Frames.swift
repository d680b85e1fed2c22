import OrderedJSON

/// Data Box Frames: adopted, changed and returned, never created by a call. Source: api/databoxframe.md §3.1.
enum Frames {
    static let kind = RESTKind(
        .frame, at: "/data-box-frame",
        [
            .look("/get-data-box-frame-list", list),
            .look("/get-data-box-frame-detail", detail),
            .order("/return-data-box-frame", giveBack),
        ])

    static let list: DataBoxFrame.Handler = { world, call throws(Failure) in
        let rows = world.all(.frame).map { DataBoxFrameAnswers.frame($0, world) }
        return try DataBoxFrameAnswers.page(rows, call, largest: 100)
    }

    static let detail: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try DataBoxFrameRules.frame(call, world)
        return DataBoxFrameAnswers.merged(
            DataBoxFrameAnswers.frame(frame, world),
            [
                "memo": .string(frame["memo"]), "exportBucketName": .string(frame["exportBucketName"]),
                "usePseudonymInfo": .string(frame["usePseudonymInfo"]),
            ])
    }

    /// Only without boxes. (inferred)
    static let giveBack: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try DataBoxFrameRules.usableFrame(call, world)
        let boxes = world.records(.box, where: "dataBoxFrameNo", is: frame.id)
        guard boxes.allSatisfy({ $0["statusCode"] == "TERMT" }) else { throw DataBoxFrameRules.stillHoldsBoxes() }
        world.run(DataBoxFrameStates.frameReturn, on: .frame, frame.id)
        for row in world.records(.frameInfra, where: "dataBoxFrameNo", is: frame.id) {
            world.run(DataBoxFrameStates.rowReturn(seconds: 600), on: .frameInfra, row.id)
        }
        return DataBoxFrameAnswers.message("A Data Box Frame return has been requested.")
    }

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

extension TableSchema {
    static let frame = TableSchema("frame", nameAttribute: "dataBoxFrameName", numbers: .frame)
}
