import Foundation
import Kinds
import ManifestLanguage
import Model
import Rehearsal
import Testing

/// A world to be edited at random; the same for the same seed.
struct WorldSeed: Sendable, CustomStringConvertible {
    let number: UInt64

    var description: String { String(number) }

    /// What to run to see it again.
    var reproduction: String { "again: NACRE_WORLD=\(number) swift test --filter EditedWorlds" }

    /// The one that `NACRE_WORLD` names, or those from one to another (`5-40`), else a few, and many under `NACRE_SOAK=1`.
    static var chosen: [WorldSeed] {
        let environment = ProcessInfo.processInfo.environment
        let named = environment["NACRE_WORLD"]?.split(separator: "-").compactMap { UInt64($0) } ?? []
        if let first = named.first, let last = named.last, first <= last {
            return (first...last).map { WorldSeed(number: $0) }
        }
        return (1...(environment["NACRE_SOAK"] == "1" ? 200 : 2)).map { WorldSeed(number: $0) }
    }
}

@Suite("laws of edited worlds") struct EditedWorlds {
    private static let edits = 50

    @Test("nothing shows a perpetual difference, whatever is edited in manifests", arguments: WorldSeed.chosen)
    func settles(_ seed: WorldSeed) async throws {
        try await LawBench.with { bench in
            let scratch = try Scratch()
            try scratch.write("apiVersion: nacre/v1\nkind: Project\nmetadata: {name: edited}\n", to: "nacre.yaml")
            var world = EditedWorld(seed: seed.number, besides: ["NetworkInterface", "NetworkInterface"])
            var said = ["begin"]
            for number in 1...Self.edits {
                let desired = try world.desired(in: scratch)
                guard try await isBrought(bench, to: desired, seed, number, said) else { return }
                said = world.edit()
            }
        }
    }

    private func isBrought(
        _ bench: LawBench, to desired: Desired, _ seed: WorldSeed, _ number: Int, _ said: [String]
    ) async throws -> Bool {
        let planned = try await bench.plan(desired).words
        let outcome = try await bench.apply(desired)
        let left = try await bench.plan(desired).words
        // Who finds a place taken tries for minutes.
        let waited = outcome?.steps.filter { $0.retries > 8 }.map(\.step.id.description) ?? []
        guard outcome?.isComplete ?? true, left.isEmpty, waited.isEmpty else {
            Issue.record(
                """
                \(seed.reproduction)
                edit \(number): \(said.joined(separator: "\n        "))
                planned: \(planned.joined(separator: "\n         "))
                failed: \(outcome?.shortfalls ?? "")
                waited: \(waited.joined(separator: ", "))
                left: \(left.joined(separator: "\n      "))
                """)
            return false
        }
        return true
    }
}

extension EditedWorld {
    /// The manifests as the loader reads what the writer writes.
    func desired(in scratch: Scratch) throws -> Desired {
        let text = ManifestWriter(DriverCatalog.ncloud.kinds).text(of: drafts)
        let source = ManifestSource(root: scratch.root, drafts: ["manifests/world.yaml": text])
        var desired = try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds).desired
        // Manifests that come to describe nothing are meant here.
        desired.manifests = nil
        for index in desired.resources.indices {
            let paths = ignored[desired.resources[index].address] ?? []
            desired.resources[index].lifecycle.ignore = paths.map { Ignore(path: $0) }
        }
        return desired
    }
}
