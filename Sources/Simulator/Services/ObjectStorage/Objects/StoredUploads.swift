import OrderedJSON

/// Objects that come in parts. Source: api/objectstorage.md §3, §7 (limits inferred).
enum StoredUploads {
    private static let numbers: ClosedRange<Int> = 1...10_000
    /// Of every part but the last, in bytes.
    private static let smallest = 5 << 20

    private static func find(_ call: StorageCall, _ world: World) throws(Failure) -> Record {
        guard let upload = world[.multipartUpload, call.query["uploadId"] ?? ""],
            upload["bucket"] == call.bucket, upload["key"] == call.key
        else { throw .storage(.noSuchUpload) }
        return upload
    }

    private static func parts(of upload: Record, _ world: World) -> [Record] {
        world.records(.uploadedPart, where: "upload", is: upload.id)
            .sorted { $0.integer("number") < $1.integer("number") }
    }

    static func remove(_ upload: Record, _ world: inout World) {
        for part in parts(of: upload, world) { world.remove(.uploadedPart, part.id) }
        world.remove(.multipartUpload, upload.id)
    }

    static let create: StorageOperation.Handler = { world, call throws(Failure) in
        let acl = try AccessGrants.named(by: call, .object)
        let id = world.random.text(48, of: "0123456789abcdefghijklmnopqrstuvwxyz")
        world.insert(
            .multipartUpload, id: id,
            [
                "bucket": .string(call.bucket), "key": .string(call.key), "acl": acl.map(JSON.string) ?? .null,
                "headers": StoredContent.headers(of: call), "started": .integer(world.now),
            ])
        return .storage(XMLElement("InitiateMultipartUploadResult", place(call) + [XMLElement("UploadId", id)]))
    }

    /// A part of the body, or of another object.
    static let upload: StorageOperation.Handler = { world, call throws(Failure) in
        let upload = try find(call, world)
        guard let number = Int(call.query["partNumber"] ?? ""), numbers.contains(number) else {
            throw .storage(.invalidArgument, "partNumber")
        }
        var bytes = call.request.body
        let isCopy = call.header("x-amz-copy-source") != nil
        if isCopy {
            let content = StoredContent(try StoredObjects.source(of: call, world))
            let range = try ByteRange(call.header("x-amz-copy-source-range"), of: content.size)?.range
            bytes = content.bytes(range ?? 0..<content.size)
        }
        var attributes = StoredContent.attributes(of: bytes)
        attributes["upload"] = .string(upload.id)
        attributes["number"] = .integer(Int64(number))
        attributes["modified"] = .integer(world.now)
        world.insert(.uploadedPart, id: "\(upload.id)/\(number)", attributes)
        let etag = "\"" + (attributes["etag"]?.text ?? "") + "\""
        guard isCopy else { return .storageDone(200, [("ETag", etag)]) }
        let date = XMLElement("LastModified", Timestamp(milliseconds: world.now).universalMillis)
        return .storage(XMLElement("CopyPartResult", [date, XMLElement("ETag", etag)]))
    }

    static let complete: StorageOperation.Handler = { world, call throws(Failure) in
        let upload = try find(call, world)
        let named = try call.document("CompleteMultipartUpload").all("Part").map { part throws(Failure) in
            guard let number = Int(part["PartNumber"]?.text ?? ""), let etag = part["ETag"]?.text else {
                throw .storage(.malformedXML)
            }
            return (number: number, etag: etag.filter { $0 != "\"" })
        }
        guard !named.isEmpty else { throw .storage(.malformedXML) }
        guard zip(named, named.dropFirst()).allSatisfy({ $0.number < $1.number }) else {
            throw .storage(.invalidPartOrder)
        }
        let parts = try named.map { part throws(Failure) in
            guard let record = world[.uploadedPart, "\(upload.id)/\(part.number)"], record["etag"] == part.etag else {
                throw .storage(.invalidPart)
            }
            return record
        }
        guard parts.dropLast().allSatisfy({ $0.integer("size") >= smallest }) else { throw .storage(.entityTooSmall) }
        let etag = join(parts, of: upload, call, &world)
        let result = place(call) + [XMLElement("ETag", "\"\(etag)\"")]
        return .storage(
            XMLElement("CompleteMultipartUploadResult", [XMLElement("Location", "/\(call.fileId)")] + result))
    }

    /// The tag of such an object is the MD5 of the MD5s of its parts, and how many they are.
    private static func join(_ parts: [Record], of upload: Record, _ call: StorageCall, _ world: inout World) -> String
    {
        let contents = parts.map { StoredContent($0).bytes(0..<Int($0.integer("size"))) }
        let digests = contents.flatMap(StorageDigest.md5)
        let etag = StorageDigest.hex(StorageDigest.md5(digests)) + "-\(parts.count)"
        StoredObjects.store(
            StoredContent.attributes(of: contents.flatMap(\.self), etag: etag),
            headers: upload.attributes["headers"] ?? [:], acl: upload.value("acl")?.text, call, &world)
        remove(upload, &world)
        return etag
    }

    static let abort: StorageOperation.Handler = { world, call throws(Failure) in
        remove(try find(call, world), &world)
        return .storageDone(204)
    }

    static let list: StorageOperation.Handler = { world, call throws(Failure) in
        let prefix = call.query["prefix"] ?? ""
        let size = try call.integer("max-uploads", in: 1...1000) ?? 1000
        let all = world.records(.multipartUpload, where: "bucket", is: call.bucket)
        let after = (call.query["key-marker"] ?? "", call.query["upload-id-marker"] ?? "")
        let rows = all.filter { $0["key"].hasPrefix(prefix) && ($0["key"], $0.id) > after }
            .sorted { ($0["key"], $0.id) < ($1["key"], $1.id) }
        var elements = [
            XMLElement("Bucket", call.bucket), XMLElement("KeyMarker", after.0), XMLElement("UploadIdMarker", after.1),
            XMLElement("MaxUploads", String(size)), XMLElement("IsTruncated", rows.count > size ? "true" : "false"),
        ]
        if rows.count > size {
            elements.append(XMLElement("NextKeyMarker", rows[size - 1]["key"]))
            elements.append(XMLElement("NextUploadIdMarker", rows[size - 1].id))
        }
        elements += rows.prefix(size).map { row in
            let date = Timestamp(milliseconds: row.integer("started")).universalMillis
            return XMLElement(
                "Upload",
                [
                    XMLElement("Key", row["key"]), XMLElement("UploadId", row.id), AccessGrants.ownerElement(world),
                    XMLElement("StorageClass", "STANDARD"), XMLElement("Initiated", date),
                ])
        }
        return .storage(XMLElement("ListMultipartUploadsResult", elements))
    }

    static let listParts: StorageOperation.Handler = { world, call throws(Failure) in
        let upload = try find(call, world)
        let size = try call.integer("max-parts", in: 1...1000) ?? 1000
        let marker = try call.integer("part-number-marker", in: 0...numbers.upperBound) ?? 0
        let rows = parts(of: upload, world).filter { $0.integer("number") > marker }
        let page = rows.prefix(size)
        var elements =
            place(call) + [
                XMLElement("UploadId", upload.id), XMLElement("PartNumberMarker", String(marker)),
                XMLElement("MaxParts", String(size)), XMLElement("IsTruncated", rows.count > size ? "true" : "false"),
                XMLElement("NextPartNumberMarker", page.last?["number"] ?? "0"),
            ]
        elements += page.map { part in
            XMLElement(
                "Part",
                [
                    XMLElement("PartNumber", part["number"]), XMLElement("ETag", StoredContent(part).etag),
                    XMLElement("Size", part["size"]),
                    XMLElement("LastModified", Timestamp(milliseconds: part.integer("modified")).universalMillis),
                ])
        }
        return .storage(XMLElement("ListPartsResult", elements))
    }

    private static func place(_ call: StorageCall) -> [XMLElement] {
        [XMLElement("Bucket", call.bucket), XMLElement("Key", call.key)]
    }
}

extension TableSchema {
    static let multipartUpload = TableSchema("multipartUpload", nameAttribute: "key", indexes: ["bucket"])
    static let uploadedPart = TableSchema("uploadedPart", nameAttribute: "number", indexes: ["upload"])
}
