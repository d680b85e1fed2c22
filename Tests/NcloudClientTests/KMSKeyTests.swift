import OrderedJSON
import Testing

@testable import NcloudClient

/// A key in use, without a cloud: what is sent, and what is not. Source: api/kms.md §4–§7.
@Suite("use of a KMS key") struct KMSKeyTests {
    private let tag = "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6"
    private let sealed = "ncpkms:v3:gsYccPMkd/fAtqbKuj2ov4H+EdZC8Qb/b1GPIIN2Z61+yULo"

    private func client(_ transport: RecordingTransport, _ cloud: CloudEndpoint = .ncloud(.public)) -> NcloudClient {
        NcloudClient(
            endpoint: cloud, credentials: NcloudClientTests.keys, region: "KR", transport: transport,
            clock: ServerClock { 1_767_225_600_000 })
    }

    private func key(
        _ transport: RecordingTransport, _ api: KMSKey.API = .version2, _ type: KMSKey.KeyType? = nil,
        _ cloud: CloudEndpoint = .ncloud(.public)
    ) throws -> KMSKey {
        try KMSKey(tag, through: client(transport, cloud), api: api, type: type)
    }

    private func answer(_ data: String) -> RecordingTransport {
        RecordingTransport(200, #"{"code":"SUCCESS","msg":"","data":\#(data)}"#)
    }

    private func failure(
        _ body: (KMSKey) async throws -> Void, _ transport: RecordingTransport, _ type: KMSKey.KeyType? = nil
    ) async throws -> KMSFailure {
        try await #require(throws: KMSFailure.self) { try await body(try key(transport, .version2, type)) }
    }

    @Test("each API and signature has its host, path, names and headers")
    func requests() async throws {
        let answered = answer(#"{"ciphertext":"\#(sealed)"}"#)
        #expect(try await key(answered).reEncrypt(sealed) == sealed)
        #expect(try await key(answered, .version1(signature: .v2)).reEncrypt(sealed) == sealed)
        let apiKey = "TESTAPIGWPRIMARYKEY00000000000000000001"
        #expect(try await key(answered, .version1(signature: .v1(apiKey: apiKey))).encrypt([1]) == sealed)
        let sent = answered.sent
        #expect(
            sent.map { $0.origin + $0.target } == [
                "https://ocapi.ncloud.com/kms/v1/keys/\(tag)/re-encrypt",
                "https://kms.apigw.ntruss.com/keys/v2/\(tag)/reencrypt",
                "https://kms.apigw.ntruss.com/keys/v1/\(tag)/encrypt",
            ])
        #expect(sent.map { $0.header("x-ncp-apigw-api-key") } == [nil, nil, apiKey])
        #expect(sent[1].header("x-ncp-apigw-signature-v2") != nil && sent[2].header("x-ncp-apigw-signature-v2") == nil)
        // Source: api/signing-vectors.json, v1-02.
        #expect(sent[2].header("x-ncp-apigw-signature-v1") == "x01HafLGSB6Av6hVJUEnwQWt3rXt52WrQDxadu10feA=")
        #expect(sent[2].bodyText == #"{"plaintext":"AQ=="}"#)
    }

    @Test("the government has both APIs, the financial site only the older")
    func sites() async throws {
        let answered = answer(#"{"ciphertext":"\#(sealed)"}"#)
        _ = try await key(answered, .version2, nil, .ncloud(.gov)).encrypt([1])
        _ = try await key(answered, .version1(signature: .v2), nil, .ncloud(.fin)).encrypt([1])
        #expect(
            answered.sent.map(\.origin) == ["https://ocapi.gov-ncloud.com", "https://kms.apigw.fin-ntruss.com"])
        let error = try await #require(throws: KMSFailure.self) {
            try await key(answered, .version2, nil, .ncloud(.fin)).encrypt([1])
        }
        #expect(error.description.contains("this cloud does not offer the service"))
        #expect(answered.sent.count == 2, "nothing is sent to a host that does not exist")
    }

    @Test("a level of protection goes to the public site alone")
    func protection() async throws {
        let answered = answer("{}")
        let request = APIRequest.rest(.kms, .post, "/keys", body: ["keyName": "k", "protectionType": "BASIC"])
        for site in [CloudEndpoint.Site.public, .gov] { _ = try await client(answered, .ncloud(site)).call(request) }
        #expect(
            answered.sent.map(\.bodyText) == [#"{"keyName":"k","protectionType":"BASIC"}"#, #"{"keyName":"k"}"#])
    }

    @Test("a prefix is kept as it is, with versions beyond a hundred")
    func prefix() async throws {
        let far = "ncpkms:v1234:AAAA"
        let transport = answer(#"{"ciphertext":"\#(far)","plaintext":"AQ=="}"#)
        #expect(try await key(transport).encrypt([1]) == far)
        #expect(try await key(transport).decrypt(far) == [1])
        #expect(transport.sent[1].bodyText == #"{"ciphertext":"\#(far)"}"#)
    }

    @Test("a data key is asked for in the clear, and only its ciphertext shows")
    func dataKey() async throws {
        let plain = Base64.encode([UInt8](repeating: 7, count: 32))
        let transport = answer(#"{"ciphertext":"\#(sealed)","plaintext":"\#(plain)"}"#)
        let made = try await key(transport).createDataKey(context: [9])
        #expect(made.plaintext == [UInt8](repeating: 7, count: 32) && made.ciphertext == sealed)
        #expect(transport.sent[0].bodyText == #"{"requestPlainKey":true,"bits":256,"context":"CQ=="}"#)
        var dumped = ""
        dump(made, to: &dumped)
        #expect(!"\(made) \(String(reflecting: made)) \(dumped)".contains("7, 7"))
        let short = try await failure({ _ = try await $0.createDataKey(bits: 512) }, transport)
        #expect(short.reason == .failed, "32 bytes are no key of 512 bits")
    }

    @Test("what is too long, empty, cut or of the wrong type of key is refused without a call")
    func checks() async throws {
        let transport = answer("{}")
        let long = [UInt8](repeating: 0, count: 32_769)
        let sealed = sealed
        let attempts: [(KMSKey.KeyType?, @Sendable (KMSKey) async throws -> Void, String)] = [
            (nil, { _ = try await $0.encrypt(long) }, "the plaintext has 32769 bytes; at most 32768 are allowed"),
            (.rsa2048, { _ = try await $0.encrypt(Array(long.prefix(191))) }, "at most 190 are allowed"),
            (nil, { _ = try await $0.encrypt([]) }, "the plaintext is empty"),
            (nil, { _ = try await $0.encrypt([1], context: Array(long.prefix(51))) }, "the context has 51 bytes"),
            (nil, { _ = try await $0.sign(Array(long.prefix(8193))) }, "the data to sign has 8193 bytes"),
            (.aes256, { _ = try await $0.sign([1]) }, "a key of type AES256 is not for signatures"),
            (.ecdsa, { _ = try await $0.decrypt(sealed) }, "a key of type ECDSA is not for decryption"),
            (nil, { _ = try await $0.decrypt("hunter2") }, "the ciphertext does not begin with ncpkms:v"),
            (nil, { _ = try await $0.decrypt("ncpkms:v0:AAAA") }, "the ciphertext does not begin with ncpkms:v"),
            (nil, { _ = try await $0.decrypt(String(sealed.dropLast())) }, "the ciphertext is not valid Base64"),
            (nil, { _ = try await $0.verify("AAAA", of: [1]) }, "the signature does not begin with ncpkms:v"),
            (nil, { _ = try await $0.createDataKey(bits: 192) }, "a data key cannot have 192 bits"),
        ]
        for (type, attempt, words) in attempts {
            let error = try await failure(attempt, transport, type)
            #expect(error.reason == .badValue && error.message.contains(words), "\(error)")
            #expect(!error.description.contains("hunter2"))
        }
        #expect(transport.sent.isEmpty)
        #expect(throws: KMSFailure.self) { try KMSKey("my key", through: client(transport)) }
    }

    @Test(
        "a refusal says what is wrong with the key",
        arguments: [
            ("INVALID_REQUEST", "ENABLE", KMSFailure.Reason.wrongKey, "was made with another key or context"),
            ("INVALID_STATUS", "DISABLE", .disabled, "is disabled; enable it"),
            ("UNPROCESSABLE_ENTITY", "REVOKE", .pendingDeletion, "is pending deletion; cancel its deletion"),
            ("INVALID_STATUS", "ENABLE", .disabled, "version 3 of key"),
            ("NOT_FOUND", "ENABLE", .missing, "does not exist"),
            ("FORBIDDEN", "ENABLE", .denied, "may not use key"),
        ])
    func refusals(code: String, status: String, reason: KMSFailure.Reason, words: String) async throws {
        let refused = HTTPResponse(
            status: 400, headers: [], body: Array(#"{"code":"\#(code)","msg":"Some text"}"#.utf8))
        let shown = HTTPResponse(
            status: 200, headers: [], body: Array(#"{"code":"SUCCESS","data":{"status":"\#(status)"}}"#.utf8))
        let transport = RecordingTransport(.success(refused), .success(shown))
        let sealed = sealed
        let error = try await failure({ _ = try await $0.decrypt(sealed) }, transport)
        #expect(error.reason == reason && error.description.contains(words), "\(error)")
        #expect(error.description.contains(tag))
    }

    @Test("a plaintext that a refusal repeats does not show")
    func redaction() async throws {
        let echo = #"{"code":"INVALID_REQUEST","msg":"cannot take aHVudGVyMg== today"}"#
        let error = try await failure(
            { _ = try await $0.encrypt(Array("hunter2".utf8)) }, RecordingTransport(400, echo))
        #expect(!error.description.contains("aHVudGVyMg==") && error.cause?.message?.contains("[secret]") == true)
    }

    @Test("calls that only use a key may be repeated, those that change one may not")
    func repeatability() {
        #expect(APIRequest.rest(.kms, .post, "/keys/\(tag)/decrypt").isRead)
        #expect(APIRequest.rest(.kmsSignedV1, .post, "/\(tag)/createCustomKey").isRead)
        #expect(!APIRequest.rest(.kms, .post, "/keys/\(tag)/rotate").isRead)
        #expect(!APIRequest.rest(.apiGateway, .post, "/x/sign").isRead)
        #expect(APIRequest.rest(.kms, .post, "/keys/\(tag)/decrypt").endpoint == "POST /kms/v1/keys/{…}/decrypt")
    }

    @Test("Base64 is decoded only as it is encoded")
    func base64() {
        for count in 0...70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        for text in ["A", "AA", "AAA", "A===", "AA=A", "AB==", "AAB=", "AAA-", "AA\nA", " AAA"] {
            #expect(Base64.decode(text) == nil, "\(text)")
        }
    }
}
