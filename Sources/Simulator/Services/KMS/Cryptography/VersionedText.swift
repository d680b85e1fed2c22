#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A ciphertext or signature as callers get it: `ncpkms:v<N>:<base64>`. Source: api/kms.md §6.
struct VersionedText {
    let version: Int64
    let payload: [UInt8]

    init(version: Int64, payload: [UInt8]) {
        self.version = version
        self.payload = payload
    }

    /// Nil for a text with another prefix, or whose rest is no Base64.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "ncpkms", parts[1].first == "v", let number = Int64(parts[1].dropFirst()),
            number > 0, String(number) == parts[1].dropFirst(), let data = Data(base64Encoded: String(parts[2]))
        else { return nil }
        (version, payload) = (number, Array(data))
    }

    var text: String { "ncpkms:v\(version):\(Data(payload).base64EncodedString())" }
}
