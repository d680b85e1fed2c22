import NcloudClient
import OrderedJSON
import Simulator
import Testing

/// The client's use of keys against the simulated service: the two share no code.
@Suite("round trips of KMS") struct KMSRoundTrips {
    /// The ways to use a key.
    enum Way: CaseIterable {
        case version2, version1, version1SignedV1

        func api(_ apiKey: String) -> KMSKey.API {
            switch self {
            case .version2: .version2
            case .version1: .version1(signature: .v2)
            case .version1SignedV1: .version1(signature: .v1(apiKey: apiKey))
            }
        }
    }

    private struct Bench {
        let client: NcloudClient
        let apiKey: String

        /// A new key.
        func key(
            _ name: String, _ type: KMSKey.KeyType, _ way: Way = .version2, isConvergent: Bool = false
        ) async throws -> KMSKey {
            let body: JSON = [
                "keyName": .string(name), "keyType": .string(type.rawValue), "protectionType": "BASIC",
                "isAutoRotation": false, "isConvergent": .bool(isConvergent),
            ]
            let made = try await client.call(.rest(.kms, .post, "/keys", body: body))
            let tag = try #require(made["data"]?["keyTag"]?.text)
            return try KMSKey(tag, through: client, api: way.api(apiKey), type: type)
        }

        func post(_ action: String, _ key: KMSKey) async throws {
            _ = try await client.call(.rest(.kms, .post, "/keys/\(key.tag)/\(action)"))
        }
    }

    private func with(_ body: (Bench) async throws -> Void) async throws {
        let simulator = try await Simulator.start(SimulatorOptions())
        let client = NcloudClient(
            endpoint: .custom(origin: simulator.url),
            credentials: Credentials(accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey),
            region: "KR")
        let outcome: Result<Void, any Error>
        do {
            let made = try await client.call(.rest(.apiGateway, .post, "/api-keys", body: ["apiKeyName": "kms"]))
            try await body(Bench(client: client, apiKey: made["apiKey"]?["primaryKey"]?.text ?? ""))
            outcome = .success(())
        } catch { outcome = .failure(error) }
        try await simulator.stop()
        try outcome.get()
    }

    private func failure(_ body: () async throws -> Void) async throws -> KMSFailure {
        try await #require(throws: KMSFailure.self) { try await body() }
    }

    @Test("what a key encrypts it decrypts and re-encrypts, and no other key does", arguments: Way.allCases)
    func encryption(_ way: Way) async throws {
        try await with { bench in
            for type in [KMSKey.KeyType.aes256, .rsa2048] {
                let key = try await bench.key("key-\(type.rawValue)", type, way)
                let other = try await bench.key("other-\(type.rawValue)", type, way)
                for count in [1, 2, 3, 190] {
                    let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
                    #expect(try await key.decrypt(try await key.encrypt(plaintext)) == plaintext)
                }
                let sealed = try await key.encrypt(Array("비밀".utf8))
                #expect(sealed.hasPrefix("ncpkms:v1:"))
                let wrong = try await failure { _ = try await other.decrypt(sealed) }
                #expect(wrong.reason == .wrongKey && wrong.description.contains(other.tag))
                try await bench.post("rotate", key)
                let renewed = try await key.reEncrypt(sealed)
                #expect(renewed.hasPrefix("ncpkms:v2:"))
                #expect(try await key.decrypt(renewed) == Array("비밀".utf8))
                #expect(try await key.decrypt(sealed) == Array("비밀".utf8))
            }
        }
    }

    @Test("a data key is what its ciphertext decrypts to, and needs the context of a convergent key")
    func dataKeys() async throws {
        for way in Way.allCases {
            try await with { bench in
                let key = try await bench.key("wrapping", .aes256, way)
                for bits in [128, 256, 512] {
                    let made = try await key.createDataKey(bits: bits)
                    #expect(made.plaintext.count == bits / 8)
                    #expect(try await key.decrypt(made.ciphertext) == made.plaintext)
                }
                let joins = try await bench.key("joins", .aes256, way, isConvergent: true)
                let sealed = try await joins.encrypt([1, 2], context: [9])
                #expect(try await joins.encrypt([1, 2], context: [9]) == sealed)
                #expect(try await joins.decrypt(sealed, context: [9]) == [1, 2])
                #expect(try await failure { _ = try await joins.decrypt(sealed, context: [8]) }.reason == .wrongKey)
            }
        }
    }

    @Test("what a key signs it verifies, and nothing else", arguments: Way.allCases)
    func signatures(_ way: Way) async throws {
        try await with { bench in
            for type in [KMSKey.KeyType.rsa2048, .ecdsa] {
                let key = try await bench.key("sign-\(type.rawValue)", type, way)
                let other = try await bench.key("none-\(type.rawValue)", type, way)
                let signature = try await key.sign(Array("order 1".utf8))
                #expect(try await key.verify(signature, of: Array("order 1".utf8)))
                #expect(try await !key.verify(signature, of: Array("order 2".utf8)))
                #expect(try await !other.verify(signature, of: Array("order 1".utf8)))
            }
        }
    }

    @Test("a key that is disabled, pending deletion or gone says so, and so does a version", arguments: Way.allCases)
    func statuses(_ way: Way) async throws {
        try await with { bench in
            let key = try await bench.key("orders", .aes256, way)
            let sealed = try await key.encrypt([1])
            func reason() async throws -> KMSFailure.Reason {
                try await failure { _ = try await key.decrypt(sealed) }.reason
            }
            try await bench.post("rotate", key)
            try await bench.post("versions/1/disable", key)
            let version = try await failure { _ = try await key.decrypt(sealed) }
            #expect(version.reason == .disabled && version.message.hasPrefix("version 1 of key \(key.tag)"))
            try await bench.post("disable", key)
            #expect(try await reason() == .disabled)
            try await bench.post("request-deletion", key)
            #expect(try await reason() == .pendingDeletion)
            _ = try await bench.client.call(.rest(.kms, .delete, "/keys/\(key.tag)"))
            #expect(try await reason() == .missing)
        }
    }
}
