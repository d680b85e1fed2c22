import CLibCrypto

/// What both signatures are computed with.
enum AuthenticationCode {
    /// The HMAC-SHA256 of a text.
    static func of(_ message: String, key: [UInt8]) -> [UInt8] {
        let bytes = Array(message.utf8)
        var code = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, &length)
        return code
    }
}
