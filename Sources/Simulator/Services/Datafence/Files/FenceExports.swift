import OrderedJSON

/// Files on their way out of a box, by way of a reviewer. Source: create-file-export, get-export-list, get-export-detail,
/// cancel-file-export.
enum FenceExports {
    static let kind = RESTKind(
        .fenceExport,
        [
            .order("/export/create-file-export", create),
            .look("/export/get-export-list") { world, call throws(Failure) in try files.list(call, world) },
            .look("/export/get-export-detail") { world, call throws(Failure) in
                files.described(try files.one(call, world), world)
            },
            .delete("/export/cancel-file-export", RESTRoute.spoken(cancel)),
            .look("/export/get-source-nas-list", FenceFiles.volumes),
        ] + FenceApprovals.routes)

    static let files = FenceFiles(
        table: .fenceExport, bucket: "targetBucketName", volume: "sourceNasInstanceNo", limit: nil,
        size: { file, _, nas, world in FenceImports.size(of: file, on: nas, world) }, plan: { _, _ in transfer },
        described: { row, world in
            let columns: [Column] = [
                .text("requesterId", "sourceFilePath", "description", "createDate"), .raw("rejectReason", "resultDate"),
            ]
            return FenceFiles.place(row, world).with(columns.render(row)).with(Datafence.fileStatus(row)).with([
                "sourceNasName": .string(row["nasName"]), "targetBucketName": .string(row["bucket"]),
            ])
        })

    private static let create: Datafence.Handler = { world, call throws(Failure) in
        let own: [String: JSON] = [
            "fileDescription": .string(try Datafence.text(call.body, "fileDescription", in: 1...1000)),
            "exportPurpose": .string(try Datafence.text(call.body, "exportPurpose", in: 1...1000)),
            "description": .string(try Datafence.text(call.body, "description", in: 0...50)),
            "requesterId": .string(world.all(.account).first?["alias"] ?? ""),
        ]
        try files.request(call, &world, own)
        return Datafence.message("File export requested.")
    }

    private static let transfer: [Transition] = [
        .now(["statusCode": "INITIALIZED"]), .after(seconds: 2, ["statusCode": "UPLOADING"]),
        .after(seconds: 5, ["statusCode": "UPLOADED"]),
    ]

    /// A cancelled request has no code of its own: it leaves the lists. (inferred)
    private static let cancel: Datafence.Handler = { world, call throws(Failure) in
        let row = try files.one(call, world)
        guard ["INITIALIZED", "UPLOADING", "UPLOADED"].contains(row["statusCode"]) else { throw .isReviewed }
        world.remove(.fenceExport, row.id)
        return Datafence.message("File export canceled.")
    }
}

extension TableSchema {
    static let fenceExport = TableSchema("fenceExport", nameAttribute: "id", numbers: .fenceFile, indexes: ["boxId"])
}
