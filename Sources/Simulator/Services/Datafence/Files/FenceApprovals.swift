import OrderedJSON

/// The administrator's side of exports: one decision a request. Source: get-export-file-approve-list-1,
/// get-export-file-approve-detail-1, export-file-approve-1, export-file-reject-1.
enum FenceApprovals {
    static let routes: [RESTRoute] = [
        .look("/export-approval/get-export-file-approve-list", list),
        .look("/export-approval/get-export-file-approve-detail") { world, call throws(Failure) in
            detailed(try FenceExports.files.one(call, world), world)
        },
        .change("/export-approval/export-file-approve") { world, call throws(Failure) in
            let plan: [Transition] = [
                .now(["statusCode": "APPROVED"]), .after(seconds: 2, ["statusCode": "EXPORTING"]),
                .after(seconds: 10, ["statusCode": "EXPORTED"]),
            ]
            try decide(call, plan, &world)
            return Datafence.message("File export approved.")
        },
        .change("/export-approval/export-file-reject") { world, call throws(Failure) in
            let reason = try Datafence.text(call.body, "rejectReason", in: 1...1000)
            try decide(call, [.now(["statusCode": "REJECTED", "rejectReason": .string(reason)])], &world)
            return Datafence.message("File export rejected.")
        },
    ]

    private static let list: Datafence.Handler = { world, call throws(Failure) in
        let fence = try Fences.find(call, world)
        let rows = try FenceExports.files.chosen(call, world).map { brief($0, world) }
        let page = try Datafence.page(rows, call)
        return page.with(["reviewBucketName": .string(fence["exportScreenBucketName"])])
    }

    private static func brief(_ row: Record, _ world: World) -> JSON {
        let file = "\(row["createDate"])_\(row.id)_\(row["sourceFilePath"])"
        let columns: [Column] = [.text("requesterId", "createDate"), .raw("resultDate")]
        return FenceFiles.place(row, world).with([
            "fenceName": .string(world[.fence, row["fenceId"]]?["fenceName"] ?? ""),
            "boxStatus": .string(world[.fenceBox, row["boxId"]]?["statusCode"] ?? ""),
            "screenFilePath": .string(file), "fileSize": .integer(max(1, row.integer("fileSize") >> 20)),
        ]).with(columns.render(row)).with(Datafence.fileStatus(row))
    }

    /// Whether lists show purpose and descriptions too is open; here only the detail does. (inferred)
    private static func detailed(_ row: Record, _ world: World) -> JSON {
        let columns: [Column] = [
            .text("description", "fileDescription", "exportPurpose"), .raw("rejectReason", "completeDate"),
        ]
        return brief(row, world).with(columns.render(row))
    }

    /// Only what waits for the reviewer can be decided.
    private static func decide(_ call: RESTCall, _ plan: [Transition], _ world: inout World) throws(Failure) {
        let row = try FenceExports.files.one(call, world)
        guard row["statusCode"] == "UPLOADED" else { throw .isReviewed }
        let date = Datafence.date(world)
        world.set(.fenceExport, row.id, ["resultDate": date, "completeDate": date])
        world.run(plan, on: .fenceExport, row.id)
    }
}
