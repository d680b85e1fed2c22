import OrderedJSON

/// Files on their way from a bucket into a box. Source: create-file-import, get-import-list, get-import-detail.
enum FenceImports {
    static let kind = RESTKind(
        .fenceImport, at: "/import",
        [
            .order("/create-file-import", create),
            .look("/get-import-list") { world, call throws(Failure) in try files.list(call, world) },
            .look("/get-import-detail") { world, call throws(Failure) in
                files.described(try files.one(call, world), world)
            },
            .look("/get-target-nas-list", FenceFiles.volumes),
        ])

    private static let files = FenceFiles(table: .fenceImport) { row, world in
        let columns: [Column] = [.text("description", "sourceFilePath", "createDate"), .raw("completeDate")]
        return FenceFiles.place(row, world).with(columns.render(row)).with(Datafence.fileStatus(row)).with([
            "sourceBucketName": .string(row["bucket"]), "targetNasName": .string(row["nasName"]),
        ])
    }

    private static let create: Datafence.Handler = { world, call throws(Failure) in
        let own: [String: JSON] = ["description": .string(try Datafence.text(call.body, "description", in: 1...50))]
        try files.request(
            call, bucket: "sourceBucketName", volume: "targetNasInstanceNo", plan: transfer, &world, own)
        return Datafence.message("File import requested.")
    }

    private static func transfer(_ world: World) -> [Transition] {
        let end = Timestamp(milliseconds: world.now + 10_000).koreanOffset
        return [
            .now(["statusCode": "INITIALIZED"]), .after(seconds: 2, ["statusCode": "UPLOADING"]),
            .after(seconds: 10, ["statusCode": "IMPORTED", "completeDate": .string(end)]),
        ]
    }
}

extension TableSchema {
    static let fenceImport = TableSchema("fenceImport", nameAttribute: "id", numbers: .fenceFile, indexes: ["boxId"])
}
