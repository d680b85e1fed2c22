import CLibCrypto

// What a certificate is for.

extension PEMCertificate {
    /// The host names that it is for, wildcards among them; its common name where it has no others.
    public var names: [String] {
        Self.parsing(encoded) { certificate -> [String]? in
            let others = Self.alternatives(certificate)
            return others.isEmpty ? [Self.commonName(certificate)].compactMap(\.self) : others
        } ?? []
    }

    /// Whether it is good for a host; for a wildcard, whether it has that.
    public func covers(_ host: String) -> Bool {
        Self.parsing(encoded) { X509_check_host($0, host, host.utf8.count, 0, nil) == 1 } ?? false
    }

    private static func alternatives(_ certificate: OpaquePointer) -> [String] {
        guard let found = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
        let list = OpaquePointer(found)
        defer { GENERAL_NAMES_free(list) }
        return (0..<max(0, OPENSSL_sk_num(list))).compactMap { index -> String? in
            guard let name = OPENSSL_sk_value(list, index)?.assumingMemoryBound(to: GENERAL_NAME.self),
                name.pointee.type == GEN_DNS, let host = name.pointee.d.dNSName
            else { return nil }
            return text(ASN1_STRING_get0_data(host), ASN1_STRING_length(host))
        }
    }

    private static func commonName(_ certificate: OpaquePointer) -> String? {
        guard let subject = X509_get_subject_name(certificate) else { return nil }
        let place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
        guard place >= 0, let entry = X509_NAME_get_entry(subject, place), let name = X509_NAME_ENTRY_get_data(entry)
        else { return nil }
        return text(ASN1_STRING_get0_data(name), ASN1_STRING_length(name))
    }

    private static func text(_ start: UnsafePointer<UInt8>?, _ length: Int32) -> String? {
        guard let start, length > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(length)), as: UTF8.self)
    }
}
