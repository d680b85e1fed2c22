import OrderedJSON

/// An element of the documents of Object Storage: a text, or further elements. Attributes are not kept.
/// Source: api/objectstorage.md §4.
public struct XMLDocument: Sendable, Hashable {
    public var name: String
    public var text: String
    public var children: [XMLDocument]

    public init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
        children = []
    }

    public init(_ name: String, _ children: [XMLDocument]) {
        self.name = name
        self.children = children
        text = ""
    }
}

// MARK: Writing

extension XMLDocument {
    /// The document as a request's body carries it.
    public var bytes: [UInt8] { Array(serialized(in: "http://s3.amazonaws.com/doc/2006-03-01/").utf8) }

    private func serialized(in namespace: String? = nil) -> String {
        let mark = namespace.map { " xmlns=\"\($0)\"" } ?? ""
        let content = children.isEmpty ? Self.escaped(text) : children.map { $0.serialized() }.joined()
        return "<\(name)\(mark)>\(content)</\(name)>"
    }

    private static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "\n", "\r", "\t": output += "&#\(scalar.value);"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}

// MARK: Reading

extension XMLDocument {
    /// Nil for bytes that are not one well-formed element; prefixes of names are dropped, and a document type is refused.
    public init?(parsing bytes: [UInt8]) {
        var parser = XMLParser(bytes)
        guard let document = parser.document() else { return nil }
        self = document
    }

    /// The elements that come any number of times in answers of Object Storage.
    static let repeatedInStorage: Set<String> = [
        "Bucket", "Contents", "CommonPrefixes", "Grant", "CORSRule", "AllowedOrigin", "AllowedMethod", "AllowedHeader",
        "ExposeHeader", "Rule", "Upload",
    ]

    /// The element that an operation of Object Storage answers with; nil for one that answers without a body (inferred, the
    /// names are S3's).
    static func root(of operation: String?) -> String? {
        switch operation {
        case "ListBuckets": "ListAllMyBucketsResult"
        case "ListObjects": "ListBucketResult"
        case "GetBucketAcl", "GetObjectAcl": "AccessControlPolicy"
        case "GetBucketCors": "CORSConfiguration"
        case "GetBucketVersioning": "VersioningConfiguration"
        case "GetBucketLifecycleConfiguration": "LifecycleConfiguration"
        case "CopyObject": "CopyObjectResult"
        default: nil
        }
    }

    /// The element as JSON: members by name, texts as they are. A list of nothing is an empty text.
    /// - Parameter names: the elements that are lists, be there one or several.
    func json(repeating names: Set<String>) -> JSON {
        guard !children.isEmpty else { return .string(text) }
        var members: [(String, JSON)] = []
        for child in children {
            let value = child.json(repeating: names)
            guard names.contains(child.name), !child.isPlainBucket else {
                members.append((child.name, value))
                continue
            }
            if let index = members.firstIndex(where: { $0.0 == child.name }) {
                members[index].1 = .array(members[index].1.elements + [value])
            } else {
                members.append((child.name, .array([value])))
            }
        }
        return .object(.init(members) { first, _ in first })
    }

    /// Answers about uploads name their bucket in a text.
    private var isPlainBucket: Bool { name == "Bucket" && children.isEmpty }
}

/// Reads one element after the other, byte by byte.
private struct XMLParser {
    private let bytes: [UInt8]
    private var place = 0
    private static let deepest = 32

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() -> XMLDocument? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        skipMisc()
        guard let element = element(depth: 0) else { return nil }
        skipMisc()
        return place == bytes.count ? element : nil
    }

    private func begins(_ text: StaticString, at place: Int) -> Bool {
        text.withUTF8Buffer { bytes[place...].starts(with: $0) }
    }

    private mutating func skip(past text: StaticString) -> Bool {
        while place < bytes.count {
            if begins(text, at: place) {
                place += text.utf8CodeUnitCount
                return true
            }
            place += 1
        }
        return false
    }

    /// Blanks, declarations and comments.
    private mutating func skipMisc() {
        while place < bytes.count {
            if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
                place += 1
            } else if begins("<?", at: place) {
                guard skip(past: "?>") else { return }
            } else if begins("<!--", at: place) {
                guard skip(past: "-->") else { return }
            } else {
                return
            }
        }
    }

    /// The inside of a tag, from behind its `<` to its `>`.
    private mutating func tag() -> ArraySlice<UInt8>? {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "<") else { return nil }
        var (end, quote) = (place + 1, UInt8?.none)
        while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
            if let open = quote {
                if bytes[end] == open { quote = nil }
            } else if bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'") {
                quote = bytes[end]
            }
            end += 1
        }
        guard end < bytes.count else { return nil }
        defer { place = end + 1 }
        return bytes[place + 1..<end]
    }

    private static func name(_ tag: ArraySlice<UInt8>) -> String? {
        let whole = String(decoding: tag.prefix { ![0x20, 0x09, 0x0A, 0x0D, 0x2F].contains($0) }, as: UTF8.self)
        let name = whole.split(separator: ":").last.map(String.init) ?? ""
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else { return nil }
        return name
    }

    private mutating func element(depth: Int) -> XMLDocument? {
        guard depth < Self.deepest, let tag = tag(), let name = Self.name(tag) else { return nil }
        guard tag.last != UInt8(ascii: "/") else { return XMLDocument(name, "") }
        var (text, children) = ("", [XMLDocument]())
        while place < bytes.count {
            if begins("</", at: place) {
                guard let end = self.tag()?.dropFirst(), Self.name(end) == name else { return nil }
                return children.isEmpty ? XMLDocument(name, text) : XMLDocument(name, children)
            }
            if begins("<!--", at: place) {
                guard skip(past: "-->") else { return nil }
            } else if begins("<![CDATA[", at: place) {
                let start = place + 9
                guard skip(past: "]]>") else { return nil }
                text += String(decoding: bytes[start..<max(start, place - 3)], as: UTF8.self)
            } else if bytes[place] == UInt8(ascii: "<") {
                guard let child = element(depth: depth + 1) else { return nil }
                children.append(child)
            } else {
                let start = place
                while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
                guard let resolved = Self.resolved(bytes[start..<place]) else { return nil }
                text += resolved
            }
        }
        return nil
    }

    private static func resolved(_ bytes: ArraySlice<UInt8>) -> String? {
        var output = ""
        var rest = Substring(decoding: bytes, as: UTF8.self)
        while let mark = rest.firstIndex(of: "&") {
            output += rest[..<mark]
            let entity = rest[rest.index(after: mark)...]
            guard let end = entity.firstIndex(of: ";"), let scalar = scalar(entity[..<end]) else { return nil }
            output.unicodeScalars.append(scalar)
            rest = entity[entity.index(after: end)...]
        }
        return output + rest
    }

    private static func scalar(_ entity: Substring) -> Unicode.Scalar? {
        switch entity {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let isHex = entity.hasPrefix("#x")
            guard entity.first == "#" else { return nil }
            return UInt32(entity.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init)
        }
    }
}
