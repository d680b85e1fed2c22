import Foundation
import Model
import Testing

@testable import StateStore

@Suite struct ResourceTests {
    @Test("a resource reads back as it was saved, every field of it")
    func roundTrip() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        var resource = RecordedResource(
            .web, id: "123", condition: .updating,
            declared: ["zone": "KR-1", "subnet": .reference(Reference(.app))],
            applied: ["zone": "KR-1", "name": "web", "ports": .list([80, 443]), "monitored": true],
            lastSeen: ["ip": "10.0.0.2", "absent": .null], memory: ["server": "7"], desiredDigest: Digest(text: "aa"),
            liveDigest: Digest(text: "bb"), protect: true, onRemove: .confirm,
            timeouts: Timeouts(create: 60, delete: 5), dependencies: [.app, Address(kind: "LoginKey", name: "ops")],
            adopted: true)
        try await state.save(resource)
        let read = try await bench.open(.readOnly).recorded()
        resource.updatedAt = Moment(wall: Workbench.start)
        #expect(read.resources == [resource])
        #expect(read[.web]?.applied.keys.elements == ["zone", "name", "ports", "monitored"])
    }

    @Test("saving again replaces fields and dependencies")
    func upsert() async throws {
        let state = try Workbench().open()
        try await state.save(RecordedResource(.web, id: nil, condition: .creating, dependencies: [.app]))
        try await state.save(RecordedResource(.web, id: "9", condition: .ready))
        let read = try await state.recorded()
        #expect(read.resources == [RecordedResource(.web, id: "9", updatedAt: Moment(wall: Workbench.start))])
    }

    @Test("a removed resource is gone, and removing it twice is refused")
    func remove() async throws {
        let state = try Workbench().open()
        try await state.save(RecordedResource(.web, id: "1", dependencies: [.app]))
        try await state.remove(.web)
        #expect(try await state.recorded().resources.isEmpty)
        await #expect(throws: StateError.notRecorded(.web)) { try await state.remove(.web) }
    }

    @Test("a moved resource takes what depends on it, its secrets and its open intents along")
    func move() async throws {
        let state = try Workbench().open()
        let subnet = Address(kind: "Subnet", name: "front")
        let run = try await state.beginRun(.by("ana", pid: 1))
        try await state.save(RecordedResource(.app, id: "1"))
        try await state.save(RecordedResource(.web, id: "2", dependencies: [.app]))
        try await state.keepSecret(.app, "password", "tell no one")
        _ = try await state.open("createSubnet", for: .app, purpose: .create, run: run.id)
        try await state.move(from: .app, to: subnet)
        let read = try await state.recorded()
        #expect(read[.web]?.dependencies == [subnet])
        #expect(read[subnet]?.id == "1")
        #expect(read[.app] == nil)
        #expect(try await state.secret(subnet, "password") == "tell no one")
        #expect(try await state.openIntents().map(\.address) == [subnet])
    }

    @Test("objects take each other's addresses at once, with what rests on them, and remember where they were")
    func rename() async throws {
        let state = try Workbench().open()
        let (a, b, c, old) = (subnet("a"), subnet("b"), subnet("c"), subnet("a~1"))
        let rows = [(a, "1"), (b, "2"), (c, "3")].map { StateChange.saveResource(RecordedResource($0, id: $1)) }
        try await state.write(
            rows + [
                .saveResource(
                    RecordedResource(
                        .web, id: "9",
                        declared: ["subnet": .reference(Reference(b)), "other": .reference(Reference(c))],
                        dependencies: [b, c])),
                .keepSecret(b, name: "key", Secret("tell no one")),
            ])
        try await state.write([.rename([Rename(from: b, to: a), Rename(from: c, to: b), Rename(from: a, to: old)])])
        let recorded = try await state.recorded()
        #expect([a, b, old].map { recorded[$0]?.id } == ["2", "3", "1"] && recorded[c] == nil)
        #expect([a, b, old].map { recorded[$0]?.renamedFrom } == [b, c, nil])
        #expect(recorded[.web]?.dependencies == [a, b])
        #expect(recorded[.web]?.declared == ["subnet": .reference(Reference(a)), "other": .reference(Reference(b))])
        #expect(try await state.secret(a, "key") == "tell no one")
        try await state.write([.rename([Rename(from: a, to: b), Rename(from: b, to: a)])])
        #expect(try await state.recorded()[.web]?.dependencies == [b, a])
        #expect(try await state.verify().isEmpty)
    }

    @Test("of several renames all are made or none")
    func renameRefused() async throws {
        let state = try Workbench().open()
        let (a, b, c) = (subnet("a"), subnet("b"), subnet("c"))
        for (address, id) in [(a, "1"), (b, "2")] { try await state.save(RecordedResource(address, id: id)) }
        await #expect(throws: StateError.notRecorded(c)) {
            try await state.write([
                .rename([Rename(from: a, to: b), Rename(from: b, to: a), Rename(from: c, to: subnet("d"))])
            ])
        }
        #expect(try await state.recorded()[a]?.id == "1")
    }

    private func subnet(_ name: String) -> Address { Address(kind: "Subnet", name: name) }

    @Test("a move onto an address in use is refused and changes nothing")
    func moveOntoAnother() async throws {
        let state = try Workbench().open()
        try await state.save(RecordedResource(.app, id: "1"))
        try await state.save(RecordedResource(.web, id: "2"))
        await #expect(throws: StateError.alreadyRecorded(.web)) { try await state.move(from: .app, to: .web) }
        #expect(try await state.recorded().resources.compactMap(\.id).sorted() == ["1", "2"])
    }

    @Test("changes written together stand or fall together")
    func atomic() async throws {
        let state = try Workbench().open()
        await #expect(throws: StateError.notRecorded(.app)) {
            try await state.write([.saveResource(RecordedResource(.web, id: "1")), .removeResource(.app)])
        }
        #expect(try await state.recorded().resources.isEmpty)
    }

    @Test("ten thousand resources are written in one commit and read back")
    func many() async throws {
        let state = try Workbench().open()
        let before = state.writer.commits
        try await state.write(
            (0..<10_000).map { index in
                .saveResource(
                    RecordedResource(
                        Address(kind: "Server", name: "web-\(index)"), id: "\(index)",
                        applied: ["name": .string("web-\(index)"), "subnet": "1", "tags": .list(["a", "b"])],
                        dependencies: [.app]))
            })
        #expect(state.writer.commits == before + 1)
        #expect(try await state.recorded().resources.count == 10_000)
    }
}
