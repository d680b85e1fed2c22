import Kinds
import ManifestLanguage
import Model
import Nacre
import Planning
import Rehearsal
import StateStore
import Testing

@Suite("laws of discovery") struct DiscoveryLaws {
    /// Kinds whose manifests need what the cloud never shows.
    private static let undescribable: Set = ["DataBox"]

    @Test(
        "made, lost from state, discovered into an empty workspace: plan is empty, and nothing is changed",
        arguments: DriverCatalog.ncloud.kinds.kinds.filter(\.isWritable).map(\.name))
    func discovered(_ kind: String) async throws {
        try await LawBench.with { bench in
            let outcome = try #require(try await bench.apply(try bench.workspace(kind).desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            let before = try await digests(bench)

            let newcomer = try bench.newcomer()
            let found = try await newcomer.discover()
            #expect(found.differing.map(\.address) == [])
            try await coverage(found, of: bench)
            let adoption = try #require(try await newcomer.adopt(found))
            #expect(adoption.isComplete, "\(adoption.shortfalls)")
            let plan = try await newcomer.plan()
            #expect(plan.words == [] && plan.unchanged.count == found.addresses.count)
            #expect(try await digests(bench) == before)

            let again = try await newcomer.discover()
            #expect(again.files.isEmpty && again.managed == found.addresses.count)
        }
    }

    /// Every object that was made has a manifest now, or is said to have none.
    private func coverage(_ found: Discovered, of bench: LawBench) async throws {
        let written = Set(found.steps.compactMap(\.objectID))
        for record in try await bench.state.recorded().resources {
            let id = try #require(record.id)
            let kind = try #require(DriverCatalog.ncloud.kinds[record.address.kind])
            let object = try await bench.list(kind.name).first { $0.id == id }
            guard kind.isWritable, let object, !kind.isBuiltIn(object) else { continue }
            if Self.undescribable.contains(record.address.kind) {
                #expect(found.notes.contains { $0.code == "not-discovered" && $0.message.contains(id) })
            } else {
                #expect(written.contains(id), "\(record.address) is not written")
            }
        }
    }

    private func digests(_ bench: LawBench) async throws -> [String: Digest] {
        var digests: [String: Digest] = [:]
        for kind in DriverCatalog.ncloud.kinds.names {
            for object in try await bench.list(kind) { digests["\(kind)/\(object.id)"] = object.digest }
        }
        return digests
    }

    @Test("the examples of all kinds together, in every layout", arguments: ManifestLayout.allCases)
    func everything(_ layout: ManifestLayout) async throws {
        try await LawBench.with { bench in
            #expect(try await bench.apply(bench.examples)?.isComplete == true)
            let newcomer = try bench.newcomer()
            let found = try await newcomer.discover(DiscoveryRequest(layout: layout))
            #expect(found.differing.map(\.address) == [])
            try await coverage(found, of: bench)
            #expect(try await newcomer.adopt(found)?.isComplete == true)
            #expect(try await newcomer.plan().words == [])
            #expect(try newcomer.workspace().warnings == [])
        }
    }

    @Test("what the cloud made by itself is written when asked for, and can be adopted")
    func builtIn() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.workspace("Server").desired)
            let newcomer = try bench.newcomer()
            let found = try await newcomer.discover(
                DiscoveryRequest(choice: DiscoveryChoice(includesBuiltIn: true)))
            #expect(found.builtIn == 0 && found.differing.map(\.address) == [])
            #expect(found.workspace.desired.resources.contains { $0.lifecycle.onRemove == .retain })
            #expect(try await newcomer.adopt(found)?.isComplete == true)
            #expect(try await newcomer.plan().words == [])
        }
    }

    @Test("an adoption cut off after the files are written is ended by an apply, and doubles nothing")
    func cutOff() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.workspace("Subnet").desired)
            let newcomer = try bench.newcomer()
            let found = try await newcomer.discover()
            try found.write()
            #expect(try await newcomer.plan().steps.allSatisfy { $0.action.word == "adopt" })
            let again = try await newcomer.discover()
            #expect(again.files.isEmpty && again.managed == found.addresses.count)
        }
    }
}
