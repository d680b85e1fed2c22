import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the Key Management Service answers") struct KMSFieldTests {
    private static let order: JSON = [
        "keyName": "orders", "keyType": "AES256", "protectionType": "BASIC", "isAutoRotation": false,
    ]

    @Test("the simulator has every call of the sheet, and no other")
    func calls() {
        #expect(KMSFieldTables.answers.count == 50)
        #expect(RESTService.kms.calls == Set(KMSFieldTables.answers.keys))
    }

    @Test("every call answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "", KMSFieldTables.answers)
            let tag = make(book, Self.order)
            let key = "/kms/v1/keys/\(tag)"
            book.call("GET", "/kms/v1/keys")
            changeKey(book, key)
            giveTokens(book, key)
            useKey(book, key, older: "/keys/v2/\(tag)")
            for path in ["/activities", "/last-use-info"] { book.call("GET", key + path) }
            for act in ["request-deletion", "cancel-deletion", "request-deletion"] {
                book.call("POST", "\(key)/\(act)")
            }
            book.call("DELETE", key)
            sign(book, make(book, Self.order.with(["keyName": "signer", "keyType": "ECDSA"])))
            #expect(book.problems == [])
            // API 1.0 below v1 is signed in another way.
            #expect(book.unseen.filter { !$0.hasPrefix("POST /keys/v1/") } == [])
        }
    }

    private func make(_ book: RESTAnswerBook, _ order: JSON) -> String {
        book.call("POST", "/kms/v1/keys", order)["data"]?["keyTag"]?.text ?? ""
    }

    private func changeKey(_ book: RESTAnswerBook, _ key: String) {
        book.call("PUT", key + "/name", ["keyName": "bills"])
        book.call("PUT", key + "/memo", ["memo": "all of them"])
        for act in ["disable", "enable", "rotate", "enable-auto-rotation"] { book.call("POST", "\(key)/\(act)") }
        book.call("PUT", key + "/rotation-period", ["rotationPeriod": 30])
        book.call("POST", key + "/disable-auto-rotation")
        for act in ["disable", "enable"] { book.call("POST", "\(key)/versions/1/\(act)") }
        #expect(book.call("GET", key + "/versions")["data"]?["currentVersion"] == 2)
        #expect(book.call("GET", key)["data"]?["memo"] == "all of them")
        let list: JSON = ["ipList": ["192.0.2.1"]]
        book.call("POST", key + "/acl", list)
        for act in ["enable", "disable"] { book.call("POST", "\(key)/acl/\(act)") }
        book.call("GET", key + "/acl")
        book.call("DELETE", key + "/acl", list)
    }

    private func giveTokens(_ book: RESTAnswerBook, _ key: String) {
        let generator = key + "/token-generator"
        book.call("GET", generator)
        book.call("POST", generator)
        book.call("GET", generator)
        let token = book.call("POST", key + "/token-set", ["accessTokenHours": 1])["data"]?["refreshToken"]?.text ?? ""
        for (method, path) in [("PUT", "/token-set"), ("POST", "/access-token")] {
            let tail = String(key.dropFirst("/kms/v1/keys".count)) + path
            book.record(book.client.kms(token: token, method, tail), to: method, key + path)
        }
        book.call("PUT", generator)
        book.call("DELETE", generator)
    }

    private func useKey(_ book: RESTAnswerBook, _ key: String, older: String) {
        for (place, again, custom) in [
            (key, "re-encrypt", "create-custom-key"), (older, "reencrypt", "createCustomKey"),
        ] {
            let text = book.call("POST", place + "/encrypt", ["plaintext": base64("secret")])["data"]?["ciphertext"]
            book.call("POST", "\(place)/\(again)", ["ciphertext": text ?? .null])
            let plain = book.call("POST", place + "/decrypt", ["ciphertext": text ?? .null])["data"]?["plaintext"]
            #expect(plain == base64("secret"))
            book.call("POST", "\(place)/\(custom)", ["requestPlainKey": true])
        }
    }

    private func sign(_ book: RESTAnswerBook, _ tag: String) {
        let data: JSON = ["data": base64("order 7")]
        for place in ["/kms/v1/keys/\(tag)", "/keys/v2/\(tag)"] {
            let signature = book.call("POST", place + "/sign", data)["data"]?["signature"] ?? .null
            let answer = book.call("POST", place + "/verify", data.with(["signature": signature]))
            #expect(answer["data"]?["valid"] == true)
        }
        book.call("POST", "/kms/v1/keys/\(tag)/get-pub-key", [:])
    }

    @Test("what is required of a key is refused when it is missing, and the rest is not")
    func required() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "", KMSFieldTables.answers)
            let members = "keyName keyType protectionType isAutoRotation memo"
            let order = Self.order.with(["memo": "all"])
            #expect(book.accepted(without: members, "POST", "/kms/v1/keys", order) == ["memo"])
            let key = "/kms/v1/keys/\(book.call("GET", "/kms/v1/keys")["data"]?["KeyList"]?[0]?["keyTag"]?.text ?? "")"
            #expect(book.accepted(without: "keyName", "PUT", key + "/name", ["keyName": "bills"]) == [])
            #expect(book.accepted(without: "ipList", "POST", key + "/acl", ["ipList": ["192.0.2.1"]]) == [])
            #expect(book.accepted(without: "plaintext", "POST", key + "/encrypt", ["plaintext": base64("a")]) == [])
            #expect(book.problems == [])
        }
    }
}
