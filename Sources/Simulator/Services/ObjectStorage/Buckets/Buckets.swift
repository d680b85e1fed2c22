import OrderedJSON

/// The buckets of an account, which several services read and write. Source: api/objectstorage.md §3, §5.
enum Buckets {
    /// The names that services of the Korean cloud show in their own lists.
    static func ofObjectStorage(_ world: World) -> [Record] {
        world.all(.bucket).filter { $0["product"] != StorageAddress.Product.ncloudStorage.rawValue && !isForeign($0) }
    }

    /// Adds a bucket of a seed file or a control call: its name, or `{"name", "product", "foreign", "files": [{"name", "size"}]}`.
    static func insert(_ description: JSON, _ world: inout World) throws(Failure) {
        guard let name = description.text ?? description["name"]?.text else {
            throw .rest(400, "100", "name the bucket")
        }
        let product = description["product"]?.text ?? StorageAddress.Product.objectStorage.rawValue
        guard let product = StorageAddress.Product(rawValue: product) else {
            throw .rest(400, "100", "product is object-storage or ncloud-storage")
        }
        add(name, product, foreign: description["foreign"]?.bool ?? false, &world)
        for file in description["files"]?.elements ?? [] {
            _ = try StoredFiles.put(file.with(["bucket": .string(name)]), &world)
        }
    }

    private static func add(
        _ name: String, _ product: StorageAddress.Product, foreign: Bool = false, _ world: inout World
    ) {
        world.insert(
            .bucket, id: name,
            [
                "bucketName": .string(name), "product": .string(product.rawValue), "created": .integer(world.now),
                "foreign": .bool(foreign), "grants": AccessGrants.canned("private"),
            ])
    }

    private static func isForeign(_ bucket: Record) -> Bool { bucket.flag("foreign") }

    /// The bucket that a call names. Another account's is there, but not for the caller.
    static func find(_ call: StorageCall, _ world: World) throws(Failure) -> Record {
        guard let bucket = world[.bucket, call.bucket], product(of: bucket) == call.product || call.owner == nil else {
            throw .storage(.noSuchBucket)
        }
        guard !isForeign(bucket) else { throw .storage(.accessDenied) }
        return bucket
    }

    private static func product(of bucket: Record) -> StorageAddress.Product {
        StorageAddress.Product(rawValue: bucket["product"]) ?? .objectStorage
    }
}

// MARK: Operations

extension Buckets {
    /// How many an account may have. Source: api/objectstorage.md §3.
    private static let limit = 1000
    /// Milliseconds in which a fresh bucket is missing from the list and from HEAD under ``Quirk/bucketsAppearLate``.
    private static let delay: Int64 = 6000

    static let list: StorageOperation.Handler = { world, call throws(Failure) in
        guard call.owner != nil else { throw .storage(.accessDenied) }
        let rows = world.all(.bucket).filter { product(of: $0) == call.product && !isForeign($0) && appears($0, world) }
        let buckets = rows.sorted { $0.id < $1.id }.map { bucket in
            XMLElement(
                "Bucket",
                [
                    XMLElement("Name", bucket.id),
                    XMLElement("CreationDate", Timestamp(milliseconds: bucket.integer("created")).universalMillis),
                ])
        }
        return .storage(
            XMLElement(
                "ListAllMyBucketsResult", [AccessGrants.ownerElement(world), XMLElement("Buckets", buckets)]))
    }

    static let create: StorageOperation.Handler = { world, call throws(Failure) in
        guard call.owner != nil else { throw .storage(.accessDenied) }
        guard isName(call.bucket, for: call.product) else { throw .storage(.invalidBucketName) }
        let acl = try AccessGrants.named(by: call, .bucket)
        if let old = world[.bucket, call.bucket] {
            guard !isForeign(old), product(of: old) == call.product else { throw .storage(.bucketExists) }
            guard world.switches.quirks.contains(.ownBucketIsAccepted) else { throw .storage(.bucketIsYours) }
            return .storageDone(200, [("Location", "/" + call.bucket)])
        }
        guard world.count(.bucket) < limit else { throw .storage(.tooManyBuckets) }
        add(call.bucket, call.product, &world)
        if let acl { world.set(.bucket, call.bucket, ["grants": AccessGrants.canned(acl)]) }
        return .storageDone(200, [("Location", "/" + call.bucket)])
    }

    static let head: StorageOperation.Handler = { world, call throws(Failure) in
        guard appears(try find(call, world), world) else { throw .storage(.noSuchBucket) }
        return .storageDone()
    }

    /// Open uploads keep a bucket too. (inferred)
    static let delete: StorageOperation.Handler = { world, call throws(Failure) in
        let bucket = try find(call, world)
        guard !world.contains(.file, where: "holder", is: bucket.id),
            !world.contains(.multipartUpload, where: "bucket", is: bucket.id)
        else { throw .storage(.bucketNotEmpty) }
        world.remove(.bucket, bucket.id)
        return .storageDone(204)
    }

    private static func appears(_ bucket: Record, _ world: World) -> Bool {
        guard world.switches.quirks.contains(.bucketsAppearLate) else { return true }
        return world.now - bucket.integer("created") >= delay
    }

    /// Source: api/objectstorage.md §3 (Ncloud Storage), §5.
    private static func isName(_ name: String, for product: StorageAddress.Product) -> Bool {
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789")
        let others: Set<Character> = product == .objectStorage ? [".", "-"] : ["-"]
        guard (3...63).contains(name.count), name.allSatisfy({ letters.contains($0) || others.contains($0) }),
            name.first.map(letters.contains) == true, name.last.map(letters.contains) == true, !name.contains("..")
        else { return false }
        let parts = name.split(separator: ".")
        return !(parts.count == 4 && parts.allSatisfy { UInt8($0) != nil })
    }
}

extension TableSchema { static let bucket = TableSchema("bucket", nameAttribute: "bucketName") }
