import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: pub-global-dns-v2-domains-listdomains, -updatedomain.
@Suite("settings of zones") struct DnsZoneSettingsTests {
    @Test("a setting that neither the manifest nor the cloud shows keeps the others from being changed")
    func unknownSettings() async throws {
        func change(_ live: Attributes, _ desired: Attributes) async throws -> FakeSession {
            let session = FakeSession(answers: ["/domains/7": ["id": "op", "done": true]])
            try await operations("DnsZone").update(
                LiveObject(kind: "DnsZone", id: "7", attributes: live), to: wanted("DnsZone", "a", desired),
                through: session)
            return session
        }
        let signed: Attributes = ["name": "a.com", "description": "", "dnssec": true]
        let whole = try await change(signed, ["description": "new"])
        #expect(whole.requests("/domains/7").map(\.body) == [["dnssecEnabled": true, "description": "new"]])
        await #expect(throws: StepFailure.self) {
            _ = try await change(["name": "a.com", "description": "", "dnssec": .null], ["description": "new"])
        }
        await #expect(throws: StepFailure.self) {
            _ = try await change(["name": "a.com", "description": .null, "dnssec": true], ["dnssec": false])
        }
        let given = try await change(["name": "a.com", "dnssec": true], ["dnssec": false, "description": ""])
        #expect(given.requests("/domains/7").map(\.body) == [["dnssecEnabled": false, "description": nil]])
    }

    @Test("a description that is not set is shown as empty, and one that is not shown is not known")
    func descriptions() async throws {
        let zones: [JSON] = [
            ["domainNo": 7, "name": "a.com", "description": nil, "dnssecEnabled": false],
            ["domainNo": 8, "name": "b.com", "dnssecEnabled": false],
        ]
        let page: JSON = ["pageNo": 0, "pageSize": 1000, "totalElements": 2, "content": .array(zones)]
        let session = FakeSession(answers: ["/domains": page])
        let found = try await operations("DnsZone").list(ReadScope(fields: []), from: session)
        #expect(found.map { $0.attributes["description"] } == ["", .null])
    }

    @Test(
        "records that no manifest can have are the service's own, whatever it says of them",
        arguments: ["SOA", "DNSKEY", "NSEC3", "RRSIG", "HTTPS"])
    func ofService(_ type: String) throws {
        func record(_ type: String) -> ZoneRecord? {
            ZoneRecord([
                "recordNo": 1, "host": "a", "type": .string(type), "content": "x", "ttl": 300, "applied": false,
                "defaultRecord": false,
            ])
        }
        let own = try #require(record(type))
        #expect(own.isOfService && !own.isPlain && !own.isWaiting)
        #expect(RecordSet.types.allSatisfy { record($0)?.isPlain == true })
    }
}
