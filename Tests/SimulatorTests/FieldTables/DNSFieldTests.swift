import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the Global DNS answers") struct DNSFieldTests {
    private static let order: JSON = ["name": "example.com", "dnssecEnabled": false, "description": "mine"]

    private static func record(_ host: JSON, _ content: JSON = "192.0.2.1") -> JSON {
        ["host": host, "type": "A", "content": content, "ttl": 300]
    }

    @Test("the simulator has every call of the pages, and no other")
    func calls() {
        #expect(DNSFieldTables.answers.count == 19)
        #expect(RESTService.globalDNS.calls == Set(DNSFieldTables.answers.keys))
    }

    @Test("every call answers exactly the fields of the pages, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/dns/v2", DNSFieldTables.answers)
            let zone = makeZone(book)
            editRecords(book, of: zone)
            editBatch(book, of: zone)
            let begun = book.call("POST", "\(zone)/records/apply")["id"]?.text ?? ""
            let path = "\(zone)/records/operations/\(begun)"
            #expect(book.call("GET", path)["metadata"]?["phase"]?.text?.isEmpty == false)
            client.pass(60)
            let done = book.call("GET", path)
            #expect(done["done"] == true && done["metadata"]?["endDateTime"] != nil)
            book.call("GET", "\(zone)/records/operations")
            #expect(book.call("GET", zone)["soa"]?["serial"]?.integer == 1)
            book.call("GET", "\(zone)/records?pageSize=100")
            book.call("PUT", zone, ["dnssecEnabled": true])
            client.pass(60)
            book.call("GET", "/domains")
            #expect(book.call("GET", zone).members["description"] == .some(.null), "what is left out goes")
            remove(book, zone)
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    /// The path of a zone.
    private func makeZone(_ book: RESTAnswerBook) -> String {
        let begun = book.call("POST", "/domains", Self.order)["id"]?.text ?? ""
        book.call("GET", "/domains/operations/\(begun)")
        book.client.pass(60)
        let results = book.call("GET", "/domains/operations/\(begun)")["results"]
        book.call("GET", "/domains/operations")
        let zone = "/domains/\(results?["0"]?["domainNo"]?.text ?? "")"
        #expect(book.call("GET", zone)["recordCount"] == 0)
        return zone
    }

    private func editRecords(_ book: RESTAnswerBook, of zone: String) {
        let made = book.call("POST", zone + "/records", Self.record("www"))
        let path = "\(zone)/records/\(made["recordNo"]?.text ?? "")"
        book.call("PUT", path, Self.record("www", "192.0.2.9"))
        #expect(book.call("GET", path)["content"] == "192.0.2.9")
        book.call("DELETE", path)
        book.call("POST", zone + "/records/rollback")
    }

    private func editBatch(_ book: RESTAnswerBook, of zone: String) {
        let path = zone + "/records/batch-"
        let made = book.call("POST", path + "create", ["records": [Self.record("a"), Self.record("b")]])
        let numbers: [JSON] = made["records"]?.elements.map { $0["recordNo"] ?? .null } ?? []
        guard numbers.count == 2 else { return #expect(Bool(false), "\(made)") }
        let changed = Self.record("a", "192.0.2.7").with(["recordNo": numbers[0]])
        book.call("POST", path + "update", ["records": [changed]])
        book.call("POST", path + "delete", ["recordNos": [numbers[1]]])
    }

    private func remove(_ book: RESTAnswerBook, _ zone: String) {
        let rows = book.call("GET", "\(zone)/records?type=A")["content"]?.elements ?? []
        book.call("POST", "\(zone)/records/batch-delete", ["recordNos": .array(rows.compactMap { $0["recordNo"] })])
        book.call("POST", "\(zone)/records/apply")
        book.client.pass(60)
        book.call("DELETE", zone)
        book.client.pass(60)
    }

    @Test("what is required is refused when it is missing, and the rest is not")
    func required() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/dns/v2", DNSFieldTables.answers)
            let zone = makeZone(book)
            #expect(
                book.accepted(without: "name dnssecEnabled", "POST", "/domains", Self.order.with(["name": "b.com"]))
                    == [])
            #expect(book.accepted(without: "dnssecEnabled description", "PUT", zone, Self.order) == ["description"])
            #expect(book.accepted(without: "type content ttl", "POST", zone + "/records", Self.record("www")) == [])
            let batch: JSON = ["records": [Self.record("www")]]
            #expect(book.accepted(without: "records", "POST", zone + "/records/batch-create", batch) == [])
            let numbers: JSON = ["recordNos": [1]]
            #expect(book.accepted(without: "recordNos", "POST", zone + "/records/batch-delete", numbers) == [])
            book.call("POST", zone + "/records/batch-create", batch)
            #expect(book.problems == [])
        }
    }
}
