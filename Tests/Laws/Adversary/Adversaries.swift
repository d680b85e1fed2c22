import Rehearsal
import Testing

/// Random worlds in which somebody meddles with the cloud, its answers and the clock, between runs and during them.
@Suite("laws of adversaries") struct Adversaries {
    private static let rounds = 4

    @Test(
        "whatever somebody does to cloud, answers and clock: nothing that is wanted is deleted, nothing doubled, nothing forgotten",
        arguments: WorldSeed.chosen)
    func keeps(_ seed: WorldSeed) async throws {
        let clock = SteppedClock(speed: 40)
        try await MortalBench.with(wall: clock.read, recorded: false) { bench in
            var life = try await AdversaryLife(bench, clock, seed: seed.number)
            for _ in 1...Self.rounds {
                let broken = try await life.live()
                guard !broken.isEmpty else { continue }
                Issue.record(
                    """
                    again: NACRE_WORLD=\(seed) swift test --filter Adversaries
                    \(life.history.joined(separator: "\n"))
                    broken: \(broken.joined(separator: "\n        "))
                    """)
                return
            }
        }
    }
}
