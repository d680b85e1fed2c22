import OrderedJSON

/// Files on their way from a bucket into a box. Source: api/databoxframe.md §3.3.
enum Imports {
    /// One request a file. (inferred)
    static let apply: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let box = try DataBoxFrameRules.usableBox(try DataBoxFrameRules.box(call, world))
        let bucket = try DataBoxFrameRules.required(call, "sourceBucketName")
        guard world[.bucket, bucket] != nil else { throw DataBoxFrameRules.missing("bucket") }
        let nas = try BoxInfra.row(call.body["targetNasInstanceNo"]?.text, product: ["NAS"], of: box, world)
        let files = try FileRequests.names(call.body["sourceFileInfoList"])
        var ids: [String] = []
        for file in files {
            let id = world.number(.apply)
            world.insert(
                .importApply, id: id,
                [
                    "dataBoxFrameNo": .string(box["dataBoxFrameNo"]), "dataBoxNo": .string(box.id),
                    "dataBoxName": .string(box["dataBoxName"]), "nasName": .string(nas["instanceName"]),
                    "bucket": .string(bucket), "file": .string(file),
                    "memo": .string(call.body["memo"]?.text ?? ""),
                    "applyDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
                ], plan: DataBoxFrameStates.fileImport)
            ids.append(id)
        }
        return ["content": .array(ids.compactMap { world[.importApply, $0] }.map(applied))]
    }

    static let list: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let rows = try FileRequests.chosen(.importApply, call, world).map(described)
        return try DataBoxFrameAnswers.page(rows, call, largest: 1000)
    }

    static let detail: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let row = try FileRequests.one(.importApply, "importApplyId", call, world)
        return ["content": [described(row)]]
    }

    private static func applied(_ row: Record) -> JSON {
        [
            "importApplyId": .string(row.id), "dataBoxNo": .string(row["dataBoxNo"]),
            "dataBoxName": .string(row["dataBoxName"]), "nasInstanceName": .string(row["nasName"]),
            "sourceBucketName": .string(row["bucket"]), "sourceBucketFileName": .string(row["file"]),
            "status": .string(row["status"]),
        ]
    }

    private static func described(_ row: Record) -> JSON {
        [
            "importApplyId": .string(row.id), "dataBoxName": .string(row["dataBoxName"]),
            "dataBoxNo": .string(row["dataBoxNo"]), "targetNasName": .string(row["nasName"]),
            "sourceBucketName": .string(row["bucket"]), "sourceFileName": .string(row["file"]),
            "status": .string(row["status"]), "memo": .string(row["memo"]), "applyDate": .string(row["applyDate"]),
        ]
    }
}

/// What import and export requests have in common.
enum FileRequests {
    /// The names of one to five files.
    static func names(_ list: JSON?) throws(Failure) -> [String] {
        let names = list?.elements.compactMap { $0["fileName"]?.text } ?? []
        guard (1...5).contains(names.count) else { throw DataBoxFrameRules.bad("sourceFileInfoList") }
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
