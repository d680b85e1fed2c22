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
        let memo = try DataBoxFrameRules.text(call.body, "memo") ?? ""
        var ids: [String] = []
        for file in files {
            let id = world.number(.apply)
            world.insert(
                .importApply, id: id,
                [
                    "dataBoxFrameNo": .string(box["dataBoxFrameNo"]), "dataBoxNo": .string(box.id),
                    "dataBoxName": .string(box["dataBoxName"]), "nasName": .string(nas["instanceName"]),
                    "bucket": .string(bucket), "file": .string(file),
                    "memo": .string(memo),
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
