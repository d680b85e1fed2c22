import OrderedJSON

/// Files on their way out of a box, by way of a reviewer. Source: api/databoxframe.md §3.4.
enum Exports {
    static let apply: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let box = try DataBoxFrameRules.usableBox(try DataBoxFrameRules.box(call, world))
        let purpose = try DataBoxFrameRules.required(call, "exportPurpose")
        let bucket = try DataBoxFrameRules.required(call, "targetBucketName")
        let account = try DataBoxFrameRules.required(call, "sslVpnNo")
        guard world[.bucket, bucket] != nil else { throw DataBoxFrameRules.missing("bucket") }
        let nas = try BoxInfra.row(call.body["sourceNasInstanceNo"]?.text, product: ["NAS"], of: box, world)
        let files = try FileRequests.names(call.body["sourceFileInfoList"])
        let memo = try DataBoxFrameRules.text(call.body, "memo") ?? ""
        var ids: [String] = []
        for file in files {
            let id = world.number(.apply)
            world.insert(
                .exportApply, id: id,
                [
                    "dataBoxFrameNo": .string(box["dataBoxFrameNo"]), "dataBoxNo": .string(box.id),
                    "dataBoxName": .string(box["dataBoxName"]), "nasName": .string(nas["instanceName"]),
                    "bucket": .string(bucket), "file": .string(file), "purpose": .string(purpose),
                    "memo": .string(memo), "vpnId": .string("vpn\(account)"),
                    "applyDate": .string(Timestamp(milliseconds: world.now).koreanPlain),
                ], plan: DataBoxFrameStates.fileExport)
            ids.append(id)
        }
        return ["content": .array(ids.compactMap { world[.exportApply, $0] }.map(applied))]
    }

    static let cancel: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let row = try FileRequests.one(.exportApply, "exportApplyId", call, world)
        guard ["INIT", "REQ_CMPL"].contains(row["status"]) else { throw DataBoxFrameRules.alreadyDecided() }
        world.run(DataBoxFrameStates.cancellation, on: .exportApply, row.id)
        return DataBoxFrameAnswers.message("An export cancellation has been requested.")
    }

    static let list: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let rows = try FileRequests.chosen(.exportApply, call, world).map(described)
        return try DataBoxFrameAnswers.page(rows, call, largest: 1000)
    }

    static let detail: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        ["content": [described(try FileRequests.one(.exportApply, "exportApplyId", call, world))]]
    }

    /// As many accounts as the box was made with. (inferred: the row shape)
    static let accounts: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let box = try DataBoxFrameRules.box(call, world)
        let numbers = 0..<max(0, box.integer("sslVpnCount"))
        return DataBoxFrameAnswers.list(
            numbers.map { ["sslVpnNo": .string("\(box.id)\($0 + 1)"), "sslVpnId": .string("vpn\(box.id)\($0 + 1)")] })
    }

    /// The id is an integer here, and only here.
    private static func applied(_ row: Record) -> JSON {
        [
            "exportApplyId": .integer(Int64(row.id) ?? 0), "dataBoxNo": .string(row["dataBoxNo"]),
            "dataBoxName": .string(row["dataBoxName"]), "nasInstanceName": .string(row["nasName"]),
            "sourceNasFileName": .string(row["file"]), "targetBucketName": .string(row["bucket"]),
            "status": .string(row["status"]),
        ]
    }

    private static func described(_ row: Record) -> JSON {
        let fields: JSON = [
            "exportApplyId": .string(row.id), "dataBoxName": .string(row["dataBoxName"]),
            "dataBoxNo": .string(row["dataBoxNo"]), "vpnId": .string(row["vpnId"]),
            "sourceNasName": .string(row["nasName"]), "sourceFileName": .string(row["file"]),
            "targetBucketName": .string(row["bucket"]), "status": .string(row["status"]),
            "applyDate": .string(row["applyDate"]), "memo": .string(row["memo"]),
        ]
        guard let date = row.attributes["resultDate"] else { return fields }
        return DataBoxFrameAnswers.merged(fields, ["resultDate": date])
    }
}
