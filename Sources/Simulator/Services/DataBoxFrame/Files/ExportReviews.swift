import OrderedJSON

/// The administrator's side of exports: one decision a request. Codes of copying, rejected and cancelled requests are
/// not documented. (inferred) Source: api/databoxframe.md §3.5.
enum ExportReviews {
    static let routes: [RESTRoute] = [
        .look("/export-approve/get-export-file-approve-list") { world, call throws(Failure) in
            let rows = try Exports.requests.chosen(call, world).map(described)
            return try DataBoxFrame.page(rows, call, largest: 1000)
        },
        .look("/export-approve/get-export-file-approve-detail") { world, call throws(Failure) in
            let row = try Exports.requests.one(call, world)
            let more: JSON = [
                "description": .string(row["description"]), "exportPurpose": .string(row["purpose"]),
                "memo": .string(row["memo"]),
            ]
            return DataBoxFrame.answer([described(row).with(more)])
        },
        .order("/export-approve/export-file-approve") { world, call throws(Failure) in
            try decide(.passing(["status": "COPY_ING"], seconds: 10, ["status": "COPY_CMPL"]), &world, call)
            return DataBoxFrame.message("An export request has been approved.")
        },
        .order("/export-approve/export-file-reject") { world, call throws(Failure) in
            let reason = try DataBoxFrame.requiredText(call.body, "rejectReason", 1...1000)
            try decide([.now(["status": "REJECT", "rejectReason": .string(reason)])], &world, call)
            return DataBoxFrame.message("An export request has been rejected.")
        },
    ]

    /// Only what waits for the reviewer can be decided.
    private static func decide(_ plan: [Transition], _ world: inout World, _ call: RESTCall) throws(Failure) {
        let row = try Exports.requests.one(call, world)
        guard row["status"] == "REQ_CMPL" else { throw .isDecided(row) }
        let date = JSON.string(Timestamp(milliseconds: world.now).koreanPlain)
        world.set(.exportApply, row.id, ["resultDate": date])
        world.run(plan, on: .exportApply, row.id)
    }

    private static func described(_ row: Record) -> JSON {
        [
            "exportApplyId": .string(row.id), "dataBoxName": .string(row["dataBoxName"]),
            "dataBoxNo": .string(row["dataBoxNo"]), "sslVpnId": .string(row["vpnId"]),
            "sourceFileName": .string(row["file"]), "applyDate": .string(row["applyDate"]),
            "approveDate": .string(row["resultDate"]), "status": .string(row["status"]),
            "fileSize": .string(row["fileSize"]),
        ]
    }
}
