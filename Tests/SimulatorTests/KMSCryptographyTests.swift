import CLibCrypto
import Foundation
import OrderedJSON
import Testing

@testable import Simulator

/// The use of keys, in both APIs. Source: api/kms.md §4–§6.
@Suite("cryptography of KMS") struct KMSCryptographyTests {
    @Test("what was encrypted is decrypted, with the version in front of 12 + n + 16 bytes")
    func roundTrip() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            let sealed = client.kms("POST", "/\(tag)/encrypt", ["plaintext": "dGVzdA=="]).data["ciphertext"]?.text ?? ""
            #expect(sealed.hasPrefix("ncpkms:v1:") && sealed.count == 10 + 44)
            let again = client.kms("POST", "/\(tag)/encrypt", ["plaintext": "dGVzdA=="]).data["ciphertext"]?.text
            #expect(again != sealed, "the nonce is random")
            let opened = client.kms("POST", "/\(tag)/decrypt", ["ciphertext": .string(sealed)])
            #expect(opened.data["plaintext"] == "dGVzdA==")
            let list: JSON = ["plaintext": ["dGVzdA==", "YQ=="]]
            let texts = client.kms("POST", "/\(tag)/encrypt", list).data["ciphertext"] ?? .null
            #expect(texts.elements.count == 2)
            #expect(client.kms("POST", "/\(tag)/decrypt", ["ciphertext": texts]).data == list)
        }
    }

    @Test("an old version decrypts until it is disabled; re-encrypting brings the current one")
    func versions() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            let old = client.kms("POST", "/\(tag)/encrypt", ["plaintext": "dGVzdA=="]).data["ciphertext"] ?? ""
            _ = client.kms("POST", "/\(tag)/rotate")
            let new = client.kms("POST", "/\(tag)/re-encrypt", ["ciphertext": old]).data["ciphertext"] ?? ""
            #expect(new.text?.hasPrefix("ncpkms:v2:") == true)
            #expect(client.kms("POST", "/\(tag)/decrypt", ["ciphertext": old]).data["plaintext"] == "dGVzdA==")
            _ = client.kms("POST", "/\(tag)/versions/1/disable")
            #expect(client.kms("POST", "/\(tag)/decrypt", ["ciphertext": old]).word == "INVALID_STATUS")
            #expect(client.kms("POST", "/\(tag)/decrypt", ["ciphertext": new]).data["plaintext"] == "dGVzdA==")
            _ = client.kms("POST", "/\(tag)/disable")
            #expect(client.kms("POST", "/\(tag)/decrypt", ["ciphertext": new]).word == "INVALID_STATUS")
        }
    }

    @Test("another key, another prefix or a changed byte does not decrypt")
    func wrongKey() async throws {
        try await withSimulator { client in
            let (tag, other) = (try client.makeKey(), try client.makeKey("other"))
            let sealed = client.kms("POST", "/\(tag)/encrypt", ["plaintext": "dGVzdA=="]).data["ciphertext"]?.text ?? ""
            func refusal(_ text: String, _ tag: String) -> String {
                client.kms("POST", "/\(tag)/decrypt", ["ciphertext": .string(text)]).word
            }
            #expect(refusal(sealed, other) == "INVALID_REQUEST")
            #expect(refusal(String(sealed.dropFirst(10)), tag) == "INVALID_REQUEST")
            #expect(refusal(String(sealed.dropLast(4)), tag) == "INVALID_REQUEST")
            #expect(refusal(sealed.replacingOccurrences(of: ":v1:", with: ":v2:"), tag) == "NOT_FOUND")
            #expect(refusal(sealed, "unknown") == "NOT_FOUND")
            let flipped = sealed.dropLast(2) + (sealed.hasSuffix("A=") ? "Q=" : "A=")
            #expect(refusal(String(flipped), tag) == "INVALID_REQUEST")
        }
    }

    @Test("plain bytes are counted: 32768 for AES, 190 for RSA, 8192 to sign")
    func sizes() async throws {
        try await withSimulator { client in
            let (aes, rsa) = (try client.makeKey(), try client.makeKey("rsa-key", "RSA2048"))
            func word(_ tag: String, _ act: String, _ field: String, _ count: Int) -> String {
                let text = Data(repeating: 65, count: count).base64EncodedString()
                return client.kms("POST", "/\(tag)/\(act)", [field: .string(text)]).word
            }
            #expect(word(aes, "encrypt", "plaintext", 32_768) == "SUCCESS")
            #expect(word(aes, "encrypt", "plaintext", 32_769) == "INVALID_REQUEST")
            #expect(word(rsa, "encrypt", "plaintext", 190) == "SUCCESS")
            #expect(word(rsa, "encrypt", "plaintext", 191) == "INVALID_REQUEST")
            #expect(word(rsa, "sign", "data", 8192) == "SUCCESS")
            #expect(word(rsa, "sign", "data", 8193) == "INVALID_REQUEST")
            #expect(word(aes, "encrypt", "plaintext", 0) == "INVALID_REQUEST")
            #expect(client.kms("POST", "/\(aes)/encrypt", ["plaintext": "not base64"]).word == "INVALID_REQUEST")
            #expect(word(aes, "sign", "data", 1) == "INVALID_REQUEST", "an AES key does not sign")
        }
    }

    @Test("a convergent key needs a context, and gives the same text for the same context alone")
    func convergent() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey("joins", "AES256", ["isConvergent": true])
            func encrypt(_ context: JSON?) -> TestClient.Reply {
                client.kms("POST", "/\(tag)/encrypt", .object(["plaintext": "dGVzdA==", "context": context ?? .null]))
            }
            #expect(encrypt(nil).word == "INVALID_REQUEST")
            #expect(encrypt(base64(String(repeating: "c", count: 51))).word == "INVALID_REQUEST")
            let first = encrypt(base64("table")).data["ciphertext"] ?? .null
            #expect(first != .null && encrypt(base64("table")).data["ciphertext"] == first)
            #expect(encrypt(base64("other")).data["ciphertext"] != first)
            func decrypt(_ context: String) -> TestClient.Reply {
                client.kms("POST", "/\(tag)/decrypt", ["ciphertext": first, "context": base64(context)])
            }
            #expect(decrypt("table").data["plaintext"] == "dGVzdA==")
            #expect(decrypt("other").word == "INVALID_REQUEST")
        }
    }

    @Test("signatures verify with their version, and with the public key outside", arguments: ["RSA2048", "ECDSA"])
    func signatures(type: String) async throws {
        try await withSimulator { client in
            let tag = try client.makeKey("signer", type)
            let signature = client.kms("POST", "/\(tag)/sign", ["data": base64("order 1")]).data["signature"] ?? ""
            func valid(_ data: String) -> JSON? {
                client.kms("POST", "/\(tag)/verify", ["data": base64(data), "signature": signature]).data["valid"]
            }
            #expect(valid("order 1") == true)
            #expect(valid("order 2") == false)
            let pem = client.kms("POST", "/\(tag)/get-pub-key").data["publicKey"]?.text ?? ""
            #expect(pem.hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
            #expect(verifies(signature.text ?? "", of: "order 1", pem))
            _ = client.kms("POST", "/\(tag)/rotate")
            #expect(valid("order 1") == true)
            #expect(client.kms("POST", "/\(tag)/get-pub-key").data["publicKey"]?.text != pem)
            #expect(client.kms("POST", "/\(tag)/get-pub-key", ["keyVersion": 1]).data["publicKey"]?.text == pem)
            _ = client.kms("POST", "/\(tag)/versions/1/disable")
            let late = client.kms("POST", "/\(tag)/verify", ["data": base64("order 1"), "signature": signature])
            #expect(late.word == "INVALID_STATUS")
            let bare: JSON = [
                "data": base64("order 1"), "signature": .string(String(signature.text?.dropFirst(10) ?? "")),
            ]
            #expect(client.kms("POST", "/\(tag)/verify", bare).word == "INVALID_REQUEST")
        }
    }

    /// By libcrypto alone, from what the service gave away.
    private func verifies(_ signature: String, of text: String, _ pem: String) -> Bool {
        let body = pem.split(separator: "\n").dropFirst().dropLast().joined()
        let der = Array(Data(base64Encoded: body) ?? Data())
        let raw = Array(Data(base64Encoded: String(signature.split(separator: ":").last ?? "")) ?? Data())
        return der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let key = d2i_PUBKEY(nil, &start, buffer.count), let context = EVP_MD_CTX_new() else { return false }
            defer {
                EVP_MD_CTX_free(context)
                EVP_PKEY_free(key)
            }
            let data = Array(text.utf8)
            return EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
                && EVP_DigestVerify(context, raw, raw.count, data, data.count) == 1
        }
    }

    @Test("a data key comes encrypted, and in the clear only when asked for")
    func customKeys() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            let closed = client.kms("POST", "/\(tag)/create-custom-key").data
            #expect(closed.members.keys == ["ciphertext"])
            let open = client.kms("POST", "/\(tag)/create-custom-key", ["requestPlainKey": true, "bits": 512]).data
            #expect(Data(base64Encoded: open["plaintext"]?.text ?? "")?.count == 64)
            let sealed: JSON = ["ciphertext": open["ciphertext"] ?? .null]
            #expect(client.kms("POST", "/\(tag)/decrypt", sealed).data["plaintext"] == open["plaintext"])
            #expect(client.kms("POST", "/\(tag)/create-custom-key", ["bits": 192]).word == "INVALID_REQUEST")
        }
    }

    @Test("API 1.0 does the same under both signatures, in its own envelope and with its own names")
    func stages() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            let key = client.rest("POST", "/api-keys", ["apiKeyName": "kms"]).json["apiKey"]?["primaryKey"]?.text ?? ""
            func call(_ stage: String, _ action: String, _ body: JSON) -> TestClient.Reply {
                stage == "v1"
                    ? client.sendV1("/keys/v1/\(tag)/\(action)", body, apiKey: key)
                    : client.send(
                        "POST", "/keys/v2/\(tag)/\(action)", body: body.serialized(), type: "application/json")
            }
            for stage in ["v1", "v2"] {
                let sealed = call(stage, "encrypt", ["plaintext": "dGVzdA=="])
                #expect(sealed.json.members.keys == ["code", "msg", "data"], "\(sealed.body)")
                #expect(sealed.json["msg"] == "")
                let text: JSON = ["ciphertext": sealed.data["ciphertext"] ?? .null]
                #expect(call(stage, "reencrypt", text).word == "SUCCESS")
                #expect(call(stage, "decrypt", text).data["plaintext"] == "dGVzdA==")
                #expect(client.kms("POST", "/\(tag)/decrypt", text).data["plaintext"] == "dGVzdA==")
                #expect(call(stage, "createCustomKey", [:]).data["ciphertext"] != nil)
                #expect(call(stage, "re-encrypt", text).json["error"]?["errorCode"] == "300")
                #expect(call(stage, "get-pub-key", text).json["error"]?["errorCode"] == "300")
            }
            let target = "/keys/v1/\(tag)/encrypt"
            let body: JSON = ["plaintext": "dGVzdA=="]
            #expect(client.sendV1(target, body, apiKey: "unknown").status == 401)
            let unsigned = client.send("POST", target, body: body.serialized(), type: "application/json")
            #expect(unsigned.status == 401, "the stage v1 takes signature v1 alone")
        }
    }
}

extension TestClient {
    /// A post under signature v1, which covers an API key.
    func sendV1(_ target: String, _ body: JSON, apiKey: String) -> Reply {
        let timestamp = String(Int64(Date().timeIntervalSince1970 * 1000))
        let text = "POST \(target)\n\(timestamp)\n\(apiKey)\n\(accessKey)"
        let headers = [
            "x-ncp-apigw-timestamp": timestamp, "x-ncp-iam-access-key": accessKey, "x-ncp-apigw-api-key": apiKey,
            "x-ncp-apigw-signature-v1": Self.sign(text, secretKey), "Content-Type": "application/json",
        ]
        return exchange("POST", target, headers: headers, body: body.serialized())
    }
}
