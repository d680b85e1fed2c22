import Foundation
import Rehearsal
import Testing

/// Edited worlds beside which somebody works in the console, between runs and during them.
@Suite("laws of meddled worlds") struct MeddledWorlds {
    private static let rounds = isMany ? 8 : 5

    private static var isMany: Bool {
        let environment = ProcessInfo.processInfo.environment
        return environment["NACRE_SOAK"] == "1" || environment["NACRE_WORLD"] != nil
    }

    private static var seeds: [WorldSeed] { isMany ? WorldSeed.chosen : Array(WorldSeed.chosen.prefix(2)) }

    @Test(
        "whatever is edited in manifests and console, a run completes or begins nothing, and keeps what nobody changed",
        arguments: seeds)
    func settles(_ seed: WorldSeed) async throws {
        try await MortalBench.with { bench in
            var life = try await MeddledLife(bench, seed: seed.number)
            for _ in 1...Self.rounds {
                let broken = try await life.live()
                guard !broken.isEmpty else { continue }
                Issue.record(
                    """
                    again: NACRE_WORLD=\(seed) swift test --filter MeddledWorlds
                    \(life.history.joined(separator: "\n"))
                    broken: \(broken.joined(separator: "\n        "))
                    """)
                return
            }
        }
    }
}
