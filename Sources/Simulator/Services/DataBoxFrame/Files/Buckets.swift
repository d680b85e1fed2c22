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

    /// Adds a bucket of a seed file: its name, or `{"name", "files": [{"name", "size"}]}`.
    static func insert(_ description: JSON, _ world: inout World) throws(Failure) {
        guard let name = description.text ?? description["name"]?.text else {
            throw .rest(400, "100", "name the bucket")
        }
        world.insert(.bucket, id: name, ["bucketName": .string(name)])
        for file in description["files"]?.elements ?? [] {
            _ = try StoredFiles.put(file.with(["bucket": .string(name)]), &world)
        }
    }
}

extension TableSchema { static let bucket = TableSchema("bucket", nameAttribute: "bucketName") }
