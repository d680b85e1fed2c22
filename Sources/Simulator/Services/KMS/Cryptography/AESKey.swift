import CLibCrypto

/// AES-256-GCM as the service's ciphertexts have it: 12 bytes of nonce, the data, 16 bytes of tag. Source: api/kms.md §6.
struct AESKey {
    private static let nonceLength = 12
    private static let tagLength = 16

    let bytes: [UInt8]

    /// - Parameter context: given for convergent keys, where the same context and plaintext give the same result.
    func seal(_ plaintext: [UInt8], context: [UInt8]?) -> [UInt8]? {
        let nonce = context.map { convergentNonce(plaintext, $0) } ?? KeyMaterial.random(Self.nonceLength)
        guard let nonce, let cipher = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(cipher) }
        let context = context ?? []
        var tag = [UInt8](repeating: 0, count: Self.tagLength)
        var output = [UInt8](repeating: 0, count: plaintext.count + Self.tagLength)
        var (count, rest): (Int32, Int32) = (0, 0)
        guard EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nil, bytes, nonce) == 1,
            EVP_EncryptUpdate(cipher, nil, &count, context, Int32(context.count)) == 1,
            EVP_EncryptUpdate(cipher, &output, &count, plaintext, Int32(plaintext.count)) == 1,
            EVP_EncryptFinal_ex(cipher, &tag, &rest) == 1,
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagLength), &tag) == 1
        else { return nil }
        return nonce + output.prefix(Int(count)) + tag
    }

    /// Nil for what this key, with this context, did not make.
    func open(_ sealed: [UInt8], context: [UInt8]?) -> [UInt8]? {
        guard sealed.count >= Self.nonceLength + Self.tagLength, let cipher = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(cipher) }
        let context = context ?? []
        let nonce = Array(sealed.prefix(Self.nonceLength))
        let data = Array(sealed.dropFirst(Self.nonceLength).dropLast(Self.tagLength))
        var tag = Array(sealed.suffix(Self.tagLength))
        var output = [UInt8](repeating: 0, count: data.count + Self.tagLength)
        var last = [UInt8](repeating: 0, count: Self.tagLength)
        var (count, rest): (Int32, Int32) = (0, 0)
        guard EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nil, bytes, nonce) == 1,
            EVP_DecryptUpdate(cipher, nil, &count, context, Int32(context.count)) == 1,
            EVP_DecryptUpdate(cipher, &output, &count, data, Int32(data.count)) == 1,
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagLength), &tag) == 1,
            EVP_DecryptFinal_ex(cipher, &last, &rest) == 1
        else { return nil }
        return Array(output.prefix(Int(count)))
    }

    /// From the key, the context and the plaintext alone; the length keeps the two apart.
    private func convergentNonce(_ plaintext: [UInt8], _ context: [UInt8]) -> [UInt8] {
        let message = Array("convergent".utf8) + [UInt8(truncatingIfNeeded: context.count)] + context + plaintext
        var code = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        HMAC(EVP_sha256(), bytes, Int32(bytes.count), message, message.count, &code, &length)
        return Array(code.prefix(Self.nonceLength))
    }
}
