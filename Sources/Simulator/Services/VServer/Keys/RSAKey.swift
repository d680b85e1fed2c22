import CLibCrypto
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The RSA keys of logins. Source: api/vserver.md §3.4.
struct RSAKey {
    /// The private half in the form of PKCS#1, as text.
    let pem: String
    let fingerprint: String

    /// The pairs made so far, and which of them is given next. A pair takes libcrypto some tenths of a second, and protects
    /// nothing here: a process that has made many gives them again, the oldest first.
    private static let pairs = Mutex<(made: [RSAKey], next: Int)>(([], 0))
    private static let many = 24

    /// A pair of 2048 bits; nil when libcrypto cannot make one. The last ones that were given are others.
    static func next() -> RSAKey? {
        pairs.withLock { pairs in
            if pairs.made.count < many {
                guard let key = generate() else { return nil }
                pairs.made.append(key)
                return key
            }
            defer { pairs.next = (pairs.next + 1) % many }
            return pairs.made[pairs.next]
        }
    }

    private static func generate() -> RSAKey? {
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) > 0, EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048) > 0,
            EVP_PKEY_keygen(context, &key) > 0, let key
        else { return nil }
        defer { EVP_PKEY_free(key) }
        guard let secret = encoded(key, i2d_PrivateKey), let shared = publicHalf(of: key) else { return nil }
        let text = Array(Data(secret).base64EncodedString().utf8)
        let lines = stride(from: 0, to: text.count, by: 64).map {
            String(decoding: text[$0..<min($0 + 64, text.count)], as: UTF8.self)
        }
        let armoured = ["-----BEGIN RSA PRIVATE KEY-----"] + lines + ["-----END RSA PRIVATE KEY-----", ""]
        return RSAKey(pem: armoured.joined(separator: "\n"), fingerprint: fingerprint(of: shared))
    }

    /// The fingerprint of the pair that a private half belongs to; nil when it is none. Line breaks mean nothing.
    static func fingerprint(ofPrivate pem: String) -> String? {
        guard let bytes = body(of: pem) else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let key = d2i_AutoPrivateKey(nil, &start, buffer.count) else { return nil }
            defer { EVP_PKEY_free(key) }
            return publicHalf(of: key).map { fingerprint(of: $0) }
        }
    }

    /// The fingerprint of a public half, in any of the forms that are imported. What cannot be read is no pair of any
    /// private half, and has a fingerprint all the same.
    static func fingerprint(ofPublic text: String) -> String {
        if text.hasPrefix("ssh-rsa ") {
            let field = text.dropFirst("ssh-rsa ".count).prefix { !$0.isWhitespace }
            return digest(decoded(field) ?? Array(text.utf8))
        }
        let bytes = body(of: text) ?? []
        let isWrapped = text.hasPrefix("-----BEGIN PUBLIC KEY-----")
        return (isWrapped ? unwrapped(bytes) : bytes).map { fingerprint(of: $0) } ?? digest(Array(text.utf8))
    }

    /// The public half inside the form that names its algorithm.
    private static func unwrapped(_ bytes: [UInt8]) -> [UInt8]? {
        bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let key = d2i_PUBKEY(nil, &start, buffer.count) else { return nil }
            defer { EVP_PKEY_free(key) }
            return publicHalf(of: key)
        }
    }

    /// What stands between the first and the last line.
    private static func body(of pem: String) -> [UInt8]? {
        let parts = pem.split(separator: "-----")
        return parts.count >= 3 ? decoded(parts[1]) : nil
    }

    /// Base64, with or without its padding and line breaks.
    private static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.filter { !$0.isWhitespace && $0 != "=" }
        return Data(base64Encoded: digits + String(repeating: "=", count: (4 - digits.count % 4) % 4)).map(Array.init)
    }
}

extension RSAKey {
    /// MD5 of the public half as SSH writes it, in pairs of digits.
    /// - Parameter publicKey: in the form of PKCS#1, a sequence of modulus and exponent.
    private static func fingerprint(of publicKey: [UInt8]) -> String {
        var numbers = ASN1Numbers(publicKey[...])
        let modulus = numbers.next() ?? []
        let exponent = numbers.next() ?? []
        return digest([Array("ssh-rsa".utf8), exponent, modulus].flatMap(counted))
    }

    private static func counted(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt32(truncatingIfNeeded: bytes.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + bytes
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_Digest(bytes, bytes.count, &digest, &length, EVP_md5(), nil)
        return digest.prefix(Int(length))
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
    }

    private static func publicHalf(of key: OpaquePointer) -> [UInt8]? { encoded(key, i2d_PublicKey) }

    private static func encoded(
        _ key: OpaquePointer, _ encode: (OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) -> [UInt8]? {
        let count = Int(encode(key, nil))
        guard count > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            _ = encode(key, &start)
        }
        return bytes
    }
}

/// Reads the numbers out of a sequence of them.
private struct ASN1Numbers {
    private var rest: ArraySlice<UInt8>

    init(_ sequence: ArraySlice<UInt8>) {
        rest = sequence
        rest = element() ?? []
    }

    mutating func next() -> [UInt8]? { element().map(Array.init) }

    /// The content of the next element.
    private mutating func element() -> ArraySlice<UInt8>? {
        guard rest.count >= 2, let first = rest.dropFirst().first else { return nil }
        rest = rest.dropFirst(2)
        var count = Int(first)
        if first > 0x80 {
            let digits = rest.prefix(Int(first) - 0x80)
            guard digits.count <= 4 else { return nil }
            count = digits.reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(digits.count)
        }
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
