import OrderedJSON

/// Requests to take files into a box or out of it: what both ways have in common. Source: api/databoxframe.md §3.3, §3.4.
struct FileRequests: Sendable {
    let table: TableSchema
    /// The field that holds a request's id.
    let id: String
    /// The fields of an order that name the bucket and the volume.
    let bucket: String
    let volume: String
    let plan: [Transition]
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
        let files = try Self.names(call.body["sourceFileInfoList"])
        let common: [String: JSON] = [
            "dataBoxFrameNo": .string(box["dataBoxFrameNo"]), "dataBoxNo": .string(box.id),
            "dataBoxName": .string(box["dataBoxName"]), "nasName": .string(nas["instanceName"]),
            "bucket": .string(name), "memo": .string(try DataBoxFrame.text(call.body, "memo") ?? ""),
            "applyDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
        ]
        let requests = files.map { file in
            let own = more.merging(["file": .string(file)]) { $1 }
            return world.insert(table, id: world.newId(table), common.merging(own) { $1 }, plan: plan)
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
        ["content": [described(try one(call, world))]]
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
    func one(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let id = try call.required(id)
        let box = call.method == "GET" ? call.query.text("dataBoxNo") : call.body["dataBoxNo"]?.text
        guard let row = world[table, id], box == nil || row["dataBoxNo"] == box else { throw .isMissing("request") }
        return row
    }

    /// The names of one to five files.
    private static func names(_ list: JSON?) throws(Failure) -> [String] {
        let given = list?.elements ?? []
        let names = given.compactMap { $0["fileName"]?.text }
        guard (1...5).contains(names.count), names.count == given.count else {
            throw .badParameter("sourceFileInfoList")
        }
        return names
    }
}
