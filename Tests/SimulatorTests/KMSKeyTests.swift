import Foundation
import OrderedJSON
import Testing

@testable import Simulator

/// Keys of Key Management Service, without their use. Source: api/kms.md §2–§4, §7.
@Suite("keys of KMS") struct KMSKeyTests {
    @Test("a key is created, shown and listed with the documented members, dates as milliseconds")
    func creation() async throws {
        try await withSimulator { client in
            let made = client.kms(
                "POST", "",
                [
                    "keyName": "orders", "keyType": "AES256", "protectionType": "COMMON_HSM", "isAutoRotation": true,
                    "rotationPeriod": 30, "memo": "주문",
                ])
            #expect(made.status == 200 && made.word == "SUCCESS")
            let tag = made.data["keyTag"]?.text ?? ""
            #expect((50...60).contains(tag.count))
            #expect(made.data["currentVersion"] == nil, "only the call for one key shows it")
            let key = client.kms("GET", "/" + tag).data
            #expect(
                key.members.keys == [
                    "keyId", "keyTag", "keyName", "keyType", "status", "keystoreId", "protectionType", "memo",
                    "isConvergent", "isAutoRotation", "rotationPeriod", "nextRotationDate", "registerDate", "nrn",
                    "baseUrl", "currentVersion",
                ])
            let registered = key["registerDate"]?.integer ?? 0
            #expect(key["nextRotationDate"]?.integer == registered + 30 * 86_400_000)
            #expect(key["memo"] == "주문" && key["status"] == "ENABLE" && key["currentVersion"] == 1)
            let list = client.kms("GET", "?pageNo=1&pageSize=200").data
            #expect(
                list["KeyList"]?[0]?.members.keys == [
                    "keyId", "keyTag", "keyName", "keyType", "status", "protectionType", "isConvergent", "registerDate",
                ])
            #expect(list["totalCount"] == 1 && list["currentPageNo"] == 1 && list["totalPageNo"] == 1)
        }
    }

    @Test(
        "what a creation may not say is refused with INVALID_REQUEST",
        arguments: [
            ["keyName": "ab"], ["keyName": "1abc"], ["keyName": "a.bc"], ["keyName": "abcdefghijklmnop"],
            ["keyName": "taken"], ["keyType": "AES128"], ["protectionType": "HSM"], ["isAutoRotation": "true"],
            ["isAutoRotation": nil], ["rotationPeriod": 30], ["isAutoRotation": true, "rotationPeriod": 731],
            ["isAutoRotation": true, "rotationPeriod": "30"], ["keyType": "ECDSA", "isConvergent": true],
            ["memo": .string(String(repeating: "m", count: 101))],
        ] as [JSON])
    func badCreation(change: JSON) async throws {
        try await withSimulator { client in
            _ = try client.makeKey("taken")
            let body: JSON = [
                "keyName": "good", "keyType": "AES256", "protectionType": "BASIC", "isAutoRotation": false,
            ]
            let reply = client.kms("POST", "", .object(body.members.merging(change.members) { $1 }))
            #expect(reply.status == 400 && reply.word == "INVALID_REQUEST" && reply.json["msg"] == "Invalid request")
        }
    }

    @Test("lists come in pages of 200 at most, and each boundary's host lists its own keys")
    func lists() async throws {
        try await withSimulator { client in
            for number in 1...3 { _ = try client.makeKey("key-\(number)") }
            let second = client.kms("GET", "?pageNo=2&pageSize=2").data
            #expect(second["KeyList"]?.elements.map { $0["keyName"] } == ["key-3"])
            #expect(second["totalPageNo"] == 2)
            #expect(client.kms("GET", "?pageSize=201").word == "INVALID_REQUEST")
            #expect(client.kms("GET", "?pageNo=0").word == "INVALID_REQUEST")
            let isolated = ["Host": "ocapi-kr.ncloud.com"]
            #expect(client.kms("GET", "", extra: isolated).data["totalCount"] == 0)
            let tag = try client.makeKey("fourth")
            #expect(client.kms("GET", "/" + tag, extra: isolated).word == "NOT_FOUND")
        }
    }

    @Test("statuses change as documented, and every other change is INVALID_STATUS")
    func statuses() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            func go(_ act: String) -> String { client.kms("POST", "/\(tag)/\(act)").word }
            let path: [(String, String)] = [
                ("enable", "INVALID_STATUS"), ("cancel-deletion", "INVALID_STATUS"), ("disable", "SUCCESS"),
                ("disable", "INVALID_STATUS"), ("rotate", "INVALID_STATUS"), ("request-deletion", "SUCCESS"),
                ("request-deletion", "INVALID_STATUS"), ("enable", "INVALID_STATUS"), ("cancel-deletion", "SUCCESS"),
                ("rotate", "INVALID_STATUS"), ("enable", "SUCCESS"), ("rotate", "SUCCESS"),
            ]
            for (act, word) in path { #expect(go(act) == word, "\(act)") }
            #expect(client.kms("POST", "/\(tag)/enable").status == 409)
            _ = client.control("POST", "quirks", ["quirks": ["kms-unprocessable"]])
            #expect(client.kms("POST", "/\(tag)/enable").status == 422)
            #expect(go("enable") == "UNPROCESSABLE_ENTITY")
        }
    }

    @Test("a key waits 72 hours for its deletion, visible all the while; DELETE ends it at once")
    func deletion() async throws {
        try await withSimulator { client in
            let (slow, quick) = (try client.makeKey("slow-key"), try client.makeKey("quick-key"))
            #expect(client.kms("DELETE", "/" + slow).word == "INVALID_STATUS")
            for tag in [slow, quick] {
                let reply = client.kms("POST", "/\(tag)/request-deletion").data
                #expect(reply["status"] == "REVOKE")
            }
            let rows = client.kms("GET").data["KeyList"]?.elements ?? []
            #expect(rows.map { $0["status"] } == ["REVOKE", "REVOKE"])
            let listed = rows[0]["registerDate"]?.integer ?? 0
            #expect(rows[0]["destroyDate"]?.integer == listed + 72 * 3_600_000)
            #expect(client.kms("PUT", "/\(slow)/memo", ["memo": "x"]).word == "INVALID_STATUS")
            let gone = client.kms("DELETE", "/" + quick)
            #expect(gone.word == "SUCCESS" && gone.json.members["data"] == .null)
            #expect(client.kms("GET", "/" + quick).word == "NOT_FOUND")
            client.pass(72 * 3600 - 1)
            #expect(client.kms("GET", "/" + slow).word == "SUCCESS")
            client.pass(1)
            #expect(client.kms("GET", "/" + slow).status == 404)
            #expect(client.kms("GET").data["totalCount"] == 0)
        }
    }

    @Test("a cancelled deletion does not happen when its time comes, and the key is disabled")
    func cancellation() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            _ = client.kms("POST", "/\(tag)/request-deletion")
            client.pass(71 * 3600)
            #expect(client.kms("POST", "/\(tag)/cancel-deletion").data["status"] == "DISABLE")
            client.pass(72 * 3600)
            let row = client.kms("GET").data["KeyList"]?[0]
            #expect(row?["status"] == "DISABLE" && row?["destroyDate"] == nil)
        }
    }

    @Test("name and memo change, the tag stays, and a taken name is refused")
    func names() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            _ = try client.makeKey("other")
            #expect(client.kms("PUT", "/\(tag)/name", ["keyName": "renamed"]).data["keyName"] == "renamed")
            #expect(client.kms("PUT", "/\(tag)/name", ["keyName": "other"]).word == "INVALID_REQUEST")
            #expect(client.kms("PUT", "/\(tag)/name", ["keyName": "renamed"]).word == "SUCCESS")
            #expect(client.kms("PUT", "/\(tag)/memo", ["memo": ""]).word == "SUCCESS")
            #expect(client.kms("GET", "/" + tag).data["keyName"] == "renamed")
        }
    }

    @Test("versions rotate by request and by time; only old ones of an enabled key are switched")
    func versions() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey("orders", "AES256", ["isAutoRotation": true, "rotationPeriod": 2])
            let next = client.kms("GET", "/" + tag).data["nextRotationDate"]
            #expect(client.kms("POST", "/\(tag)/rotate").data["version"] == 2)
            #expect(client.kms("GET", "/" + tag).data["nextRotationDate"] == next, "a manual rotation moves nothing")
            client.pass(5 * 86_400)
            let list = client.kms("GET", "/\(tag)/versions").data
            #expect(list["currentVersion"] == 4)
            #expect(list["versionList"]?.elements.map { $0["version"] } == [1, 2, 3, 4])
            #expect(
                list["versionList"]?[0]?.members.keys == ["version", "status", "statusDate", "rotatedDate"])
            let off = client.kms("POST", "/\(tag)/versions/1/disable").data
            #expect(off.members.keys == ["version", "status", "statusDate"] && off["status"] == "DISABLE")
            #expect(client.kms("POST", "/\(tag)/versions/4/disable").word == "INVALID_STATUS")
            #expect(client.kms("POST", "/\(tag)/versions/9/disable").word == "NOT_FOUND")
            _ = client.kms("POST", "/\(tag)/disable")
            #expect(client.kms("POST", "/\(tag)/versions/2/disable").word == "INVALID_STATUS")
            _ = client.kms("POST", "/\(tag)/enable")
            let again = client.kms("GET", "/\(tag)/versions").data["versionList"]?[0]
            #expect(again?["status"] == "DISABLE", "a version returns to the status it had")
        }
    }

    @Test("the period can be set only while rotation is automatic, and begins when it is switched on")
    func rotation() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            #expect(client.kms("PUT", "/\(tag)/rotation-period", ["rotationPeriod": 10]).word == "INVALID_STATUS")
            let on = client.kms("POST", "/\(tag)/enable-auto-rotation").data
            #expect(on["isAutoRotation"] == true && on["rotationPeriod"] == 90)
            #expect(client.kms("PUT", "/\(tag)/rotation-period", ["rotationPeriod": 0]).word == "INVALID_REQUEST")
            #expect(client.kms("PUT", "/\(tag)/rotation-period", ["rotationPeriod": 10]).data["rotationPeriod"] == 10)
            let off = client.kms("POST", "/\(tag)/disable-auto-rotation").data
            #expect(off["isAutoRotation"] == false && off["nextRotationDate"] == nil)
            client.pass(200 * 86_400)
            #expect(client.kms("GET", "/" + tag).data["currentVersion"] == 1)
        }
    }

    @Test("a hundred versions are no limit, unless the quirk says so", arguments: [true, false])
    func versionCap(isCapped: Bool) async throws {
        try await withSimulator(with { $0.quirks = isCapped ? [.kmsVersionCap] : [] }) { client in
            let tag = try client.makeKey()
            for _ in 2...100 { _ = client.kms("POST", "/\(tag)/rotate") }
            #expect(client.kms("POST", "/\(tag)/rotate").word == (isCapped ? "INVALID_STATUS" : "SUCCESS"))
        }
    }

    @Test("what was done is logged with who did it; looking is not, and failures are")
    func activities() async throws {
        try await withSimulator { client in
            let tag = try client.makeKey()
            _ = client.kms("POST", "/\(tag)/enable")
            _ = client.kms("GET", "/\(tag)/versions")
            let last = client.kms("GET", "/\(tag)/last-use-info").data
            #expect(last["data"]?["api"]?["result"] == "INVALID_STATUS")
            #expect(last["data"]?["kmsKey"]?.members.keys == ["keyTag", "keyName", "nrn"])
            #expect(last["requestor"]?["requestType"] == "API" && last["requestor"]?["ip"] == "127.0.0.1")
            #expect(last["timestamp"]?.text?.hasSuffix("Z") == true)
            let log = client.kms("GET", "/\(tag)/activities").data
            #expect(log["activityLogList"]?.elements.map { $0["data"]?["api"]?["name"] } == ["create", "enable"])
            #expect(log["totalCount"] == 2 && log["pageSize"] == 100)
            let found = client.kms("GET", "/\(tag)/activities?keyword=create").data["activityLogList"]
            #expect(found?.elements.count == 1)
            client.pass(2 * 86_400)
            #expect(client.kms("GET", "/\(tag)/activities").data["totalCount"] == 0, "one day by default")
            #expect(client.kms("GET", "/\(tag)/activities?timestampFrom=0").data["totalCount"] == 2)
        }
    }

    @Test("a world that is opened again has its keys, and decrypts what they encrypted")
    func persistence() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kms-\(UInt64.random(in: 0 ... .max))").path
        defer { for end in ["", ".lock"] { try? FileManager.default.removeItem(atPath: path + end) } }
        var kept: (tag: String, text: JSON) = ("", .null)
        try await withSimulator(with { $0.worldFile = path }) { client in
            kept.tag = try client.makeKey()
            kept.text =
                client.kms("POST", "/\(kept.tag)/encrypt", ["plaintext": base64("kept")]).data["ciphertext"] ?? ""
        }
        try await withSimulator(with { $0.worldFile = path }) { client in
            let reply = client.kms("POST", "/\(kept.tag)/decrypt", ["ciphertext": kept.text])
            #expect(reply.data["plaintext"] == base64("kept"))
        }
    }
}
