import OrderedJSON

/// The administrator's side of exports: one decision a request. Source: api/databoxframe.md §3.5.
enum ExportReviews {
    static let list: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let rows = try FileRequests.chosen(.exportApply, call, world).map(described)
        return try DataBoxFrameAnswers.page(rows, call, largest: 1000)
    }

    static let detail: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        let row = try FileRequests.one(.exportApply, "exportApplyId", call, world)
        let more: JSON = [
            "description": "", "exportPurpose": .string(row["purpose"]), "memo": .string(row["memo"]),
        ]
        return DataBoxFrameAnswers.merged(described(row), more)
    }

    static let approve: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        try decide(DataBoxFrameStates.approval, &world, call)
        return DataBoxFrameAnswers.message("An export request has been approved.")
    }

    static let reject: DataBoxFrameRoutes.Handler = { world, call throws(Failure) in
        _ = try DataBoxFrameRules.required(call, "rejectReason")
        try decide(DataBoxFrameStates.rejection, &world, call)
        return DataBoxFrameAnswers.message("An export request has been rejected.")
    }

    /// Only what waits for the reviewer can be decided.
    private static func decide(_ plan: [Step], _ world: inout World, _ call: RESTCall) throws(Failure) {
        let row = try FileRequests.one(.exportApply, "exportApplyId", call, world)
        guard row["status"] == "REQ_CMPL" else { throw DataBoxFrameRules.alreadyDecided() }
        let date = JSON.string(Timestamp(milliseconds: world.now).koreanPlain)
        world.set(.exportApply, row.id, ["resultDate": date])
        world.run(plan, on: .exportApply, row.id)
    }

    private static func described(_ row: Record) -> JSON {
        [
            "exportApplyId": .string(row.id), "dataBoxName": .string(row["dataBoxName"]),
            "dataBoxNo": .string(row["dataBoxNo"]), "sslVpnId": .string(row["vpnId"]),
            "sourceFileName": .string(row["file"]), "applyDate": .string(row["applyDate"]),
            "approveDate": .string(row["resultDate"]), "status": .string(row["status"]), "fileSize": "1024",
        ]
    }
}
