/// An RSA public key, told by what it is and not by how it is written. Source: api/vserver.md §3.4.
public struct PublicKey: Hashable, Sendable {
    /// The two numbers, as bytes without leading zeros.
    let exponent: [UInt8]
    let modulus: [UInt8]

    /// Reads a key as OpenSSH writes it (`ssh-rsa AAAA… comment`), or in one of the forms `ssh-keygen -e` makes of it.
    /// Nil for anything else, keys of another sort among them.
    public init?(_ text: String) {
        guard let key = Self.line(text) ?? Self.block(text) else { return nil }
        self = key
    }

    init?(exponent: ArraySlice<UInt8>, modulus: ArraySlice<UInt8>) {
        self.exponent = Array(exponent.drop { $0 == 0 })
        self.modulus = Array(modulus.drop { $0 == 0 })
        // Shorter ones are cut off; RSA keys of 512 bits were the first that anybody used.
        guard !self.exponent.isEmpty, self.modulus.count >= 64 else { return nil }
    }

    /// The key on one line, without a comment: the form that all spellings of one key share.
    public var line: String { "\(Self.algorithm) \(Base64.text(blob))" }

    private static let algorithm = "ssh-rsa"

    private var blob: [UInt8] {
        Self.string(Array(Self.algorithm.utf8)) + Self.string(Self.signed(exponent)) + Self.string(Self.signed(modulus))
    }

    private static func string(_ bytes: [UInt8]) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
    }

    /// A number that begins with a set bit would be read as negative.
    private static func signed(_ bytes: [UInt8]) -> [UInt8] {
        bytes.first.map { $0 & 0x80 == 0 ? bytes : [0] + bytes } ?? []
    }
}

extension PublicKey {
    /// `ssh-rsa AAAA… comment`.
    private static func line(_ text: String) -> PublicKey? {
        let words = text.split(maxSplits: 2, omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
        guard lines.count == 1, words.count >= 2, words[0] == algorithm, let blob = Base64.bytes(words[1]) else {
            return nil
        }
        return wire(blob)
    }

    /// Lengths and bytes, one after the other (RFC 4253 §6.6).
    private static func wire(_ bytes: [UInt8]) -> PublicKey? {
        var rest = bytes[...]
        var parts: [ArraySlice<UInt8>] = []
        while rest.count >= 4 {
            let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard count <= rest.count else { return nil }
            parts.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        guard rest.isEmpty, parts.count == 3, parts[0].elementsEqual(algorithm.utf8) else { return nil }
        return PublicKey(exponent: parts[1], modulus: parts[2])
    }

    /// A block between a line of dashes that says BEGIN and one that says END.
    private static func block(_ text: String) -> PublicKey? {
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
        guard let first = lines.first, let last = lines.last, lines.count > 2, last.contains("END") else { return nil }
        // RFC 4716 has headers such as a comment, which may go on in the next line.
        let body = lines.dropFirst().dropLast().filter { !$0.contains(":") && !$0.hasSuffix("\\") }
        guard let bytes = Base64.bytes(body.joined()[...]) else { return nil }
        if first.contains("BEGIN SSH2 PUBLIC KEY") { return wire(bytes) }
        if first.contains("BEGIN RSA PUBLIC KEY") { return DistinguishedEncoding.rsa(bytes[...]) }
        if first.contains("BEGIN PUBLIC KEY") { return DistinguishedEncoding.subject(bytes[...]) }
        return nil
    }
}

/// As much of DER as two numbers take.
private enum DistinguishedEncoding {
    private static let sequence: UInt8 = 0x30
    private static let integer: UInt8 = 0x02
    private static let bits: UInt8 = 0x03
    /// 1.2.840.113549.1.1.1, rsaEncryption.
    private static let rsaEncryption: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]

    /// Two integers in a sequence (PKCS #1).
    static func rsa(_ bytes: ArraySlice<UInt8>) -> PublicKey? {
        var bytes = bytes
        guard var inner = take(sequence, &bytes), bytes.isEmpty, let modulus = take(integer, &inner),
            let exponent = take(integer, &inner), inner.isEmpty
        else { return nil }
        return PublicKey(exponent: exponent, modulus: modulus)
    }

    /// The name of the algorithm, and the key as a string of bits (X.509).
    static func subject(_ bytes: ArraySlice<UInt8>) -> PublicKey? {
        var bytes = bytes
        guard var inner = take(sequence, &bytes), let algorithm = take(sequence, &inner),
            algorithm.starts(with: rsaEncryption), let key = take(bits, &inner), key.first == 0
        else { return nil }
        return rsa(key.dropFirst())
    }

    private static func take(_ tag: UInt8, _ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard bytes.popFirst() == tag, let first = bytes.popFirst() else { return nil }
        var count = Int(first)
        if first >= 0x80 {
            let width = Int(first & 0x7F)
            guard (1...3).contains(width), bytes.count >= width else { return nil }
            count = bytes.prefix(width).reduce(0) { $0 << 8 | Int($1) }
            bytes = bytes.dropFirst(width)
        }
        guard count <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }
}
