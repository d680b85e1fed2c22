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

    private static let files = FenceFiles(
        table: .fenceImport, bucket: "sourceBucketName", volume: "targetNasInstanceNo", limit: 2 << 30,
        size: { file, bucket, _, world in StoredFiles.size(of: file, inBucket: bucket, world) }, plan: transfer,
        described: { row, world in
            let columns: [Column] = [.text("description", "sourceFilePath", "createDate"), .raw("completeDate")]
            return FenceFiles.place(row, world).with(columns.render(row)).with(Datafence.fileStatus(row)).with([
                "sourceBucketName": .string(row["bucket"]), "targetNasName": .string(row["nasName"]),
            ])
        })

    private static let create: Datafence.Handler = { world, call throws(Failure) in
        let own: [String: JSON] = ["description": .string(try Datafence.text(call.body, "description", in: 1...50))]
        try files.request(call, &world, own)
        return Datafence.message("File import requested.")
    }

    /// A file that is not in the bucket is missed when it is to be transferred. (inferred)
    private static func transfer(_ size: Int64?, _ world: World) -> [Transition] {
        let seconds = 10 + [Transition].transferSeconds(size ?? 0)
        let end = Timestamp(milliseconds: world.now + Int64(seconds * 1000)).koreanOffset
        return [
            .now(["statusCode": "INITIALIZED"]), .after(seconds: 2, ["statusCode": "UPLOADING"]),
            .after(
                seconds: seconds,
                ["statusCode": size == nil ? "ERROR_FILE" : "IMPORTED", "completeDate": .string(end)]),
        ]
    }

    /// The size of a file on a volume, where an imported one is called by the number of its request and its own name.
    /// Source: create-file-export.
    static func size(of name: String, on nas: String, _ world: World) -> Int64 {
        let parts = name.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, let file = world[.fenceImport, String(parts[0])], file["nasNo"] == nas,
            file["sourceFilePath"] == parts[1], file["statusCode"] == "IMPORTED"
        else { return StoredFiles.size(of: name, onVolume: nas, world) }
        return file.integer("fileSize")
    }
}

extension TableSchema {
    static let fenceImport = TableSchema("fenceImport", nameAttribute: "id", numbers: .fenceFile, indexes: ["boxId"])
}
