/// The list of a bucket's objects, version 1: a page ends with a marker that the next one begins after.
/// Source: api/objectstorage.md §3.
enum ObjectListing {
    private static let largest = 1000

    static let list: StorageOperation.Handler = { world, call throws(Failure) in
        let size = try call.integer("max-keys", in: 0...largest) ?? largest
        if let encoding = call.query["encoding-type"], encoding != "url" { throw .storage(.invalidArgument) }
        let page = Page(call, of: world.records(.file, where: "holder", is: call.bucket), size: size)
        func spelled(_ text: String) -> String {
            call.query["encoding-type"] == nil ? text : StorageSignature.encoded(text, keeping: "/")
        }
        var elements = [
            XMLElement("Name", call.bucket), XMLElement("Prefix", spelled(call.query["prefix"] ?? "")),
            XMLElement("Marker", spelled(call.query["marker"] ?? "")), XMLElement("MaxKeys", String(size)),
        ]
        if let delimiter = call.query["delimiter"] { elements.append(XMLElement("Delimiter", spelled(delimiter))) }
        if let encoding = call.query["encoding-type"] { elements.append(XMLElement("EncodingType", encoding)) }
        elements.append(XMLElement("IsTruncated", page.isTruncated ? "true" : "false"))
        // Without a delimiter the last key is the marker, and is not repeated.
        if page.isTruncated, call.query["delimiter"] != nil, let last = page.entries.last {
            elements.append(XMLElement("NextMarker", spelled(last.name)))
        }
        for entry in page.entries {
            guard let file = entry.file else {
                elements.append(XMLElement("CommonPrefixes", [XMLElement("Prefix", spelled(entry.name))]))
                continue
            }
            let content = StoredContent(file)
            elements.append(
                XMLElement(
                    "Contents",
                    [
                        XMLElement("Key", spelled(entry.name)),
                        XMLElement("LastModified", Timestamp(milliseconds: content.modified).universalMillis),
                        XMLElement("ETag", content.etag), XMLElement("Size", String(content.size)),
                        XMLElement("StorageClass", "STANDARD"), AccessGrants.ownerElement(world),
                    ]))
        }
        return .storage(XMLElement("ListBucketResult", elements))
    }

    /// Keys, and what they have in common up to a delimiter, in the order of their bytes.
    private struct Page {
        /// A key with its file, or a common prefix without one.
        var entries: [(name: String, file: Record?)] = []
        var isTruncated = false

        init(_ call: StorageCall, of files: [Record], size: Int) {
            let prefix = call.query["prefix"] ?? ""
            let delimiter = call.query["delimiter"] ?? ""
            let marker = call.query["marker"] ?? ""
            let keys = files.map { (key: $0["fileName"], file: $0) }.filter { $0.key.utf8.starts(with: prefix.utf8) }
            for (key, file) in keys.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                var entry: (name: String, file: Record?) = (key, file)
                let rest = Substring(key.utf8.dropFirst(prefix.utf8.count))
                if !delimiter.isEmpty, let end = rest.firstRange(of: delimiter)?.upperBound {
                    entry = (prefix + rest[..<end], nil)
                }
                guard marker.utf8.lexicographicallyPrecedes(entry.name.utf8) else { continue }
                if entry.file == nil, entries.last?.name == entry.name { continue }
                guard entries.count < size else {
                    isTruncated = size > 0
                    return
                }
                entries.append(entry)
            }
        }
    }
}
