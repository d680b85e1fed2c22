import Kinds
import ManifestLanguage
import Model
import Nacre
import Planning
import Rehearsal
import StateStore
import Testing

@Suite("laws of discovery") struct DiscoveryLaws {
    @Test("the examples of all kinds together, in every layout")
    func everything() async throws {
        try await LawBench.with { bench in
            #expect(try await bench.apply(LawBench.examplesMade)?.isComplete == true)
            for layout in ManifestLayout.allCases {
                let newcomer = try bench.newcomer()
                let found = try await newcomer.discover(DiscoveryRequest(layout: layout))
                #expect(found.differing.map(\.address) == [], "\(layout)")
                try await found.expectCoverage(of: bench)
                #expect(try await newcomer.adopt(found)?.isComplete == true, "\(layout)")
                #expect(try await newcomer.plan().words == [], "\(layout)")
                #expect(try newcomer.workspace().warnings == [], "\(layout)")
            }
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

extension Discovered {
    /// Every object that was made has a manifest now, or is said to have none.
    func expectCoverage(of bench: LawBench) async throws {
        let written = Set(steps.compactMap(\.objectID))
        for record in try await bench.state.recorded().resources {
            let id = try #require(record.id)
            let kind = try #require(DriverCatalog.ncloud.kinds[record.address.kind])
            let object = try await bench.list(kind.name).first { $0.id == id }
            guard kind.isWritable, let object, !kind.isBuiltIn(object) else { continue }
            if kind.choosing.undiscovered != nil {
                #expect(notes.contains { $0.code == "not-discovered" && $0.message.hasPrefix("\(kind.name) objects") })
            } else if KindCases.of(kind.name).isExportable {
                #expect(written.contains(id), "\(record.address) is not written")
            } else {
                #expect(notes.contains { $0.code == "not-discovered" && $0.message.contains(id) })
            }
        }
    }
}
