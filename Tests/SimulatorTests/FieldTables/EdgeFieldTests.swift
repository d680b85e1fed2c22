import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the Global Edge answers") struct EdgeFieldTests {
    private static let slot: JSON = [
        "serviceRegion": "KR_JP", "tlsVersion": "TLS_ALL_VERSIONS", "cipherProfile": "DEFAULT",
    ]

    @Test("the simulator has every call of the pages, and no other")
    func calls() {
        #expect(EdgeFieldTables.answers.count == 21)
        #expect(RESTService.globalEdge.calls == Set(EdgeFieldTables.answers.keys))
    }

    @Test("every call answers exactly the fields of the pages, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v1", EdgeFieldTables.answers)
            let profile = book.call("POST", "/profile", ["name": "shop"])["result"]?["profileId"] ?? .null
            #expect(book.call("GET", "/profiles/validation?name=shop")["result"] == false)
            book.call("PUT", "/profiles/\(profile.text ?? "")", ["name": "shop-front"])
            #expect(book.call("GET", "/profiles")["result"]?[0]?["profileName"] == "shop-front")
            keepEdge(book, in: profile)
            keepCertificate(book)
            #expect(book.call("DELETE", "/profiles/\(profile.text ?? "")")["result"] == true)
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private func keepEdge(_ book: RESTAnswerBook, in profile: JSON) {
        let order = EdgeTests.document.with(["profileId": profile])
        let number = book.call("POST", "/cdn-edge", order)["result"]?["edgeId"] ?? .null
        let (id, edges): (String, JSON) = (number.text ?? "", ["edges": [number]])
        func settle() { book.client.pass(120) }
        settle()
        let shown = book.call("GET", "/cdn-edge/\(id)")["result"] ?? .null
        book.call("PUT", "/cdn-edges/\(id)", shown.with(["managedRule": ["http2": false]]))
        settle()
        #expect(book.call("GET", "/cdn-edge/\(id)")["result"]?["managedRule"]?["http2"] == false)
        let listed = book.call("GET", "/profiles/\(profile.text ?? "")/cdn-edges")["result"]?[0]
        #expect(listed?["serviceRegionType"] == "KOREA" && listed?["originalCopyDomain"] == "www.example.com")
        let purge = book.call("POST", "/purge", ["edgeId": number, "purgeType": "ALL"])["result"]?[0]
        book.call("GET", "/purge/\(purge?.text ?? "")")
        for place in ["stop", "activate", "stop"] {
            book.call("POST", "/cdn-edges/\(place)", edges)
            settle()
        }
        #expect(book.call("GET", "/cdn-edges/\(id)/status")["result"] == "STOPPED")
        book.call("DELETE", "/cdn-edges", edges)
        settle()
    }

    private func keepCertificate(_ book: RESTAnswerBook) {
        let numbers = ["front", "front-2"].map { name in
            book.client.control("POST", "certificates", ["name": .string(name)]).json["certificateNo"] ?? .null
        }
        let path = "/certificate/provisioning"
        func settle() { book.client.pass(120) }
        let made = book.call("POST", path, Self.slot.with(["cmCertificateIds": [numbers[0]]]))
        let slot = "\(path)/\(made["result"]?["slotId"]?.text ?? "")"
        settle()
        book.call("PUT", slot + "/certificates/tls", ["tlsVersion": "TLS_MIN_VERSION_1_2", "cipherProfile": "STRICT"])
        settle()
        #expect(book.call("GET", path)["result"]?["content"]?[0]?["cipherProfile"] == "STRICT")
        book.call("POST", slot, ["cmCertificateId": numbers[1]])
        settle()
        let certificates = book.call("GET", slot)["result"]?["certificates"]?.elements ?? []
        #expect(certificates.map { $0["serviceRegion"] } == ["KR_JP", "GLOBAL"])
        book.call("DELETE", slot)
    }

    @Test("what is required is refused when it is missing")
    func required() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v1", EdgeFieldTables.answers)
            #expect(book.accepted(without: "name", "POST", "/profile", ["name": "shop"]) == [])
            let profile = book.call("POST", "/profile", ["name": "shop"])["result"]?["profileId"] ?? .null
            let order = EdgeTests.document.with(["profileId": profile])
            let members = """
                profileId edgeName distributionConfig originalCopyConfig cachingConfig managedRule headerPolicies \
                optimizationConfig accessControl
                """
            #expect(book.accepted(without: members, "POST", "/cdn-edge", order) == [])
            let certificate = client.control("POST", "certificates", ["name": "front"]).json["certificateNo"] ?? .null
            let slot = Self.slot.with(["cmCertificateIds": [certificate]])
            let path = "/certificate/provisioning"
            let parts = "serviceRegion cmCertificateIds tlsVersion cipherProfile"
            #expect(book.accepted(without: parts, "POST", path, slot) == [])
            book.call("POST", "/cdn-edge", order)
            book.call("POST", path, slot)
            #expect(book.problems == [], "whole, each of them is accepted")
        }
    }
}
