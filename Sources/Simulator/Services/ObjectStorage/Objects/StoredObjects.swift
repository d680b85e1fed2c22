import OrderedJSON

/// The objects in buckets. Source: api/objectstorage.md §3, §6, §7.
enum StoredObjects {
    /// In bytes of UTF-8. (inferred)
    private static let longestKey = 1024

    static func find(_ call: StorageCall, _ world: World) throws(Failure) -> Record {
        guard let file = world[.file, call.fileId] else { throw .storage(.noSuchKey) }
        return file
    }

    static let put: StorageOperation.Handler = { world, call throws(Failure) in
        guard call.key.utf8.count <= longestKey else { throw .storage(.invalidArgument, "the key is too long") }
        let acl = try AccessGrants.named(by: call, .object)
        store(
            StoredContent.attributes(of: call.request.body), headers: StoredContent.headers(of: call), acl: acl, call,
            &world)
        return .storageDone(200, tags(of: call, world))
    }

    /// Puts an object in the place of one with its key.
    static func store(
        _ content: [String: JSON], headers: JSON, acl: String?, _ call: StorageCall, _ world: inout World
    ) {
        var attributes = content
        attributes["holder"] = .string(call.bucket)
        attributes["fileName"] = .string(call.key)
        attributes["headers"] = headers
        attributes["grants"] = AccessGrants.canned(acl ?? "private")
        attributes["modified"] = .integer(world.now)
        if let versioning = world[.bucket, call.bucket]?["versioning"], !versioning.isEmpty {
            attributes["version"] =
                versioning == "Enabled" ? .string(world.random.text(32, of: "0123456789abcdef")) : "null"
        }
        if world[.file, call.fileId] == nil {
            world.insert(.file, id: call.fileId, attributes)
        } else {
            // What the old object has and the new one lacks, such as its version, goes.
            world.remove(.file, call.fileId)
            world.insert(.file, id: call.fileId, attributes)
        }
    }

    static func tags(of call: StorageCall, _ world: World) -> [(name: String, value: String)] {
        guard let file = world[.file, call.fileId] else { return [] }
        let version = file["version"]
        return [("ETag", StoredContent(file).etag)] + (version.isEmpty ? [] : [("x-amz-version-id", version)])
    }

    /// The new object has the headers of its source unless the call replaces them; the ACL is never copied.
    static let copy: StorageOperation.Handler = { world, call throws(Failure) in
        let source = try source(of: call, world)
        let directive = call.header("x-amz-metadata-directive") ?? "COPY"
        guard ["COPY", "REPLACE"].contains(directive) else { throw .storage(.invalidArgument) }
        guard directive == "REPLACE" || source.id != call.fileId else {
            throw .storage(.invalidRequest, "a copy onto itself must change something")
        }
        let acl = try AccessGrants.named(by: call, .object)
        let kept = source.attributes.filter { ["content", "size"].contains($0.key) }
        let etag = StoredContent(source).etag.filter { $0 != "\"" }
        let headers = directive == "COPY" ? source.attributes["headers"] : StoredContent.headers(of: call)
        store(kept.merging(["etag": .string(etag)]) { $1 }, headers: headers ?? [:], acl: acl, call, &world)
        return .storage(
            XMLElement(
                "CopyObjectResult",
                [
                    XMLElement("LastModified", Timestamp(milliseconds: world.now).universalMillis),
                    XMLElement("ETag", "\"\(etag)\""),
                ]))
    }

    /// `bucket/key`, percent-encoded, with or without a first slash.
    static func source(of call: StorageCall, _ world: World) throws(Failure) -> Record {
        let text = PercentDecoding.decode(call.header("x-amz-copy-source") ?? "", plusIsSpace: false).drop { $0 == "/" }
        let bucket = text.prefix { $0 != "/" }
        guard !bucket.isEmpty, bucket.count < text.count else { throw .storage(.invalidArgument, "x-amz-copy-source") }
        guard world[.bucket, String(bucket)].map({ !$0.flag("foreign") }) ?? false else {
            throw .storage(.noSuchBucket)
        }
        guard let file = world[.file, String(text)] else { throw .storage(.noSuchKey) }
        return file
    }

    /// GET and HEAD alike: the sending leaves the body of the latter out.
    static let get: StorageOperation.Handler = { world, call throws(Failure) in
        let file = try find(call, world)
        let content = StoredContent(file)
        // A range that covers everything is answered as a part all the same.
        let part = try ByteRange(call.header("range"), of: content.size)?.range
        var response = Response(
            status: part == nil ? 200 : 206,
            contentType: file.value("headers")?["content-type"]?.text ?? "binary/octet-stream")
        response.headers = [
            ("Accept-Ranges", "bytes"), ("Last-Modified", Timestamp(milliseconds: content.modified).http),
        ]
        if let part {
            response.headers.append(
                ("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(content.size)"))
        }
        response.headers += tags(of: call, world)
        for (name, value) in file.value("headers")?.members ?? [:] where name != "content-type" {
            response.headers.append((name, value.text ?? ""))
        }
        response.body = content.bytes(part ?? 0..<content.size)
        return response
    }

    /// What is not there is deleted as well.
    static let delete: StorageOperation.Handler = { world, call throws(Failure) in
        world.remove(.file, call.fileId)
        return .storageDone(204)
    }

    static let deleteAll: StorageOperation.Handler = { world, call throws(Failure) in
        let document = try call.document("Delete")
        let keys = document.all("Object").compactMap { $0["Key"]?.text }
        guard (1...1000).contains(keys.count) else { throw .storage(.malformedXML) }
        for key in keys { world.remove(.file, call.bucket + "/" + key) }
        let isQuiet = document["Quiet"]?.text == "true"
        return .storage(
            XMLElement(
                "DeleteResult", isQuiet ? [] : keys.map { XMLElement("Deleted", [XMLElement("Key", $0)]) }))
    }
}

/// A range of bytes that a request asks for: `bytes=0-9`, `bytes=10-`, `bytes=-10`.
struct ByteRange: Sendable {
    let range: Range<Int>

    /// nil for a header that asks for everything, or for something that is not a range.
    init?(_ header: String?, of size: Int) throws(Failure) {
        guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return nil }
        let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (Int(ends[0]), Int(ends[1])) {
        case (let first?, let last?) where last >= first && first < size: range = first..<min(last, size - 1) + 1
        case (let first?, nil) where ends[1].isEmpty && first < size: range = first..<size
        case (nil, let count?) where ends[0].isEmpty && count > 0 && size > 0: range = max(0, size - count)..<size
        case (nil, nil): return nil
        default: throw .storage(.invalidRange)
        }
    }
}
