import CLibCrypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Digests and spellings of bytes that S3 uses.
enum StorageDigest {
    static func md5(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_md5()) }

    /// In lower-case hexadecimal.
    static func sha256(_ bytes: [UInt8]) -> String { hex(digest(bytes, EVP_sha256())) }

    /// The HMAC-SHA256 of a text.
    static func code(of message: String, key: [UInt8]) -> [UInt8] {
        let bytes = Array(message.utf8)
        var code = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, &length)
        return code
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    static func bytes(ofBase64 text: String) -> [UInt8] { Data(base64Encoded: text).map(Array.init) ?? [] }

    private static func digest(_ bytes: [UInt8], _ algorithm: OpaquePointer?) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        EVP_Digest(bytes, bytes.count, &digest, &count, algorithm, nil)
        return Array(digest.prefix(Int(count)))
    }
}
