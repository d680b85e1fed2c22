import CLibCrypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The bytes of a file as one text, which carries them and the digest that they are compared by:
/// `md5:5d41402abc4b2a76b9719d911017c592 aGVsbG8=`. What the cloud shows of an object is the digest alone.
///
/// Source: api/objectstorage.md §7 (the entity tag is the MD5 of what came in one piece).
public struct FileContent: Hashable, Sendable {
    private static let prefix = "md5:"

    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Nil for a text that carries no bytes.
    public init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix(Self.prefix), let data = Data(base64Encoded: String(parts[1])) else {
            return nil
        }
        bytes = Array(data)
    }

    /// `md5:` and the digest in hexadecimal.
    public var digest: String {
        var output = [UInt8](repeating: 0, count: 16)
        EVP_Digest(bytes, bytes.count, &output, nil, EVP_md5(), nil)
        return Self.digest(Hexadecimal.text(output))
    }

    /// Digest and bytes.
    public var text: String { digest + " " + Data(bytes).base64EncodedString() }

    /// The digest that an entity tag stands for.
    public static func digest(_ tag: String) -> String { prefix + tag }

    /// Whether a text is a digest without the bytes.
    public static func isDigest(_ text: String) -> Bool { text.hasPrefix(prefix) && !text.contains(" ") }

    /// A text without the bytes that it carries; any other text as it is.
    public static func withoutBytes(_ text: String) -> String {
        guard text.hasPrefix(prefix), let end = text.firstIndex(of: " ") else { return text }
        return String(text[..<end])
    }
}

extension FieldType {
    /// The value with a digest in the place of the content of a file, for what is kept and shown.
    public func withoutContent(_ value: Value) -> Value {
        guard self == .formatted(.fileContent), case .string(let text) = value else { return value }
        return .string(FileContent.withoutBytes(text))
    }
}

extension Kind {
    /// The fields that hold contents of files, which the workspace alone has.
    public var contentFields: [String] { fields.filter { $0.type == .formatted(.fileContent) }.map(\.name) }

    /// The attributes with digests in the place of file contents.
    public func withoutContents(_ attributes: Attributes) -> Attributes {
        var result = attributes
        for field in fields { result[field.name] = attributes[field.name].map(field.type.withoutContent) }
        return result
    }
}
