import OrderedJSON

/// Requests to take files into a box or out of it: what both ways have in common. Source: api/databoxframe.md §3.3, §3.4.
struct FileRequests: Sendable {
    let table: TableSchema
    /// The field that holds a request's id.
    let id: String
    /// The fields of an order that name the bucket and the volume.
    let bucket: String
    let volume: String
    /// The lengths of a memo.
    let memo: ClosedRange<Int>
    /// The largest file, in bytes.
    let limit: Int64
    /// The size of a file where it is taken from; nil when it is not there.
    let size: @Sendable (_ file: String, _ bucket: String, _ volume: String, World) -> Int64?
    /// What a request goes through for a file of a size.
    let plan: @Sendable (Int64?) -> [Transition]
    /// What an order answers of a request beside what both ways show.
    let applied: @Sendable (Record) -> JSON
    /// What lists and details show of a request.
    let described: @Sendable (Record) -> JSON

    /// Makes one request a file. (inferred)
    /// - Parameter more: the attributes that only this way has.
    func apply(
        _ call: RESTCall, _ world: inout World,
        _ more: (Record) throws(Failure) -> [String: JSON] = { _ throws(Failure) in [:] }
    ) throws(Failure) -> JSON {
        let box = try Boxes.usable(call, world)
        let more = try more(box)
        let name = try call.required(bucket)
        guard world[.bucket, name] != nil else { throw .isMissing("bucket") }
        let nas = try BoxInfra.row(call.body[volume]?.text, product: ["NAS"], of: box, world)
        let files = try Self.files(call.body["sourceFileInfoList"])
        let sizes = files.map { size($0.name, name, nas["instanceNo"], world) }
        for (file, size) in zip(files, sizes) where size ?? 0 > limit { throw .isTooLarge(file.name) }
        let common: [String: JSON] = [
            "dataBoxFrameNo": .string(box["dataBoxFrameNo"]), "dataBoxNo": .string(box.id),
            "dataBoxName": .string(box["dataBoxName"]), "nasName": .string(nas["instanceName"]),
            "nasNo": .string(nas["instanceNo"]), "bucket": .string(name),
            "memo": .string(try DataBoxFrame.text(call.body, "memo", memo) ?? ""),
            "applyDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
        ]
        let requests = zip(files, sizes).map { file, size in
            let own: [String: JSON] = [
                "file": .string(file.name), "description": .string(file.description),
                "fileSize": size.map(JSON.integer) ?? .null,
            ]
            let all = common.merging(more) { $1 }.merging(own) { $1 }
            return world.insert(table, id: world.newId(table), all, plan: plan(size))
        }
        return ["content": .array(requests.map(answer))]
    }

    private func answer(_ row: Record) -> JSON {
        let common: JSON = [
            "dataBoxNo": .string(row["dataBoxNo"]), "dataBoxName": .string(row["dataBoxName"]),
            "nasInstanceName": .string(row["nasName"]), "status": .string(row["status"]),
        ]
        return common.with(applied(row))
    }

    func list(_ call: RESTCall, _ world: World) throws(Failure) -> JSON {
        try DataBoxFrame.page(try chosen(call, world).map(described), call, largest: 1000)
    }

    func detail(_ call: RESTCall, _ world: World) throws(Failure) -> JSON {
        DataBoxFrame.answer([described(try one(call, world))])
    }

    /// Requests of the frame, narrowed by box, status and dates (`yyyyMMddHHmmss`).
    func chosen(_ call: RESTCall, _ world: World) throws(Failure) -> [Record] {
        let frame = try Frames.find(call, world)
        let box = call.query.text("dataBoxNo")
        let rows = box.map { world.records(table, where: "dataBoxNo", is: $0) } ?? world.all(table)
        return rows.filter { row in
            let date = row["applyDate"].filter(\.isNumber)
            return row["dataBoxFrameNo"] == frame.id
                && call.query.text("status").map { $0 == row["status"] } ?? true
                && call.query.text("applyStartDate").map { $0 <= date } ?? true
                && call.query.text("applyEndDate").map { $0 >= date } ?? true
        }
    }

    /// The request that a call names.
    /// - Parameter namesFrame: whether the call has to name the frame as well.
    func one(_ call: RESTCall, _ world: World, namesFrame: Bool = true) throws(Failure) -> Record {
        let (box, id) = (try call.number("dataBoxNo"), try call.number(id))
        if namesFrame { _ = try Boxes.find(call, world) }
        guard let row = world[table, id], row["dataBoxNo"] == box else { throw .isMissing("request") }
        return row
    }

    /// One to five files, with what is said of them.
    private static func files(_ list: JSON?) throws(Failure) -> [(name: String, description: String)] {
        let given = list?.elements ?? []
        guard (1...5).contains(given.count) else { throw .badParameter("sourceFileInfoList") }
        return try given.map { file throws(Failure) in
            (
                try DataBoxFrame.requiredText(file, "fileName", 1...1024),
                try DataBoxFrame.text(file, "description", 0...1000) ?? ""
            )
        }
    }
}

extension [Transition] {
    /// Seconds that a transfer of so many bytes takes beyond its first. (inferred)
    static func transferSeconds(_ size: Int64) -> Double { Double(size / 50_000_000) }
}
