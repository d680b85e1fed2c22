import CLibCrypto

/// AES-256-GCM: 12 bytes of nonce, the ciphertext, 16 bytes of tag.
enum SealedBox {
    private static let nonceLength = 12
    private static let tagLength = 16

    struct Failure: Error {}

    /// `context` is not kept, but has to be the same to open.
    static func seal(_ plaintext: [UInt8], context: [UInt8], key: [UInt8]) throws(Failure) -> [UInt8] {
        guard let cipher = EVP_CIPHER_CTX_new() else { throw Failure() }
        defer { EVP_CIPHER_CTX_free(cipher) }
        var nonce = [UInt8](repeating: 0, count: nonceLength)
        var tag = [UInt8](repeating: 0, count: tagLength)
        var output = [UInt8](repeating: 0, count: plaintext.count + tagLength)
        var count: Int32 = 0
        var rest: Int32 = 0
        guard RAND_bytes(&nonce, Int32(nonceLength)) == 1,
            EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_EncryptUpdate(cipher, nil, &count, context, Int32(context.count)) == 1,
            EVP_EncryptUpdate(cipher, &output, &count, plaintext, Int32(plaintext.count)) == 1,
            EVP_EncryptFinal_ex(cipher, &tag, &rest) == 1,
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), &tag) == 1
        else { throw Failure() }
        return nonce + output.prefix(Int(count)) + tag
    }

    /// Nil when anything was changed.
    static func open(_ sealed: [UInt8], context: [UInt8], key: [UInt8]) -> [UInt8]? {
        guard sealed.count >= nonceLength + tagLength, let cipher = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(cipher) }
        let nonce = Array(sealed.prefix(nonceLength))
        let ciphertext = Array(sealed.dropFirst(nonceLength).dropLast(tagLength))
        var tag = Array(sealed.suffix(tagLength))
        var output = [UInt8](repeating: 0, count: ciphertext.count + tagLength)
        var last = [UInt8](repeating: 0, count: tagLength)
        var count: Int32 = 0
        var rest: Int32 = 0
        guard EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_DecryptUpdate(cipher, nil, &count, context, Int32(context.count)) == 1,
            EVP_DecryptUpdate(cipher, &output, &count, ciphertext, Int32(ciphertext.count)) == 1,
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1,
            EVP_DecryptFinal_ex(cipher, &last, &rest) == 1
        else { return nil }
        return Array(output.prefix(Int(count)))
    }
}
