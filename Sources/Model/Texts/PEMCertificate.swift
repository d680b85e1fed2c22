import CLibCrypto

/// An X.509 certificate as PEM has it: what it says of its time and its names, and whether a private key is its own.
public struct PEMCertificate: Hashable, Sendable {
    public let validFrom: DateTime
    public let validUntil: DateTime
    /// Its DER.
    let encoded: [UInt8]

    /// The certificates of a text, in their order; nil where one of them cannot be read. Texts between them mean nothing.
    public static func all(in text: String) -> [PEMCertificate]? {
        let blocks = PEMBlock.all(in: text).filter { $0.label == "CERTIFICATE" }
        let certificates = blocks.compactMap { $0.bytes.flatMap { PEMCertificate($0) } }
        return certificates.count == blocks.count ? certificates : nil
    }

    private init?(_ bytes: [UInt8]) {
        let dates = Self.parsing(bytes) { certificate -> (DateTime, DateTime)? in
            guard let from = Self.moment(X509_get0_notBefore(certificate)),
                let until = Self.moment(X509_get0_notAfter(certificate))
            else { return nil }
            return (from, until)
        }
        guard let dates else { return nil }
        (validFrom, validUntil) = dates
        encoded = bytes
    }

    /// What a private key is to a certificate.
    public enum Belonging: Hashable, Sendable {
        case own, another, encrypted, unreadable
    }

    /// What the first private key of a text is to this certificate.
    public func belonging(ofKey text: String) -> Belonging {
        guard let block = PEMBlock.all(in: text).first(where: { $0.label.hasSuffix("PRIVATE KEY") }) else {
            return .unreadable
        }
        guard !block.isEncrypted else { return .encrypted }
        guard let bytes = block.bytes else { return .unreadable }
        let fits = Self.parsing(encoded) { certificate -> Bool? in
            bytes.withUnsafeBufferPointer { buffer -> Bool? in
                var start = buffer.baseAddress
                guard let key = d2i_AutoPrivateKey(nil, &start, buffer.count) else { return nil }
                defer { EVP_PKEY_free(key) }
                return X509_check_private_key(certificate, key) == 1
            }
        }
        ERR_clear_error()
        return fits.map { $0 ? .own : .another } ?? .unreadable
    }

    static func parsing<Answer>(_ bytes: [UInt8], _ read: (OpaquePointer) -> Answer?) -> Answer? {
        bytes.withUnsafeBufferPointer { buffer -> Answer? in
            var start = buffer.baseAddress
            guard let certificate = d2i_X509(nil, &start, buffer.count) else {
                ERR_clear_error()
                return nil
            }
            defer { X509_free(certificate) }
            return read(certificate)
        }
    }

    private static func moment(_ time: UnsafePointer<ASN1_TIME>?) -> DateTime? {
        guard let epoch = ASN1_TIME_set(nil, 0) else { return nil }
        defer { ASN1_TIME_free(epoch) }
        var (days, seconds) = (Int32(0), Int32(0))
        guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
        return DateTime(seconds: Int64(days) * 86_400 + Int64(seconds))
    }
}

/// What is between a line `-----BEGIN …-----` and the one that ends it (RFC 7468).
private struct PEMBlock {
    let label: String
    private let lines: [Substring]

    var isEncrypted: Bool {
        label.hasPrefix("ENCRYPTED") || lines.contains { $0.hasPrefix("Proc-Type:") && $0.contains("ENCRYPTED") }
    }

    /// Nil where it is not Base64, or has headers.
    var bytes: [UInt8]? { Base64.bytes(lines.joined()) }

    static func all(in text: String) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var open: (label: String, lines: [Substring])?
        for line in text.split(whereSeparator: \.isNewline) {
            if let label = label(line, after: "-----BEGIN ") {
                open = (label, [])
            } else if let block = open, label(line, after: "-----END ") != nil {
                blocks.append(PEMBlock(label: block.label, lines: block.lines))
                open = nil
            } else {
                open?.lines.append(line)
            }
        }
        return blocks
    }

    private static func label(_ line: Substring, after beginning: String) -> String? {
        let words = line.reversed().drop(while: \.isWhitespace).reversed()
        let text = String(words)
        guard text.hasPrefix(beginning), text.hasSuffix("-----"), text.count > beginning.count + 5 else { return nil }
        return String(text.dropFirst(beginning.count).dropLast(5))
    }
}
