import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The calls that use a key, of both APIs. Source: api/kms.md §4–§6.
enum KMSCryptography {
    /// What is done with a key for a body.
    typealias Operation = @Sendable (Record, JSON, World) throws(Failure) -> JSON

    /// With the names of API 2.0 and, where they exist there, of API 1.0.
    private static let operations: [(name: String, older: String?, types: [String], operation: Operation)] = [
        ("encrypt", "encrypt", ["AES256", "RSA2048"], encrypt),
        ("decrypt", "decrypt", ["AES256", "RSA2048"], decrypt),
        ("re-encrypt", "reencrypt", ["AES256", "RSA2048"], reEncrypt),
        ("create-custom-key", "createCustomKey", ["AES256", "RSA2048"], createCustomKey),
        ("sign", "sign", ["RSA2048", "ECDSA"], sign),
        ("verify", "verify", ["RSA2048", "ECDSA"], verify),
        ("get-pub-key", nil, ["RSA2048", "ECDSA"], publicKey),
    ]

    static let routes: [RESTRoute] = operations.flatMap { entry in
        let handler: KMS.KeyHandler = { world, key, call throws(Failure) in
            try KMS.requireEnabled(key, world)
            guard entry.types.contains(key["keyType"]) else { throw .kms(.invalidRequest) }
            return try entry.operation(key, call.body, world)
        }
        return [KMS.accountOrToken("/" + entry.name, handler)] + KMSStages.routes(entry.older, handler)
    }

    private static let encrypt: Operation = { key, body, world throws(Failure) in
        let cipher = try KMSCipher(key, body, world)
        return [
            "ciphertext": try each(body["plaintext"]) { text throws(Failure) in try cipher.seal(try bytes(text)) }
        ]
    }

    private static let decrypt: Operation = { key, body, world throws(Failure) in
        let cipher = try KMSCipher(key, body, world)
        return [
            "plaintext": try each(body["ciphertext"]) { text throws(Failure) in base64(try cipher.open(text)) }
        ]
    }

    private static let reEncrypt: Operation = { key, body, world throws(Failure) in
        let cipher = try KMSCipher(key, body, world)
        return [
            "ciphertext": try each(body["ciphertext"]) { text throws(Failure) in
                try cipher.seal(try cipher.open(text))
            }
        ]
    }

    private static let createCustomKey: Operation = { key, body, world throws(Failure) in
        let cipher = try KMSCipher(key, body, world)
        guard let bits = (body["bits"] ?? 256).integer, [128, 256, 512].contains(bits),
            let isAsked = (body["requestPlainKey"] ?? false).bool
        else { throw .kms(.invalidRequest) }
        guard let made = KeyMaterial.random(Int(bits / 8)) else { throw .kms(.internalError) }
        let wrapped: JSON = ["ciphertext": .string(try cipher.seal(made))]
        return isAsked ? wrapped.with(["plaintext": .string(base64(made))]) : wrapped
    }

    private static let sign: Operation = { key, body, _ throws(Failure) in
        let data = try signedData(body)
        guard let version = key.kmsVersions.last, let signature = PrivateKey(der: version.material).sign(data) else {
            throw .kms(.internalError)
        }
        return ["signature": .string(VersionedText(version: version.number, payload: signature).text)]
    }

    private static let verify: Operation = { key, body, world throws(Failure) in
        let data = try signedData(body)
        guard let signature = VersionedText(body["signature"]?.text ?? "") else { throw .kms(.invalidRequest) }
        let version = try key.kmsVersion(signature.version, world)
        return ["valid": .bool(PrivateKey(der: version.material).verifies(signature.payload, of: data))]
    }

    private static let publicKey: Operation = { key, body, world throws(Failure) in
        let newest: JSON = .integer(key.kmsVersions.last?.number ?? 0)
        guard let number = (body["keyVersion"] ?? newest).integer else { throw .kms(.invalidRequest) }
        let version = try key.kmsVersion(number, world)
        guard let text = PrivateKey(der: version.material).publicText else { throw .kms(.internalError) }
        return ["publicKey": .string(text)]
    }

    private static func signedData(_ body: JSON) throws(Failure) -> [UInt8] {
        guard case .string(let text)? = body["data"] else { throw .kms(.invalidRequest) }
        let data = try bytes(text)
        guard data.count <= 8192 else { throw .kms(.invalidRequest) }
        return data
    }

    /// One text, or a list of them that is answered in the same order.
    private static func each(
        _ value: JSON?, _ transform: (String) throws(Failure) -> String
    ) throws(Failure) -> JSON {
        func one(_ element: JSON) throws(Failure) -> JSON {
            guard case .string(let text) = element else { throw .kms(.invalidRequest) }
            return .string(try transform(text))
        }
        guard case .array(let elements)? = value else { return try one(value ?? .null) }
        guard !elements.isEmpty else { throw .kms(.invalidRequest) }
        return .array(try elements.map { element throws(Failure) in try one(element) })
    }

    private static func bytes(_ text: String) throws(Failure) -> [UInt8] {
        guard let data = Data(base64Encoded: text), !data.isEmpty else { throw .kms(.invalidRequest) }
        return Array(data)
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
