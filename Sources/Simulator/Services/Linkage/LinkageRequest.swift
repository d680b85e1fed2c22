import OrderedJSON

/// What a product reads off a call: query, and a body that is a form, JSON, a file of several parts or plain bytes.
struct LinkageRequest: Sendable {
    let query: CallParameters
    /// The type of the body, without what follows it.
    let contentType: String
    let bytes: [UInt8]
    private let headers: [String: String]
    private let form: CallParameters
    private let json: JSON
    private let files: [String: [UInt8]]

    /// - Throws: the gateway's 400 for a query or text that is not UTF-8, and for JSON that is none. Source: seed 001.
    init(_ request: Request) throws(Failure) {
        headers = request.headers
        bytes = request.body
        contentType = String(
            (request.headers["content-type"] ?? "").lowercased().prefix { $0 != ";" && $0 != " " })
        guard PercentDecoding.isUnicode(request.query) else { throw .gateway(status: 400) }
        query = CallParameters(query: request.query)
        var (form, json, files) = (CallParameters([:]), JSON.null, [String: [UInt8]]())
        switch contentType {
        case "application/json" where !bytes.isEmpty:
            guard let parsed = try? JSON(parsing: bytes) else { throw .gateway(status: 400) }
            json = parsed
        case "application/x-www-form-urlencoded", "":
            let text = String(decoding: bytes, as: UTF8.self)
            guard PercentDecoding.isUnicode(text) else { throw .gateway(status: 400) }
            form = CallParameters(query: "", form: text)
        case "multipart/form-data":
            let parts = MultipartBody(request)
            (form, files) = (CallParameters(parts?.texts ?? [:]), parts?.files ?? [:])
        default: break
        }
        (self.form, self.json, self.files) = (form, json, files)
    }

    /// A value of the body; nil for an empty one.
    func field(_ name: String) -> String? {
        if let text = form.text(name) { return text }
        return json[name]?.text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A member of a JSON body.
    func member(_ name: String) -> JSON { json[name] ?? .null }

    /// A file of a body of several parts.
    func file(_ name: String) -> [UInt8]? { files[name] }

    /// A header, else the query parameter of the same name. Source: seed 001.
    func credential(_ name: String) -> String? { headers[name.lowercased()] ?? query.text(name) }
}

extension PercentDecoding {
    /// Whether what the escapes of a text stand for is UTF-8.
    static func isUnicode(_ text: String) -> Bool {
        !decode(text).unicodeScalars.contains("\u{FFFD}") || text.contains("%EF%BF%BD")
    }
}

/// The parts of a `multipart/form-data` body.
struct MultipartBody {
    private(set) var texts: [String: String] = [:]
    private(set) var files: [String: [UInt8]] = [:]

    /// nil for another type, and without a boundary.
    init?(_ request: Request) {
        let type = request.headers["content-type"] ?? ""
        guard type.lowercased().hasPrefix("multipart/form-data"),
            let boundary = type.split(separator: "boundary=").dropFirst().first
        else { return nil }
        let name = boundary.prefix { $0 != ";" }.filter { $0 != "\"" }
        let body = String(decoding: request.body, as: UTF8.self)
        for part in body.split(separator: "--" + name) {
            guard let gap = part.firstRange(of: "\r\n\r\n") else { continue }
            let head = part[..<gap.lowerBound]
            let rest = part[gap.upperBound...]
            let content = rest.hasSuffix("\r\n") ? rest.dropLast() : rest
            guard let field = Self.value("name", in: head) else { continue }
            if Self.value("filename", in: head) == nil {
                texts[field] = String(content)
            } else {
                files[field] = Array(content.utf8)
            }
        }
    }

    private static func value(_ name: String, in head: Substring) -> String? {
        for piece in head.split(whereSeparator: { "; \r\n".contains($0) }) where piece.hasPrefix(name + "=\"") {
            return String(piece.dropFirst(name.count + 2).prefix { $0 != "\"" })
        }
        return nil
    }
}
