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

    /// The elements that come any number of times in the answers that are read.
    static let repeatedInStorage: Set<String> = [
        "Bucket", "Contents", "Grant", "CORSRule", "AllowedOrigin", "AllowedMethod", "AllowedHeader", "ExposeHeader",
        "Rule",
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
        var lists: [String: [JSON]] = [:]
        for child in children where names.contains(child.name) {
            lists[child.name, default: []].append(child.json(repeating: names))
        }
        let members = children.map { child in
            (child.name, lists[child.name].map(JSON.array) ?? child.json(repeating: names))
        }
        return .object(.init(members) { first, _ in first })
    }
}
