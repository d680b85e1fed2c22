import OrderedJSON
import Testing

@testable import Simulator

/// Source: the pages of pub-global-dns-v2 and gov-global-dns-v2; api/other-services.md §1, §4.
@Suite("Global DNS of the simulator") struct DNSTests {
    /// Calls of the service.
    private struct DNS {
        let client: TestClient

        func send(_ method: String, _ path: String, _ body: JSON? = nil) -> TestClient.Reply {
            client.send(method, "/dns/v2" + path, body: body?.serialized() ?? "", type: "application/json")
        }

        /// The number of a new zone, which is ready.
        func zone(_ name: String = "example.com") -> String {
            let begun = send("POST", "/domains", ["name": .string(name), "dnssecEnabled": false])
            client.pass(10)
            return send("GET", "/domains/operations/\(begun.json["id"]?.text ?? "")").json["results"]?["0"]?[
                "domainNo"]?.text ?? ""
        }

        func add(_ records: [JSON], to zone: String) -> TestClient.Reply {
            send("POST", "/domains/\(zone)/records/batch-create", ["records": .array(records)])
        }

        func apply(_ zone: String) -> JSON { send("POST", "/domains/\(zone)/records/apply").json }

        func records(_ zone: String) -> [JSON] {
            send("GET", "/domains/\(zone)/records?pageSize=1000").json["content"]?.elements ?? []
        }
    }

    private static func record(_ host: String, _ type: String, _ content: String, ttl: Int64 = 300) -> JSON {
        ["host": .string(host), "type": .string(type), "content": .string(content), "ttl": .integer(ttl)]
    }

    private func withDNS(_ body: (DNS) throws -> Void) async throws {
        try await withSimulator { try body(DNS(client: $0)) }
    }

    @Test("a zone is made by an operation, whose results tell its number, and answered in its documented members")
    func creation() async throws {
        try await withDNS { dns in
            let begun = dns.send(
                "POST", "/domains", ["name": "Example.com", "dnssecEnabled": true, "description": "mine"])
            #expect(begun.status == 202 && begun.headers["retry-after"] == "1")
            #expect(Set(begun.json.members.keys) == ["id", "done", "metadata"])
            #expect(
                begun.json["metadata"]?["operationType"] == "CREATE"
                    && begun.json["metadata"]?["resourceType"] == "domains")
            let path = "/domains/operations/\(begun.json["id"]?.text ?? "")"
            #expect(dns.send("GET", path).json["metadata"]?["phase"] == "APPLYING")
            let listed = dns.send("GET", "/domains").json["content"]?[0]
            #expect(listed?["status"] == "PROCESSING" && listed?["applied"] == false)
            dns.client.pass(2)
            #expect(dns.send("GET", path).json["metadata"]?["phase"] == "SYNCHRONIZING")
            dns.client.pass(3)
            let done = dns.send("GET", path)
            #expect(done.json["done"] == true && done.headers["retry-after"] == nil)
            let metadata = done.json["metadata"]?.members ?? [:]
            #expect(Set(metadata.keys) == ["operationType", "resourceType", "startDateTime", "endDateTime"])
            let number = done.json["results"]?["0"]?["domainNo"]?.text ?? ""
            let zone = dns.send("GET", "/domains/\(number)").json
            let members = [
                "domainNo", "name", "applied", "dnssecEnabled", "status", "description", "recordCount", "soa",
            ]
            #expect(Array(zone.members.keys) == members)
            #expect(zone["name"] == "example.com" && zone["status"] == "SUCCEEDED" && zone["recordCount"] == 0)
            #expect(zone["soa"]?.members.values.allSatisfy { $0 == .null } == true)
        }
    }

    @Test("records wait until they are applied, are rolled back before, and are answered in their documented members")
    func editing() async throws {
        try await withDNS { dns in
            let zone = dns.zone()
            let added = dns.add(
                [Self.record("www", "A", "192.0.2.1"), Self.record("@", "MX", "10 mail.example.com")], to: zone)
            #expect(added.status == 201 && added.json["records"]?.elements.count == 2)
            #expect(dns.records(zone).allSatisfy { $0["applied"] == false })
            #expect(dns.send("POST", "/domains/\(zone)/records/rollback").status == 204)
            #expect(dns.records(zone).isEmpty)

            _ = dns.add([Self.record("www", "A", "192.0.2.1")], to: zone)
            _ = dns.apply(zone)
            dns.client.pass(10)
            let applied = dns.records(zone)
            #expect(applied.map { $0["type"]?.text ?? "" } == ["A", "SOA", "NS", "NS"])
            #expect(applied.allSatisfy { $0["applied"] == true })
            #expect(applied.map { $0["defaultRecord"]?.bool } == [false, true, true, true])
            let documented = ["domainNo", "domainName", "recordNo", "host", "name", "type", "content", "ttl"]
            #expect(Array(applied[0].members.keys.prefix(8)) == documented)
            let number = applied[0]["recordNo"]?.text ?? ""
            let changed = Self.record("www", "A", "192.0.2.9")
            #expect(dns.send("PUT", "/domains/\(zone)/records/\(number)", changed).json["applied"] == false)
            #expect(dns.send("DELETE", "/domains/\(zone)/records/\(number)").status == 204)
            #expect(dns.send("GET", "/domains/\(zone)/records/\(number)").code == "ResourceNotFound")
            #expect(dns.send("POST", "/domains/\(zone)/records/rollback").status == 204)
            #expect(dns.send("GET", "/domains/\(zone)/records/\(number)").json["content"] == "192.0.2.1")
        }
    }

    @Test("a signed zone shows its key, which nobody deletes and which keeps no zone")
    func signing() async throws {
        try await withDNS { dns in
            let zone = dns.zone()
            #expect(dns.send("PUT", "/domains/\(zone)", ["dnssecEnabled": true]).status == 202)
            dns.client.pass(10)
            let added = dns.add([Self.record("www", "A", "192.0.2.1")], to: zone).json["records"]?[0]?["recordNo"]
            _ = dns.apply(zone)
            dns.client.pass(10)
            let key = dns.records(zone).first { $0["type"] == "DNSKEY" }
            #expect(key?["defaultRecord"] == false && key?["applied"] == true)
            let path = "/domains/\(zone)/records/batch-delete"
            #expect(dns.send("POST", path, ["recordNos": [key?["recordNo"] ?? .null]]).code == "CannotDelete")
            #expect(dns.send("POST", path, ["recordNos": [added ?? .null]]).status == 204)
            _ = dns.apply(zone)
            dns.client.pass(10)
            #expect(dns.send("DELETE", "/domains/\(zone)").status == 202)
        }
    }

    @Test("an apply validates the whole zone, one after the other, and a failed one publishes nothing")
    func applying() async throws {
        try await withDNS { dns in
            let zone = dns.zone()
            _ = dns.add([Self.record("www", "A", "192.0.2.1"), Self.record("www", "CNAME", "a.com")], to: zone)
            let (first, second) = (dns.apply(zone), dns.apply(zone))
            #expect(second["metadata"]?["phase"] == "WAITING")
            dns.client.pass(2)
            let operations = "/domains/\(zone)/records/operations"
            let failed = dns.send("GET", "\(operations)/\(first["id"]?.text ?? "")").json
            #expect(failed["done"] == true && failed["error"]?["errorCode"] == "InvalidOperation")
            #expect(dns.records(zone).allSatisfy { $0["applied"] == false })
            dns.client.pass(20)
            #expect(dns.send("GET", operations).json["content"]?.elements.allSatisfy { $0["done"] == true } == true)
            #expect(dns.send("GET", "/domains/operations").json["totalElements"] == 1)
        }
    }

    @Test("what is not valid is refused by a word, a batch as a whole, and numbers of nobody as those of others")
    func refusals() async throws {
        try await withDNS { dns in
            let zone = dns.zone()
            let many = (0..<501).map { Self.record("h\($0)", "A", "192.0.2.1") }
            #expect(dns.add(many, to: zone).code == "InvalidParameter")
            let mixed = dns.add([Self.record("a", "A", "192.0.2.1"), Self.record("b", "A", "x")], to: zone)
            #expect(mixed.status == 400 && mixed.json["failures"]?[0]?["index"] == 1)
            #expect(dns.records(zone).isEmpty)
            for wrong in [
                Self.record("_dmarc", "A", "192.0.2.1"), Self.record("@", "NS", "a.com"), Self.record("a", "SOA", "x"),
                Self.record("a", "A", "192.0.2.1", ttl: 0), Self.record("a b", "TXT", "v"),
            ] { #expect(dns.add([wrong], to: zone).code == "InvalidParameter", "\(wrong)") }
            for right in [
                Self.record("_dmarc", "TXT", "v=DMARC1"), Self.record("_sip._tcp", "SRV", "0 5 5060 a.com"),
                Self.record("s1_a._domainkey", "CNAME", "dkim.a.com"),
            ] { #expect(dns.add([right], to: zone).status < 300, "\(right)") }
            #expect(
                dns.send("POST", "/domains", ["name": "example.com", "dnssecEnabled": false]).code == "AlreadyExists")
            #expect(
                dns.send("POST", "/domains", ["name": "example", "dnssecEnabled": false]).code == "InvalidParameter")
            #expect(dns.send("POST", "/domains", ["name": "b.com"]).code == "InvalidParameter")
            for path in ["/domains/7", "/domains/7/records"] {
                let reply = dns.send("GET", path)
                #expect(reply.status == 403 && reply.code == "Forbidden")
            }
            let numbers: JSON = ["recordNos": [1]]
            #expect(dns.send("POST", "/domains/\(zone)/records/batch-delete", numbers).code == "ResourceNotFound")
            #expect(dns.send("GET", "/domains?pageSize=1001").code == "InvalidParameter")
        }
    }

    @Test("a record changed by a control call waits until the zone is applied, by a control call too")
    func meddling() async throws {
        try await withDNS { dns in
            let zone = dns.zone()
            _ = dns.add([Self.record("www", "A", "192.0.2.1")], to: zone)
            _ = dns.apply(zone)
            dns.client.pass(10)
            func www() -> JSON? { dns.records(zone).first { $0["host"] == "www" } }
            let number = www()?["recordNo"]?.text ?? ""
            let change: JSON = ["table": "dnsRecord", "id": .string(number), "set": ["content": "192.0.2.9"]]
            #expect(dns.client.control("POST", "change", change).status == 200)
            #expect(www()?["content"] == "192.0.2.9" && www()?["applied"] == false)
            #expect(dns.client.control("POST", "dns-apply", ["zone": "example.org"]).status == 404)
            #expect(dns.client.control("POST", "dns-apply", ["zone": "example.com"]).status == 200)
            dns.client.pass(10)
            #expect(www()?["applied"] == true)
        }
    }

    @Test("a zone goes only when no record is left, and those of the service go with it")
    func deletion() async throws {
        try await withDNS { dns in
            let zone = dns.zone()
            let added = dns.add([Self.record("www", "A", "192.0.2.1")], to: zone)
            _ = dns.apply(zone)
            dns.client.pass(10)
            #expect(dns.send("DELETE", "/domains/\(zone)").status == 409)
            let system = dns.records(zone).first { $0["type"] == "SOA" }?["recordNo"] ?? .null
            let own = added.json["records"]?[0]?["recordNo"] ?? .null
            let path = "/domains/\(zone)/records/batch-delete"
            #expect(dns.send("POST", path, ["recordNos": [system]]).code == "CannotDelete")
            #expect(dns.send("POST", path, ["recordNos": [own]]).status == 204)
            #expect(dns.send("DELETE", "/domains/\(zone)").status == 409, "it is not applied yet")
            _ = dns.apply(zone)
            dns.client.pass(10)
            #expect(dns.send("DELETE", "/domains/\(zone)").status == 202)
            #expect(dns.send("GET", "/domains/\(zone)").json["status"] == "PROCESSING")
            dns.client.pass(10)
            #expect(dns.send("GET", "/domains/\(zone)").status == 403)
            #expect(dns.send("GET", "/domains").json["totalElements"] == 0)
        }
    }
}
