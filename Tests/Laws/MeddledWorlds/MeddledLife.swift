import Foundation
import Model
import Rehearsal

/// One world that is edited in manifests and console by turns. A round is an edit of either or both, and the runs after it.
struct MeddledLife {
    /// One that is meddled with, one that may refuse, and one that brings it about.
    private static let patience = 4

    private let bench: MortalBench
    private let console: Adversary
    private let scratch: Scratch
    private var world: EditedWorld
    private var dice: Dice
    private var round = 0
    /// What was brought about last.
    private var settled: Desired?
    /// Which addresses objects have had.
    private var addresses: [CloudObject: Address] = [:]
    /// What has happened so far.
    private(set) var history: [String] = []

    init(_ bench: MortalBench, seed: UInt64) async throws {
        self.bench = bench
        console = Adversary(bench.cloud, SteppedClock(speed: 1))
        scratch = try Scratch()
        try scratch.write("apiVersion: nacre/v1\nkind: Project\nmetadata: {name: meddled}\n", to: "nacre.yaml")
        world = EditedWorld(seed: seed, besides: ["NetworkInterface", "NetworkInterface", "BlockStorage"])
        dice = Dice(seed: seed &+ 5_000_000)
        try await bench.cloud.send(.post, "ledger", [:])
    }

    /// - Returns: the promises that were broken; none when all is well.
    mutating func live() async throws -> [String] {
        round += 1
        let said = round == 1 ? ["begin"] : dice.oneIn(4) ? ["no edit"] : world.edit()
        history.append("round \(round): \(said.joined(separator: "; "))")
        let desired = try world.desired(in: scratch)
        for _ in 0..<(round == 1 ? 0 : Int.random(in: 0...2, using: &dice)) {
            await console.perform(dice.pick(Adversary.Act.inConsole) ?? .change, seed: dice.next())
        }
        history += (await console.takeSaid()).map { "  \($0)" }
        return try await bring(desired, round > 1 && dice.oneIn(2) ? actsDuringRun() : [:])
    }

    private mutating func actsDuringRun() -> [Int: @Sendable () async -> Void] {
        var acts: [Int: @Sendable () async -> Void] = [:]
        for _ in 0..<Int.random(in: 1...2, using: &dice) {
            let (act, seed) = (dice.pick(Adversary.Act.inConsole.filter { $0 != .twin }) ?? .change, dice.next())
            acts[Int.random(in: 1...40, using: &dice)] = { [console] in await console.perform(act, seed: seed) }
        }
        return acts
    }

    // MARK: Runs

    /// Nobody can help it when something changes under a run; the next one helps.
    private mutating func bring(
        _ desired: Desired, _ acts: [Int: @Sendable () async -> Void]
    ) async throws -> [String] {
        for number in 1...Self.patience {
            let before = try await reading()
            let calls = try await bench.cloud.changingCallCount()
            let run = await EndedRun(bench, desired, acts: number == 1 ? acts : [:])
            let said = await console.takeSaid()
            history += ["  run: \(run.ending)"] + said.map { "    meanwhile \($0)" }
            let made = try await bench.cloud.changingCallCount() - calls
            var broken = try await violations(desired, before)
            if said.isEmpty { broken += run.waited.map { "waited: \($0)" } }
            guard broken.isEmpty else { return broken }
            switch run.ending {
            case .complete where said.isEmpty:
                settled = desired
                return try await calmCheck(desired, since: before)
            case .refused where made > 0: return ["refused after \(made) changing calls"]
            case .refused: try await makeRoom()
            case .incomplete where said.isEmpty: return ["nobody meddled, and the run came to no end"]
            case .hung: return ["the run hangs"]
            case .complete, .incomplete: break
            }
        }
        return ["\(Self.patience) runs did not do it"]
    }

    /// Takes away what a run may refuse to touch.
    private func makeRoom() async throws {
        try await console.unprotect()
        try await console.cleanUp(sparing: try await LedgerPage(bench).known)
    }

    // MARK: Checks

    private mutating func reading() async throws -> LedgerPage {
        let page = try await LedgerPage(bench)
        for row in page.rows {
            if let object = CloudReading.object(of: row) { addresses[object] = row.address }
        }
        return page
    }

    private mutating func violations(_ desired: Desired, _ before: LedgerPage) async throws -> [String] {
        let after = try await reading()
        let law = AdversaryLaw(
            wanted: desired, replaced: Renewals(from: settled, to: desired, gone: before.gone(by: after)).addresses,
            addresses: addresses, before: before, after: after)
        return law.violations()
    }

    private func calmCheck(_ desired: Desired, since before: LedgerPage) async throws -> [String] {
        let page = try await LedgerPage(bench)
        let broken =
            try await bench.plan(desired).map { "left: \($0)" } + (try await bench.verify())
            + page.differences(from: desired)
        guard !broken.isEmpty else { return [] }
        return broken + page.cloud.entries.dropFirst(before.cloud.entries.count).map { "done: \($0)" }
    }
}
