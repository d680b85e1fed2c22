import OrderedJSON

/// What import and export requests have in common.
enum FileRequests {
    /// The names of one to five files.
    static func names(_ list: JSON?) throws(Failure) -> [String] {
        let given = list?.elements ?? []
        let names = given.compactMap { $0["fileName"]?.text }
        guard (1...5).contains(names.count), names.count == given.count else {
            throw DataBoxFrameRules.bad("sourceFileInfoList")
        }
        return names
    }

    /// Requests of the frame, narrowed by box, status and dates (`yyyyMMddHHmmss`).
    static func chosen(_ table: TableName, _ call: RESTCall, _ world: World) throws(Failure) -> [Record] {
        let frame = try DataBoxFrameRules.frame(call, world)
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

    static func one(
        _ table: TableName, _ idField: String, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Record {
        let id = try DataBoxFrameRules.required(call, idField)
        let box = call.method == "GET" ? call.query.text("dataBoxNo") : call.body["dataBoxNo"]?.text
        guard let row = world[table, id], box == nil || row["dataBoxNo"] == box else {
            throw DataBoxFrameRules.missing("request")
        }
        return row
    }
}
