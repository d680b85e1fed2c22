import CLibCrypto

/// The secrets of keys: 32 bytes for AES, a private key in DER for the others. Source: api/kms.md §2.
enum KeyMaterial {
    /// Nil when libcrypto cannot.
    static func make(_ type: String) -> [UInt8]? {
        switch type {
        case "RSA2048": pair(EVP_PKEY_RSA) { EVP_PKEY_CTX_set_rsa_keygen_bits($0, 2048) }
        case "ECDSA": pair(EVP_PKEY_EC) { EVP_PKEY_CTX_set_ec_paramgen_curve_nid($0, NID_X9_62_prime256v1) }
        default: random(32)
        }
    }

    static func random(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return RAND_bytes(&bytes, Int32(count)) == 1 ? bytes : nil
    }

    private static func pair(_ algorithm: Int32, _ configure: (OpaquePointer) -> Int32) -> [UInt8]? {
        guard let context = EVP_PKEY_CTX_new_id(algorithm, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) > 0, configure(context) > 0, EVP_PKEY_keygen(context, &key) > 0,
            let key
        else { return nil }
        defer { EVP_PKEY_free(key) }
        return PrivateKey.encoded(key, i2d_PrivateKey)
    }
}
