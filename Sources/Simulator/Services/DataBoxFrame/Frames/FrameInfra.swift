import OrderedJSON

/// The admin servers and NAS volumes of a frame. Source: api/databoxframe.md §3.1, §3.7.
enum FrameInfra {
    static let kind = RESTKind(
        .frameInfra, at: "/data-box-frame",
        [
            .look("/get-data-box-frame-infra-list", list),
            .order("/modify-data-box-frame-admin-infra", modify),
            .order("/change-data-box-frame-nas-volume-size", resizeNas),
        ])

    static let list: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try DataBoxFrameRules.frame(call, world)
        let rows = world.records(.frameInfra, where: "dataBoxFrameNo", is: frame.id)
        let page = try DataBoxFrameAnswers.page(rows.map(DataBoxFrameAnswers.frameRow), call, largest: 100)
        return DataBoxFrameAnswers.merged(page, ["usePseudonymInfo": .string(frame["usePseudonymInfo"])])
    }

    static let modify: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try DataBoxFrameRules.usableFrame(call, world)
        let servers = try DataBoxFrameRules.list(call.body, "adminServerList")
        let volumes = try DataBoxFrameRules.list(call.body, "nasList")
        for row in servers { try checkServer(row, of: frame, world) }
        for row in volumes { try checkNas(row, of: frame, world) }
        if let memo = try DataBoxFrameRules.text(call.body, "memo") {
            world.set(.frame, frame.id, ["memo": .string(memo)])
        }
        for row in servers { applyServer(row, to: frame, &world) }
        for row in volumes { applyNas(row, to: frame, &world) }
        if !servers.isEmpty || !volumes.isEmpty {
            world.run(DataBoxFrameStates.frameModification, on: .frame, frame.id)
        }
        return DataBoxFrameAnswers.message("A Data Box Frame modification has been requested.")
    }

    static let resizeNas: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try DataBoxFrameRules.usableFrame(call, world)
        let row = try row(call.body["nasVolumeInstanceNo"], of: frame, type: "NAS", world)
        let size = try DataBoxFrameRules.nasSize(call.body["volumeSize"])
        let seconds = DataBoxFrameStates.resizeSeconds
        world.run(
            DataBoxFrameStates.rowChange(seconds: seconds, ["specName": .string("\(size)GB")]), on: .frameInfra, row.id)
        world.run(DataBoxFrameStates.frameChange(seconds: seconds), on: .frame, frame.id)
        return DataBoxFrameAnswers.message("A NAS volume size change has been requested.")
    }

    static func insertServer(spec: Int64, frame: String, plan: [Transition], _ world: inout World) {
        let number = world.number(.instance)
        let index = world.records(.frameInfra, where: "dataBoxFrameNo", is: frame).count + 1
        world.insert(
            .frameInfra, id: number,
            [
                "dataBoxFrameNo": .string(frame), "infraType": "Server",
                "instanceName": .string("admin-\(frame)-\(index)"), "privateIp": .string("192.168.0.\(5 + index)"),
                "publicIp": .string("198.19.0.\(index)"), "prodSpecId": .string(String(spec)),
                "osName": spec >= 2000 ? "Ubuntu" : "CentOS", "specName": .string("spec \(spec)"),
                "userName": "ncp", "connectInfo": .string("192.168.0.\(5 + index):22"),
                "createDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
            ], plan: plan)
    }

    static func insertNas(size: Int64, frame: String, plan: [Transition], _ world: inout World) {
        let number = world.number(.instance)
        let index = world.records(.frameInfra, where: "dataBoxFrameNo", is: frame).count + 1
        world.insert(
            .frameInfra, id: number,
            [
                "dataBoxFrameNo": .string(frame), "infraType": "NAS", "instanceName": .string("nasf\(frame)n\(index)"),
                "specName": .string("\(size)GB"), "userName": .string("/mnt/nasf\(frame)n\(index)"),
                "createDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
            ], plan: plan)
    }
}

extension FrameInfra {
    private static func checkServer(_ row: JSON, of frame: Record, _ world: World) throws(Failure) {
        let action = row["actionType"]?.text ?? ""
        if action != "CREATE" { _ = try self.row(row["adminServerInstanceNo"], of: frame, type: "Server", world) }
        switch action {
        case "CREATE":
            guard row["adminServerInstanceNo"] == nil else { throw DataBoxFrameRules.bad("adminServerInstanceNo") }
            guard row["prodSpecId"]?.integer != nil else { throw DataBoxFrameRules.bad("prodSpecId") }
            try DataBoxFrameRules.checkPassword(row["userPassword"], "userPassword")
        case "UPDATE": guard row["prodSpecId"]?.integer != nil else { throw DataBoxFrameRules.bad("prodSpecId") }
        case "DELETE": guard row["prodSpecId"] == nil else { throw DataBoxFrameRules.bad("prodSpecId") }
        default: throw DataBoxFrameRules.bad("actionType")
        }
    }

    private static func checkNas(_ row: JSON, of frame: Record, _ world: World) throws(Failure) {
        switch row["actionType"]?.text {
        case "CREATE":
            _ = try DataBoxFrameRules.nasSize(row["nasSize"])
            guard (1...20).contains(row["count"]?.integer ?? 0) else { throw DataBoxFrameRules.bad("count") }
        case "DELETE": _ = try self.row(row["nasInstanceNo"], of: frame, type: "NAS", world)
        default: throw DataBoxFrameRules.bad("actionType")
        }
    }

    private static func applyServer(_ row: JSON, to frame: Record, _ world: inout World) {
        let seconds = DataBoxFrameStates.modificationSeconds
        let spec = row["prodSpecId"]?.integer ?? 0
        let number = row["adminServerInstanceNo"]?.text ?? ""
        switch row["actionType"]?.text {
        case "CREATE":
            insertServer(spec: spec, frame: frame.id, plan: DataBoxFrameStates.rowCreation(seconds: seconds), &world)
        case "UPDATE":
            let result: [String: JSON] = [
                "prodSpecId": .string(String(spec)), "specName": .string("spec \(spec)"),
            ]
            world.run(DataBoxFrameStates.rowChange(seconds: seconds, result), on: .frameInfra, number)
        default: world.run(DataBoxFrameStates.rowReturn(seconds: seconds), on: .frameInfra, number)
        }
    }

    private static func applyNas(_ row: JSON, to frame: Record, _ world: inout World) {
        let seconds = DataBoxFrameStates.modificationSeconds
        if row["actionType"]?.text == "CREATE" {
            for _ in 0..<(row["count"]?.integer ?? 0) {
                insertNas(
                    size: row["nasSize"]?.integer ?? 500, frame: frame.id,
                    plan: DataBoxFrameStates.rowCreation(seconds: seconds), &world)
            }
        } else {
            world.run(
                DataBoxFrameStates.rowReturn(seconds: seconds), on: .frameInfra, row["nasInstanceNo"]?.text ?? "")
        }
    }

    private static func row(
        _ number: JSON?, of frame: Record, type: String, _ world: World
    ) throws(Failure) -> Record {
        guard let row = world[.frameInfra, number?.text ?? ""], row["dataBoxFrameNo"] == frame.id,
            row["infraType"] == type
        else { throw DataBoxFrameRules.missing("\(type) instance") }
        return row
    }
}

extension TableSchema {
    static let frameInfra = TableSchema(
        "frameInfra", nameAttribute: "instanceName", numbers: .instance, indexes: ["dataBoxFrameNo"])
}
