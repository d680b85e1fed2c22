import CLibCrypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The private half of an RSA or elliptic curve key, in DER: RSA-OAEP with SHA-256, and signatures over SHA-256 (PKCS#1
/// v1.5 for RSA, DER for the curve). The schemes of signatures are (inferred). Source: api/kms.md §2, "Gaps and doubts".
struct PrivateKey {
    let der: [UInt8]

    func encrypt(_ plaintext: [UInt8]) -> [UInt8]? {
        transform(plaintext, EVP_PKEY_encrypt_init, EVP_PKEY_encrypt)
    }

    /// Nil for what was not encrypted for this key.
    func decrypt(_ ciphertext: [UInt8]) -> [UInt8]? {
        transform(ciphertext, EVP_PKEY_decrypt_init, EVP_PKEY_decrypt)
    }

    func sign(_ data: [UInt8]) -> [UInt8]? {
        withKey { key in
            guard let context = EVP_MD_CTX_new() else { return nil }
            defer { EVP_MD_CTX_free(context) }
            var count = 0
            guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
                EVP_DigestSign(context, nil, &count, data, data.count) == 1
            else { return nil }
            var signature = [UInt8](repeating: 0, count: count)
            guard EVP_DigestSign(context, &signature, &count, data, data.count) == 1 else { return nil }
            return Array(signature.prefix(count))
        }
    }

    func verifies(_ signature: [UInt8], of data: [UInt8]) -> Bool {
        withKey { key in
            guard let context = EVP_MD_CTX_new() else { return nil }
            defer { EVP_MD_CTX_free(context) }
            guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return nil }
            return EVP_DigestVerify(context, signature, signature.count, data, data.count) == 1
        } ?? false
    }

    /// The public half as text, in the form that names its algorithm.
    var publicText: String? {
        guard let encoded = withKey({ Self.encoded($0, i2d_PUBKEY) }) else { return nil }
        let text = Array(Data(encoded).base64EncodedString().utf8)
        let lines = stride(from: 0, to: text.count, by: 64).map {
            String(decoding: text[$0..<min($0 + 64, text.count)], as: UTF8.self)
        }
        return (["-----BEGIN PUBLIC KEY-----"] + lines + ["-----END PUBLIC KEY-----", ""]).joined(separator: "\n")
    }

    static func encoded(
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

    private func withKey<Result>(_ body: (OpaquePointer) -> Result?) -> Result? {
        der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let key = d2i_AutoPrivateKey(nil, &start, buffer.count) else { return nil }
            defer { EVP_PKEY_free(key) }
            return body(key)
        }
    }

    private func transform(
        _ input: [UInt8], _ begin: (OpaquePointer?) -> Int32,
        _ perform: (
            OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?, UnsafePointer<UInt8>?, Int
        ) -> Int32
    ) -> [UInt8]? {
        withKey { key in
            guard let context = EVP_PKEY_CTX_new(key, nil) else { return nil }
            defer { EVP_PKEY_CTX_free(context) }
            var count = 0
            guard begin(context) > 0, EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0,
                EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0,
                perform(context, nil, &count, input, input.count) > 0
            else { return nil }
            var output = [UInt8](repeating: 0, count: count)
            guard perform(context, &output, &count, input, input.count) > 0 else { return nil }
            return Array(output.prefix(count))
        }
    }
}
