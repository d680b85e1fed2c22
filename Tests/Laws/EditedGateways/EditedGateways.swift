import Foundation
import Kinds
import ManifestLanguage
import Model
import Rehearsal
import Simulator
import Testing

/// Random gateways under random edits: of manifests, by others behind nacre's back, with runs that are killed, and
/// whichever way the doubts about the API come out.
@Suite("laws of edited gateways") struct EditedGateways {
    private static let edits = isMany ? 12 : 4

    private static var isMany: Bool {
        let environment = ProcessInfo.processInfo.environment
        return environment["NACRE_SOAK"] == "1" || environment["NACRE_WORLD"] != nil
    }

    private static var seeds: [WorldSeed] { isMany ? WorldSeed.chosen : Array(WorldSeed.chosen.prefix(2)) }

    @Test(
        "whatever is edited, the gateway becomes what is wanted, and only what is served is deployed",
        arguments: seeds)
    func settles(_ seed: WorldSeed) async throws {
        try await MortalBench.with { bench in
            var life = try await GatewayLife(bench, seed: seed.number)
            for _ in 1...Self.edits {
                guard let trouble = try await life.edit() else { continue }
                Issue.record("again: NACRE_WORLD=\(seed.number) swift test --filter EditedGateways\n\(trouble)")
                return
            }
            let left = try await life.end()
            #expect(left == [], "again: NACRE_WORLD=\(seed.number) swift test --filter EditedGateways")
        }
    }
}
