import Foundation
import Kinds
import ManifestLanguage
import Model
import Nacre
import Rehearsal

/// One small world, its manifests, and an adversary. A round is an edit of the manifests, some runs under meddling, and
/// then runs in peace until everything is as wanted.
struct AdversaryLife {
    /// More runs than this are not needed in peace.
    private static let patience = 8
    /// A run that takes longer than this, in real time, hangs.
    private static let longest = Duration.seconds(60)

    let bench: MortalBench
    private let adversary: Adversary
    private var world: WantedWorld
    private var dice: Dice
    private var round = 0
    /// Which addresses objects have had.
    private var addresses: [CloudObject: Address] = [:]
    /// What has happened so far.
    private(set) var history: [String] = []

    init(_ bench: MortalBench, _ clock: SteppedClock, seed: UInt64) async throws {
        self.bench = bench
        adversary = Adversary(bench.cloud, clock)
        world = WantedWorld(seed: seed)
        dice = Dice(seed: seed &+ 9_000_000)
        try await bench.cloud.send(.post, "ledger", [:])
    }

    /// - Returns: the promises that were broken; none when all is well.
    mutating func live() async throws -> [String] {
        round += 1
        let said = round == 1 ? ["begin"] : world.edit()
        history.append("round \(round): \(said.joined(separator: "; "))")
        let desired = try desired
        for _ in 0..<Int.random(in: 1...3, using: &dice) where round > 1 || dice.oneIn(2) {
            let broken = try await hostileRun(desired)
            guard broken.isEmpty else { return broken }
        }
        let broken = try await peace(desired)
        world.settle()
        return broken
    }

    /// The manifests as the loader reads what the writer writes.
    private var desired: Desired {
        get throws { try bench.load(ManifestWriter(DriverCatalog.ncloud.kinds).text(of: world.drafts)) }
    }

    // MARK: Runs

    private mutating func hostileRun(_ desired: Desired) async throws -> [String] {
        await chooseVictims(try await reading(), duringRun: false)
        for _ in 0..<Int.random(in: 0...2, using: &dice) {
            await adversary.perform(pick(Adversary.Act.betweenRuns), seed: dice.next())
        }
        let before = try await reading()
        await chooseVictims(before, duringRun: true)
        let acts = actsDuringRun()
        let moment = dice.oneIn(4) ? Guillotine.Point.random(&dice) : nil
        let ending = await run(desired, moment, acts)
        history += (await adversary.takeSaid()).map { "  \($0)" } + ["  run: \(ending)"]
        let broken = try await check(desired, before)
        if dice.oneIn(2) { try await adversary.restore() }
        return broken + (ending.hasPrefix("hangs") ? [ending] : [])
    }

    private mutating func actsDuringRun() -> [Int: @Sendable () async -> Void] {
        var acts: [Int: @Sendable () async -> Void] = [:]
        for _ in 0..<Int.random(in: 0...2, using: &dice) {
            let (act, seed) = (pick(Adversary.Act.duringRuns), dice.next())
            acts[Int.random(in: 1...50, using: &dice)] = { [adversary] in await adversary.perform(act, seed: seed) }
        }
        return acts
    }

    /// What may be hidden: objects that state has an id of, and kinds none of whose creates is open. What may be made
    /// again: objects that no create is about.
    private func chooseVictims(_ page: LedgerPage, duringRun: Bool) async {
        let known = page.known.filter { !CloudReading.unasked.contains($0.table) }
        let creating = Set(page.open.filter { $0.purpose == .create }.map(\.address)).union(world.replaced)
        let settled = page.rows.filter { $0.condition == .ready && !creating.contains($0.address) }
        await adversary.mayRecreate(Set(settled.compactMap(CloudReading.object)))
        let open = page.open.compactMap { CloudReading.tables[$0.address.kind] }
        await adversary.mayHide(known, tables: duringRun ? [] : Set(known.map(\.table)).subtracting(open))
    }

    private mutating func pick(_ acts: [Adversary.Act]) -> Adversary.Act { dice.pick(acts) ?? .delete }

    /// - Returns: in words, the first of them telling how it ended.
    private func run(
        _ desired: Desired, _ moment: Guillotine.Point?, _ acts: [Int: @Sendable () async -> Void] = [:]
    ) async -> String {
        let run = Task { [bench] in try await bench.run(desired, moment, acts: acts) }
        let watch = Task {
            try await Task.sleep(for: Self.longest)
            run.cancel()
        }
        defer { watch.cancel() }
        switch await run.result {
        case .success(let blade): return blade.hasFallen ? "killed \(moment.map { "\($0)" } ?? "")" : "complete"
        case .failure(let error):
            let kind = error is RunFailure ? "refused" : "incomplete"
            return "\(run.isCancelled ? "hangs" : kind) \(error)"
        }
    }

    /// Nobody meddles any more: some runs later everything is there, once.
    private mutating func peace(_ desired: Desired) async throws -> [String] {
        try await adversary.restore()
        let rows = try await bench.recorded().rows.resources
        try await adversary.cleanUp(sparing: Set(rows.compactMap(CloudReading.object)))
        var endings: [String] = []
        for _ in 1...Self.patience {
            let before = try await reading()
            endings.append(await run(desired, nil))
            history.append("  in peace: \(endings.last ?? "")")
            let broken = try await check(desired, before)
            guard broken.isEmpty else { return broken }
            if endings.last == "complete" { return try await calmCheck(desired) }
        }
        return ["\(Self.patience) runs in peace did not do it:"] + endings
    }

    // MARK: Checks

    private mutating func reading() async throws -> LedgerPage {
        let page = try await LedgerPage(bench)
        for row in page.rows {
            if let object = CloudReading.object(of: row) { addresses[object] = row.address }
        }
        return page
    }

    private mutating func check(_ desired: Desired, _ before: LedgerPage) async throws -> [String] {
        let after = try await reading()
        let law = AdversaryLaw(
            wanted: desired, replaced: world.replaced, addresses: addresses, before: before, after: after)
        return law.violations()
    }

    private func calmCheck(_ desired: Desired) async throws -> [String] {
        let page = try await LedgerPage(bench)
        return try await bench.plan(desired).map { "left: \($0)" } + (try await bench.verify())
            + page.differences(from: desired)
    }
}

extension Guillotine.Point {
    static func random(_ dice: inout Dice) -> Guillotine.Point {
        let number = Int.random(in: 1...40, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: return .afterWrite(number)
        case 1: return .beforeCall(number)
        default: return .afterCall(number)
        }
    }
}

extension Adversary.Act {
    static let betweenRuns: [Adversary.Act] = [
        .delete, .recreate, .twin, .change, .hide, .answerNonsense, .stepClock,
    ]
    /// A twin made while a create is under way cannot be told from what that create made, and nacre does not claim to.
    static let duringRuns: [Adversary.Act] = [
        .delete, .recreate, .change, .hide, .answerNonsense, .answerNonsense, .stepClock,
    ]
}
