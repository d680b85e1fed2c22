import Rehearsal

/// People with the console open while runs go on.
actor GatewayMeddlers {
    private var said: [String] = []
    private var underWay = 0

    /// What was done, once nothing is under way: a run does not wait for every call that it has made.
    func takeSaid() async -> [String] {
        while underWay > 0 { try? await Task.sleep(for: .milliseconds(1)) }
        defer { said = [] }
        return said
    }

    /// What they do before which calls of a run.
    nonisolated func acts(
        on bench: MortalBench, _ world: GatewayWorld, _ dice: inout Dice
    ) -> [Int: @Sendable () async -> Void] {
        var acts: [Int: @Sendable () async -> Void] = [:]
        for _ in 0..<Int.random(in: 1...2, using: &dice) {
            let seed = dice.next()
            acts[Int.random(in: 1...30, using: &dice)] = { await self.act(on: bench, world, seed: seed) }
        }
        return acts
    }

    private func act(on bench: MortalBench, _ world: GatewayWorld, seed: UInt64) async {
        underWay += 1
        defer { underWay -= 1 }
        do {
            var stranger = try await GatewayStranger(bench, of: world)
            stranger.dice = Dice(seed: seed)
            said.append(try await stranger.act())
        } catch { said.append("came to nothing: \(error)") }
    }
}
