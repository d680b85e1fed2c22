import CLibCrypto
import OrderedJSON

/// A SHA-256 digest in hexadecimal, by which two values are told apart without being read.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    public var text: String

    /// Takes the hexadecimal text of a digest made before.
    public init(text: String) { self.text = text }

    public init(of bytes: [UInt8]) {
        var output = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        EVP_Digest(bytes, bytes.count, &output, &count, EVP_sha256(), nil)
        text = Hexadecimal.text(output)
    }

    /// The digest of fields; their order does not count, what they hold does.
    public init(of attributes: Attributes) {
        self.init(of: Value.map(attributes).json.serializedBytes(sorted: true))
    }

    public var description: String { text }
}

/// Bytes as lower-case hexadecimal text.
public enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
