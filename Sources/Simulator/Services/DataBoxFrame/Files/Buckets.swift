import OrderedJSON

/// The buckets that files come from and go to. Source: api/databoxframe.md §3.3.
enum Buckets {
    static let kind = RESTKind(
        .bucket,
        [
            .look("/bucket/get-bucket-list") { world, _ throws(Failure) in
                DataBoxFrame.answer(world.all(.bucket).map { ["bucketName": .string($0.id)] })
            }
        ])
}

extension TableSchema { static let bucket = TableSchema("bucket", nameAttribute: "bucketName") }
