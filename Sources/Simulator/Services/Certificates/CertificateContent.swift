import CLibCrypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What an X.509 certificate says.
struct CertificateContent: Sendable {
    let commonName: String
    /// Milliseconds since 1970.
    let validFrom: Int64
    let validTo: Int64
    private var encoded: [UInt8] = []

    /// Tells one from another; empty for one that nobody imported.
    var digest: String {
        guard !encoded.isEmpty else { return "" }
        var output = [UInt8](repeating: 0, count: 32)
        EVP_Digest(encoded, encoded.count, &output, nil, EVP_sha256(), nil)
        return Data(output).base64EncodedString()
    }

    init(commonName: String, validFrom: Int64, validTo: Int64) {
        self.commonName = commonName
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// nil for a text that is no certificate.
    init?(pem: String) {
        guard let bytes = Self.body(of: pem), let certificate = Self.parsed(bytes) else { return nil }
        defer { X509_free(certificate) }
        guard let from = Self.moment(X509_get0_notBefore(certificate)),
            let to = Self.moment(X509_get0_notAfter(certificate))
        else { return nil }
        var name = [CChar](repeating: 0, count: 256)
        let length = X509_NAME_get_text_by_NID(
            X509_get_subject_name(certificate), NID_commonName, &name, Int32(name.count))
        let bytesOfName = name.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }
        self.init(commonName: String(decoding: bytesOfName, as: UTF8.self), validFrom: from, validTo: to)
        encoded = bytes
    }

    /// Whether a private key is the one of this certificate.
    func belongs(toPrivate pem: String) -> Bool {
        guard let bytes = Self.body(of: pem), let certificate = Self.parsed(encoded) else { return false }
        defer { X509_free(certificate) }
        return bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let key = d2i_AutoPrivateKey(nil, &start, buffer.count) else { return false }
            defer { EVP_PKEY_free(key) }
            return X509_check_private_key(certificate, key) == 1
        }
    }

    private static func parsed(_ bytes: [UInt8]) -> OpaquePointer? {
        bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_X509(nil, &start, buffer.count)
        }
    }

    private static func moment(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts)) * 1000
    }

    /// The first block of a PEM text.
    private static func body(of pem: String) -> [UInt8]? {
        let parts = pem.split(separator: "-----")
        guard parts.count >= 3 else { return nil }
        return Data(base64Encoded: String(parts[1].filter { !$0.isWhitespace })).map(Array.init)
    }
}
