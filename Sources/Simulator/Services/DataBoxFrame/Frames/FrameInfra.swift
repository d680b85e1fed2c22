import OrderedJSON

/// The admin servers and NAS volumes of a frame. Source: api/databoxframe.md §3.1, §3.7.
enum FrameInfra {
    static let kind = RESTKind(
        .frameInfra, at: "/data-box-frame",
        [
            .look("/get-data-box-frame-infra-list", list), .order("/modify-data-box-frame-admin-infra", modify),
            .order("/change-data-box-frame-nas-volume-size", resizeNas),
        ])

    private static let list: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try Frames.find(call, world)
        let rows = world.records(.frameInfra, where: "dataBoxFrameNo", is: frame.id)
        let page = try DataBoxFrame.page(rows.map(render), call, largest: 100)
        return page.with(["usePseudonymInfo": .string(frame["usePseudonymInfo"])])
    }

    private static func render(_ row: Record) -> JSON {
        let isNas = row["infraType"] == "NAS"
        let number = JSON.string(row.id)
        let columns: [Column] = [
            .text(
                "infraType", "instanceName", "privateIp", "publicIp", "osName", "specName", "userName", "prodSpecId",
                "connectInfo", "createDate")
        ]
        let more: JSON =
            isNas
            ? ["nasInstanceNo": number, "nasVolumeInstanceNo": number, "useData": "0"]
            : ["adminServerInstanceNo": number, "useData": ""]
        return columns.render(row).with(["instanceNo": number]).with(more)
    }

    private static let modify: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try Frames.usable(call, world)
        let servers = try DataBoxFrame.list(call.body, "adminServerList")
        let volumes = try DataBoxFrame.list(call.body, "nasList")
        for row in servers { try checkServer(row, of: frame, world) }
        for row in volumes { try checkNas(row, of: frame, world) }
        if let memo = try DataBoxFrame.text(call.body, "memo") {
            world.set(.frame, frame.id, ["memo": .string(memo)])
        }
        for row in servers { applyServer(row, to: frame, &world) }
        for row in volumes { applyNas(row, to: frame, &world) }
        if !servers.isEmpty || !volumes.isEmpty {
            world.run(Frames.change(seconds: DataBoxFrame.modificationSeconds), on: .frame, frame.id)
        }
        return DataBoxFrame.message("A Data Box Frame modification has been requested.")
    }

    private static let resizeNas: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try Frames.usable(call, world)
        let row = try row(call.body["nasVolumeInstanceNo"], of: frame, type: "NAS", world)
        let size = try DataBoxFrame.nasSize(call.body["volumeSize"])
        let seconds = DataBoxFrame.resizeSeconds
        world.run(DataBoxFrame.change(seconds: seconds, ["specName": .string("\(size)GB")]), on: .frameInfra, row.id)
        world.run(Frames.change(seconds: seconds), on: .frame, frame.id)
        return DataBoxFrame.message("A NAS volume size change has been requested.")
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
            guard row["adminServerInstanceNo"] == nil else { throw .badParameter("adminServerInstanceNo") }
            guard row["prodSpecId"]?.integer != nil else { throw .badParameter("prodSpecId") }
            try DataBoxFrame.checkPassword(row["userPassword"], "userPassword")
        case "UPDATE": guard row["prodSpecId"]?.integer != nil else { throw .badParameter("prodSpecId") }
        case "DELETE": guard row["prodSpecId"] == nil else { throw .badParameter("prodSpecId") }
        default: throw .badParameter("actionType")
        }
    }

    private static func checkNas(_ row: JSON, of frame: Record, _ world: World) throws(Failure) {
        switch row["actionType"]?.text {
        case "CREATE":
            _ = try DataBoxFrame.nasSize(row["nasSize"])
            guard (1...20).contains(row["count"]?.integer ?? 0) else { throw .badParameter("count") }
        case "DELETE": _ = try self.row(row["nasInstanceNo"], of: frame, type: "NAS", world)
        default: throw .badParameter("actionType")
        }
    }

    private static func applyServer(_ row: JSON, to frame: Record, _ world: inout World) {
        let seconds = DataBoxFrame.modificationSeconds
        let spec = row["prodSpecId"]?.integer ?? 0
        let number = row["adminServerInstanceNo"]?.text ?? ""
        switch row["actionType"]?.text {
        case "CREATE":
            insertServer(spec: spec, frame: frame.id, plan: DataBoxFrame.rowCreation(seconds: seconds), &world)
        case "UPDATE":
            let result: [String: JSON] = ["prodSpecId": .string(String(spec)), "specName": .string("spec \(spec)")]
            world.run(DataBoxFrame.change(seconds: seconds, result), on: .frameInfra, number)
        default: world.run(DataBoxFrame.rowReturn(seconds: seconds), on: .frameInfra, number)
        }
    }

    private static func applyNas(_ row: JSON, to frame: Record, _ world: inout World) {
        let seconds = DataBoxFrame.modificationSeconds
        if row["actionType"]?.text == "CREATE" {
            for _ in 0..<(row["count"]?.integer ?? 0) {
                insertNas(
                    size: row["nasSize"]?.integer ?? 500, frame: frame.id,
                    plan: DataBoxFrame.rowCreation(seconds: seconds), &world)
            }
        } else {
            world.run(DataBoxFrame.rowReturn(seconds: seconds), on: .frameInfra, row["nasInstanceNo"]?.text ?? "")
        }
    }

    private static func row(_ number: JSON?, of frame: Record, type: String, _ world: World) throws(Failure) -> Record {
        guard let row = world[.frameInfra, number?.text ?? ""], row["dataBoxFrameNo"] == frame.id,
            row["infraType"] == type
        else { throw .isMissing("\(type) instance") }
        return row
    }
}

extension TableSchema {
    static let frameInfra = TableSchema(
        "frameInfra", nameAttribute: "instanceName", numbers: .instance, indexes: ["dataBoxFrameNo"])
}
