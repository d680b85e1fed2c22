import OrderedJSON

/// What a file of a bucket holds. One that a seed file or another service put there has a size alone, and is all zeros.
struct StoredContent: Sendable {
    /// The headers that are kept with an object and sent with it.
    static let headers = [
        "content-type", "content-encoding", "content-language", "content-disposition", "cache-control", "expires",
        "x-amz-website-redirect-location",
    ]

    let file: Record

    init(_ file: Record) { self.file = file }

    var size: Int { Int(file.integer("size")) }
    var modified: Int64 { file.integer("modified") }

    /// In quotation marks, as everywhere on the wire.
    var etag: String {
        let own = file["etag"]
        return "\"" + (own.isEmpty ? StorageDigest.hex(StorageDigest.md5(Array("\(file.id) \(size)".utf8))) : own)
            + "\""
    }

    /// The bytes of a range.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        guard let text = file.value("content")?.text else { return [UInt8](repeating: 0, count: range.count) }
        return Array(StorageDigest.bytes(ofBase64: text)[range])
    }

    /// What an object of these bytes is kept as.
    /// - Parameter etag: unless it is the MD5 of the bytes.
    static func attributes(of bytes: [UInt8], etag: String? = nil) -> [String: JSON] {
        [
            "content": .string(StorageDigest.base64(bytes)), "size": .integer(Int64(bytes.count)),
            "etag": .string(etag ?? StorageDigest.hex(StorageDigest.md5(bytes))),
        ]
    }

    /// The kept headers of a request, the user's own metadata among them.
    static func headers(of call: StorageCall) -> JSON {
        let names = call.request.headers.keys.filter { headers.contains($0) || $0.hasPrefix("x-amz-meta-") }
        return .object(.init(uniqueKeysWithValues: names.sorted().map { ($0, .string(call.header($0) ?? "")) }))
    }
}
