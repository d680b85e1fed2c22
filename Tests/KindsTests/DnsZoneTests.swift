import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/other-services.md §4; pub-global-dns-v2-records-….
@Suite("zones, call by call") struct DnsZoneTests {
    private static let path = "/domains/7/records"

    private static func record(
        _ number: Int64, _ host: String, _ type: String, _ content: String, ttl: Int64 = 300, applied: Bool = true,
        _ more: JSON = [:]
    ) -> JSON {
        let own: JSON = [
            "recordNo": .integer(number), "host": .string(host), "type": .string(type), "content": .string(content),
            "ttl": .integer(ttl), "applied": .bool(applied), "defaultRecord": false,
        ]
        return .object(own.members.merging(more.members) { $1 })
    }

    private static func page(_ records: [JSON]) -> JSON {
        ["pageNo": 0, "pageSize": 1000, "totalElements": .integer(Int64(records.count)), "content": .array(records)]
    }

    private static func session(_ records: [JSON], applying: JSON = ["id": "op", "done": true]) -> FakeSession {
        FakeSession(answers: ["\(path)": page(records), "\(path)/apply": applying])
    }

    private static func sets(_ sets: (String, String, [String])...) -> Value {
        .list(sets.map { ["host": .string($0), "type": .string($1), "values": Value(texts: $2)] })
    }

    /// Brings a zone with these records to others.
    private static func update(
        _ session: FakeSession, from live: Value, to desired: Value, isResumed: Bool = false
    ) async throws {
        try await operations("DnsZone").update(
            LiveObject(kind: "DnsZone", id: "7", attributes: ["name": "a.com", "records": live]),
            to: wanted("DnsZone", "a", ["name": "a.com", "records": desired], isResumed: isResumed), through: session)
    }

    @Test("a value that a set has twice, in whatever spelling, is one record")
    func twice() {
        let set: Value = ["host": "www", "type": "AAAA", "values": ["2001:db8::1", "2001:0db8:0::1", "2001:db8::2"]]
        #expect(RecordSet.records(of: .list([set])).map(\.value) == ["2001:db8::1", "2001:db8::2"])
    }

    @Test("records are read as sets; those of the zone itself, aliases and what waits are left out")
    func reading() {
        let records = [
            Self.record(1, "@", "NS", "ns1.example.com.", ["defaultRecord": true]),
            Self.record(2, "WWW", "A", "192.0.2.2"), Self.record(3, "www", "A", "192.0.2.1"),
            Self.record(4, "lb", "A", "192.0.2.4", ["loadBalancerNo": 9]),
            Self.record(5, "new", "TXT", "hello", applied: false),
            Self.record(6, "mix", "A", "192.0.2.6", ttl: 60), Self.record(7, "mix", "A", "192.0.2.7"),
        ].compactMap { ZoneRecord($0) }
        #expect(
            RecordSet.sets(of: records.filter(\.isPlain)) == [
                ["host": "mix", "type": "A", "ttl": .null, "values": ["192.0.2.6", "192.0.2.7"]],
                ["host": "www", "type": "A", "ttl": 300, "values": ["192.0.2.1", "192.0.2.2"]],
            ])
        #expect(records.map(\.isPlain) == [false, true, true, false, true, true, true])
        #expect(ZoneRecord(["host": "a"]) == nil)
    }

    @Test("records that stay are not touched, others take new values, and the rest is made or deleted")
    func edits() {
        func record(_ number: Int64?, _ value: String, ttl: Int64 = 300, host: String = "www") -> ZoneRecord {
            ZoneRecord(number: number, host: host, type: "A", value: value, ttl: ttl)
        }
        let edit = ZoneEdit(
            from: [
                record(1, "192.0.2.1"), record(2, "192.0.2.2"), record(3, "192.0.2.3"),
                record(4, "192.0.2.4", host: "b"),
            ],
            to: [
                record(nil, "192.0.2.2", ttl: 60), record(nil, "192.0.2.1"), record(nil, "192.0.2.9"),
                record(nil, "192.0.2.5", host: "c"),
            ])
        #expect(edit.changes == [record(2, "192.0.2.2", ttl: 60), record(3, "192.0.2.9")])
        #expect(edit.deletions == [record(4, "192.0.2.4", host: "b")])
        #expect(edit.additions == [record(nil, "192.0.2.5", host: "c")])
        let names = ZoneEdit(
            from: [ZoneRecord(number: 1, host: "a", type: "CNAME", value: "b.com.", ttl: 300)],
            to: [ZoneRecord(host: "a", type: "CNAME", value: "b.com", ttl: 300)])
        #expect(names.isEmpty)
    }

    @Test("all changes come before one apply, 500 records a call")
    func batches() async throws {
        let many = (0..<501).map { "192.0.\($0 / 250).\($0 % 250)" }
        let session = Self.session([Self.record(1, "old", "A", "192.0.2.1")])
        try await Self.update(
            session, from: Self.sets(("old", "A", ["192.0.2.1"])), to: Self.sets(("www", "A", many)))
        #expect(
            session.events == [
                .read(Self.path), .change("\(Self.path)/batch-delete"), .change("\(Self.path)/batch-create"),
                .change("\(Self.path)/batch-create"), .change("\(Self.path)/apply"), .wait("ready"),
            ])
        #expect(session.requests("\(Self.path)/batch-create").map { $0.body?["records"]?.elements.count } == [500, 1])
        #expect(session.requests("\(Self.path)/batch-delete")[0].body == ["recordNos": [1]])
    }

    @Test("an operation is followed to its end, and kept for the run that goes on")
    func following() async throws {
        let operation = "\(Self.path)/operations/op"
        let session = FakeSession(
            answers: [
                Self.path: Self.page([]), "\(Self.path)/apply": ["id": "op", "done": false],
                operation: ["id": "op", "done": true],
            ],
            memory: ["operation": .string("/domains/7/records/operations/earlier")])
        try await Self.update(session, from: [], to: Self.sets(("www", "A", ["192.0.2.1"])), isResumed: true)
        let reads = session.events.filter { if case .read = $0 { true } else { false } }
        #expect(reads == [.read("/domains/7/records/operations/earlier"), .read(Self.path), .read(operation)])
        #expect(session.memory["records"] == ["www A 192.0.2.1 300"])
    }

    @Test("when the service rejects the zone, all is rolled back and said")
    func rejection() async throws {
        let failed: JSON = ["id": "op", "done": true, "error": ["errorCode": "InvalidOperation", "message": "no"]]
        let session = Self.session([], applying: failed)
        await #expect(throws: StepFailure.self) {
            try await Self.update(session, from: [], to: Self.sets(("www", "A", ["192.0.2.1"])))
        }
        #expect(session.events.last == .change("\(Self.path)/rollback"))
    }

    @Test("what others did not apply is left to them, and what a dead run did not is gone on with")
    func foreign() async throws {
        let waiting = [Self.record(5, "www", "A", "192.0.2.9", applied: false)]
        let session = Self.session(waiting)
        await #expect(throws: StepFailure.self) {
            try await Self.update(session, from: [], to: Self.sets(("www", "A", ["192.0.2.1"])))
        }
        #expect(session.events == [.read(Self.path)])

        let own = FakeSession(
            answers: [Self.path: Self.page(waiting), "\(Self.path)/apply": ["id": "op", "done": true]],
            memory: ["records": ["www A 192.0.2.9 300"]])
        try await Self.update(own, from: [], to: Self.sets(("www", "A", ["192.0.2.1"])))
        #expect(own.requests("\(Self.path)/batch-update").count == 1)

        // What waits is what is desired: only the apply is missing.
        let resumed = Self.session(waiting)
        try await Self.update(resumed, from: [], to: Self.sets(("www", "A", ["192.0.2.9"])))
        #expect(resumed.events == [.read(Self.path), .change("\(Self.path)/apply"), .wait("ready")])
    }

    @Test("a set that others created after the plan is not changed, and one that is as desired needs no change")
    func createdMeanwhile() async throws {
        let theirs = [Self.record(1, "www", "A", "192.0.2.9")]
        for desired in [["192.0.2.1"], ["192.0.2.1", "192.0.2.9"]] {
            let session = Self.session(theirs)
            await #expect(throws: StepFailure.self) {
                try await Self.update(session, from: [], to: Self.sets(("www", "A", desired)))
            }
            #expect(session.events == [.read(Self.path)])
        }
        let same = Self.session(theirs)
        try await Self.update(same, from: [], to: Self.sets(("www", "A", ["192.0.2.9"])))
        #expect(same.events == [.read(Self.path), .wait("ready")])
        // What an earlier run began may be there in part.
        let resumed = Self.session(theirs)
        try await Self.update(
            resumed, from: [], to: Self.sets(("www", "A", ["192.0.2.1", "192.0.2.9"])), isResumed: true)
        #expect(resumed.requests("\(Self.path)/batch-create").count == 1)
    }

    @Test("a record that came after the plan stays")
    func latecomers() async throws {
        let session = Self.session([
            Self.record(1, "www", "A", "192.0.2.1"), Self.record(2, "late", "A", "192.0.2.2"),
        ])
        try await Self.update(session, from: Self.sets(("www", "A", ["192.0.2.1"])), to: [])
        #expect(session.requests("\(Self.path)/batch-delete").map(\.body) == [["recordNos": [1]]])
    }

    @Test(
        "a record of which the cloud does not say whether it waits, or whose it is, stops the publication",
        arguments: ["applied", "defaultRecord"])
    func unknownRecords(flag: String) async throws {
        let session = Self.session([
            Self.record(1, "www", "A", "192.0.2.1"), Self.record(2, "app", "A", "192.0.2.2", [flag: .null]),
        ])
        await #expect(throws: StepFailure.self) {
            try await Self.update(session, from: Self.sets(("www", "A", ["192.0.2.1"])), to: [])
        }
        #expect(session.events == [.read(Self.path)])
    }

    @Test("SOA and NS records of the zone itself are never deleted, whatever the cloud says of them")
    func recordsOfService() async throws {
        let session = Self.session([
            Self.record(1, "@", "SOA", "ns1.example.com. 1 2 3 4 5"), Self.record(2, "@", "NS", "ns1.example.com."),
            Self.record(3, "www", "A", "192.0.2.1"), Self.record(4, "sub", "NS", "ns1.example.org."),
        ])
        try await operations("DnsZone").delete(
            LiveObject(kind: "DnsZone", id: "7", attributes: ["name": "a.com"]), through: session)
        #expect(session.requests("\(Self.path)/batch-delete").map(\.body) == [["recordNos": [3, 4]]])
    }

    @Test("an apply that is not answered with an operation is pending, not done")
    func noOperation() async throws {
        let session = Self.session([], applying: ["status": "ok"])
        do {
            try await Self.update(session, from: [], to: Self.sets(("www", "A", ["192.0.2.1"])))
            Issue.record("it counts as done")
        } catch StepFailure.pending(let text) {
            #expect(text.contains("does not show its operation"))
        }
    }

    @Test("a zone that went away shows by the list alone, and a missing permission is no zone that went away")
    func vanished() async throws {
        let denied = APIFailure(
            endpoint: "test", status: 403, envelope: .gateway, code: "Forbidden", classification: .refused)
        let gone = FakeSession(answers: ["/domains": Self.page([])], failures: [Self.path: denied])
        #expect(try await DnsZoneOperations.records(of: "7", from: gone) == nil)
        let there = FakeSession(
            answers: ["/domains": Self.page([["domainNo": 7, "name": "a.com"]])], failures: [Self.path: denied])
        await #expect(throws: APIFailure.self) { try await DnsZoneOperations.records(of: "7", from: there) }
    }

    @Test("a zone with changes of others that wait is a problem, except for what is desired or continued")
    func unapplied() {
        let address = Address(kind: "DnsZone", name: "a")
        func told(_ waiting: [String], isResumed: Bool = false) -> [Preflight.Problem] {
            let desired: Attributes = ["name": "a.com", "records": Self.sets(("@", "MX", ["10 mail.a.com"]))]
            let subject = Preflight.Subject(
                address, desired, changed: ["records"], isNew: false, isResumed: isResumed)
            let seen = desired.merging(["unapplied": Value(texts: waiting)]) { own, _ in own }
            let scene = Preflight.Scene(
                ["DnsZone": [Preflight.Scene.Neighbour(address: address, id: "7", attributes: seen)]], readKinds: [])
            return RecordPreflight.unapplied.problems(subject, scene)
        }
        #expect(told([]).isEmpty)
        #expect(told(["@ MX 10 mail.a.com 300"]).isEmpty)
        #expect(told(["@ MX 10 evil.example.net 300"], isResumed: true).isEmpty)
        let problem = told(["@ MX 10 evil.example.net 300"]).first
        #expect(problem?.message == "a.com has 1 record that someone else changed and did not apply")
        #expect(problem?.notes == ["@ MX 10 evil.example.net 300"])
    }

    @Test("changes take the calls that they need, once per 500 records, and one apply")
    func calls() throws {
        let kind = try #require(DriverCatalog.ncloud["DnsZone"]?.kind)
        func calls(_ changes: (host: String, before: [String]?, after: [String]?)...) -> [String] {
            kind.calls(
                for: changes.map { change in
                    func set(_ values: [String]?) -> Value? {
                        values.map {
                            ["host": .string(change.host), "type": "A", "ttl": 300, "values": Value(texts: $0)]
                        }
                    }
                    return FieldChange(
                        FieldPath("records").appending(element: "\(change.host) A"), before: set(change.before),
                        after: set(change.after))
                }
            ).map { String($0.split(separator: "/").last ?? "") }
        }
        let many = (0..<501).map { "10.0.\($0 / 250).\($0 % 250)" }
        #expect(calls(("a", nil, ["192.0.2.1"])) == ["batch-create", "apply"])
        #expect(
            calls(("a", ["192.0.2.1"], nil), ("b", nil, ["192.0.2.1"])) == ["batch-delete", "batch-create", "apply"])
        #expect(calls(("a", ["192.0.2.1"], ["192.0.2.2"])) == ["batch-update", "apply"])
        #expect(calls(("a", ["192.0.2.1"], ["192.0.2.1", "192.0.2.2"])) == ["batch-create", "apply"])
        #expect(calls(("a", nil, many)) == ["batch-create", "batch-create", "apply"])
        let creation = kind.life.creation.calls(for: ["records": Self.sets(("a", "A", many))])
        #expect(
            creation.map { String($0.split(separator: "/").last ?? "") } == [
                "domains", "batch-create", "batch-create", "apply",
            ])
    }
}
