import OrderedJSON

/// Files on their way from a bucket into a box. Source: api/databoxframe.md §3.3.
enum Imports {
    static let kind = RESTKind(
        .importApply,
        [
            .look("/bucket/get-bucket-list") { world, _ throws(Failure) in
                DataBoxFrame.answer(Buckets.ofObjectStorage(world).map { ["bucketName": .string($0.id)] })
            },
            .order("/import/apply-file-import") { world, call throws(Failure) in try requests.apply(call, &world) },
            .look("/import/get-import-apply-list") { world, call throws(Failure) in try requests.list(call, world) },
            .look("/import/get-import-apply-detail") { world, call throws(Failure) in try requests.detail(call, world)
            },
            .look("/import/get-target-nas-list", BoxInfra.nasList),
        ])

    private static let requests = FileRequests(
        table: .importApply, id: "importApplyId", bucket: "sourceBucketName", volume: "targetNasInstanceNo",
        memo: 1...50, limit: 500 << 20,
        size: { file, bucket, _, world in StoredFiles.size(of: file, inBucket: bucket, world) },
        plan: { size in
            // A file that is not in the bucket is missed when it is to be transferred. (inferred)
            let end = 10 + [Transition].transferSeconds(size ?? 0)
            return [
                .now(["status": "INIT"]), .after(seconds: 2, ["status": "ING"]),
                .after(seconds: end, ["status": size == nil ? "ERR_FILE" : "SCSS"]),
            ]
        },
        applied: { row in
            [
                "importApplyId": .string(row.id), "sourceBucketName": .string(row["bucket"]),
                "sourceBucketFileName": .string(row["file"]),
            ]
        },
        described: { row in
            [
                "importApplyId": .string(row.id), "dataBoxName": .string(row["dataBoxName"]),
                "dataBoxNo": .string(row["dataBoxNo"]), "targetNasName": .string(row["nasName"]),
                "sourceBucketName": .string(row["bucket"]), "sourceFileName": .string(row["file"]),
                "status": .string(row["status"]), "memo": .string(row["memo"]), "applyDate": .string(row["applyDate"]),
            ]
        })
}

extension TableSchema {
    static let importApply = TableSchema("importApply", nameAttribute: "id", numbers: .apply, indexes: ["dataBoxNo"])
}
