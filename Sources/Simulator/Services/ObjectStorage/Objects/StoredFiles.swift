import OrderedJSON

/// The files in buckets and on volumes. Those of buckets are the objects that Object Storage shows; of some only the
/// size is known, told by a seed file, a control call or a transfer.
enum StoredFiles {
    /// What a transfer brings into a bucket is an object of it from then on.
    static let watches = [
        Watch(.exportApply) { world, old, new in
            guard let new, new["status"] == "COPY_CMPL", old?["status"] != "COPY_CMPL" else { return }
            arrive(new["file"], in: new["bucket"], size: new.integer("fileSize"), &world)
        },
        Watch(.fenceExport) { world, old, new in
            guard let new, new["statusCode"] == "EXPORTED", old?["statusCode"] != "EXPORTED" else { return }
            arrive(new["sourceFilePath"], in: new["bucket"], size: new.integer("fileSize"), &world)
        },
    ]

    private static func arrive(_ name: String, in bucket: String, size: Int64, _ world: inout World) {
        guard world[.bucket, bucket] != nil, !name.isEmpty else { return }
        insert(name, in: bucket, size: size, &world)
    }

    private static func insert(_ name: String, in holder: String, size: Int64, _ world: inout World) {
        let id = "\(holder)/\(name)"
        world.insert(
            .file, id: id,
            [
                "holder": .string(holder), "fileName": .string(name), "size": .integer(size),
                "modified": .integer(world.now),
            ])
    }

    /// What a file has that users made inside a box, where nobody sees it, in bytes.
    private static let unknownSize: Int64 = 1024

    /// Puts a file into a bucket or onto a volume: `{"bucket" or "nas", "name", "size"}`.
    static func put(_ file: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = file["name"]?.text, let size = file["size"]?.integer, size >= 0 else {
            throw .rest(400, "100", "give name, and size in bytes")
        }
        guard let holder = holder(of: file, world) else {
            throw .rest(400, "100", "give bucket, or nas with the number of a volume in a box, that exists")
        }
        insert(name, in: holder, size: size, &world)
        return ["id": .string("\(holder)/\(name)")]
    }

    private static func holder(of file: JSON, _ world: World) -> String? {
        if let bucket = file["bucket"]?.text { return world[.bucket, bucket]?.id }
        guard let nas = file["nas"]?.text else { return nil }
        return world.contains(.boxInfra, where: "instanceNo", is: nas) || world[.fenceBoxInfra, nas] != nil ? nas : nil
    }

    /// The size of what lies in a bucket: put there, or exported to it.
    static func size(of name: String, inBucket bucket: String, _ world: World) -> Int64? {
        if let file = world[.file, "\(bucket)/\(name)"] { return file.integer("size") }
        return arrived(name, .exportApply, "COPY_CMPL", "bucket", bucket, world)
    }

    /// The size of what lies on a volume: put there, imported to it, or made by users of the box.
    static func size(of name: String, onVolume nas: String, _ world: World) -> Int64 {
        if let file = world[.file, "\(nas)/\(name)"] { return file.integer("size") }
        return arrived(name, .importApply, "SCSS", "nasNo", nas, world) ?? unknownSize
    }

    private static func arrived(
        _ name: String, _ table: TableSchema, _ status: String, _ attribute: String, _ holder: String, _ world: World
    ) -> Int64? {
        let transfers = world.records(table, where: attribute, is: holder)
        let last = transfers.last { $0["file"] == name && $0["status"] == status }
        return last?.integer("fileSize")
    }
}

extension TableSchema { static let file = TableSchema("file", indexes: ["holder"]) }
