import Foundation
import Kinds
import ManifestLanguage
import Model
import Rehearsal
import Simulator

/// One random gateway, its manifests, and all that happens to it.
struct GatewayLife {
    private let bench: MortalBench
    private var world: GatewayWorld
    private let quirks: [Quirk]
    private let meddlers = GatewayMeddlers()
    private var number = 0
    /// What was brought about last.
    private var settled: Desired?
    /// Which addresses objects have had.
    private var addresses: [CloudObject: Address] = [:]
    /// Stages that were deployed while somebody edited their API: what they took nobody knows.
    private var doubtful: Set<String> = []
    /// What has happened so far.
    private var history: [String] = []

    /// Every other gateway lives where some of the doubts come out otherwise.
    init(_ bench: MortalBench, seed: UInt64) async throws {
        self.bench = bench
        world = GatewayWorld(seed: seed)
        var dice = Dice(seed: seed &+ 1_000_000)
        var quirks = Quirk.ofAPIGateway.filter { _ in seed.isMultiple(of: 2) && dice.oneIn(2) }
        // The two exclude each other.
        if quirks.contains(.unsetBodyIsObject) { quirks.removeAll { $0 == .unsetBodyIsNothing } }
        self.quirks = quirks
        try await bench.cloud.quirks(quirks.map(\.rawValue))
        try await bench.cloud.send(.post, "ledger", [:])
    }

    /// An edit and the run that follows it.
    /// - Returns: the law that was broken, with all that led to it; nil when all is well.
    mutating func edit() async throws -> String? {
        var said = number == 0 ? ["begin"] : world.dice.oneIn(5) ? ["no edit"] : world.edit()
        number += 1
        if number > 1, world.dice.oneIn(3) {
            for _ in 0..<Int.random(in: 1...2, using: &world.dice) {
                var stranger = try await GatewayStranger(bench, of: world)
                said.append(try await stranger.act())
                world.dice = stranger.dice
            }
        }
        let moment = world.dice.oneIn(5) ? Self.moment(&world.dice) : nil
        if let moment { said.append("killed \(moment)") }
        history.append("edit \(number): \(said.joined(separator: "; "))")
        let desired = try desired
        let before = try await reading
        let page = try await page()
        let planned = try await bench.plan(desired)
        var broken: [String]
        do {
            let runs = try await bring(desired, moment)
            let round = Round(planned: planned, runs: runs, isMeddled: history.last?.hasPrefix("  run 2") ?? false)
            broken = try await violations(desired, since: before, round) + kept(desired, page)
            settled = desired
        } catch { broken = ["failed: \(error)"] }
        guard !broken.isEmpty else { return nil }
        return """
            quirks: \(quirks.map(\.rawValue).joined(separator: " "))
            \(history.joined(separator: "\n"))
            planned: \(planned.joined(separator: "\n         "))
            broken: \(broken.joined(separator: "\n        "))
            """
    }

    /// Nobody can help it when something changes under a run; the next one helps.
    /// - Returns: how many runs it took.
    private mutating func bring(_ desired: Desired, _ moment: Guillotine.Point?) async throws -> Int {
        if let moment { return try await bench.apply(desired, endedAt: moment) ? 2 : 1 }
        let isMeddled = number > 1 && world.dice.oneIn(3)
        var acts = isMeddled ? meddlers.acts(on: bench, world, &world.dice) : [:]
        for runs in 1...Self.patience {
            let calls = try await bench.cloud.changingCallCount()
            let run = await EndedRun(bench, desired, acts: acts)
            let said = await meddlers.takeSaid()
            acts = [:]
            history += said.map { "  in run \(runs): \($0)" } + ["  run \(runs): \(run.ending)"]
            let made = try await bench.cloud.changingCallCount() - calls
            if said.isEmpty, !run.waited.isEmpty { throw ControlPanel.Refused(description: "waited: \(run.waited)") }
            if case .complete = run.ending, said.isEmpty { return runs }
            if said.isEmpty { throw ControlPanel.Refused(description: "\(run.ending), after \(made) changing calls") }
        }
        throw ControlPanel.Refused(description: "\(Self.patience) runs did not do it")
    }

    /// One that is meddled with, and one that brings it about.
    private static let patience = 2

    private static func moment(_ dice: inout Dice) -> Guillotine.Point {
        let number = Int.random(in: 1...30, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: return .afterWrite(number)
        case 1: return .beforeCall(number)
        default: return .afterCall(number)
        }
    }

    /// Destroys everything.
    /// - Returns: what is left.
    func end() async throws -> [String] {
        var nothing = try desired
        nothing.resources = []
        nothing.manifests = nil
        try await bench.run(nothing, nil)
        let left = try await reading.facts
        return left.objects.keys.sorted() + (try await bench.verify())
    }

    /// The manifests as the loader reads what the writer writes.
    private var desired: Desired {
        get throws {
            try bench.load(ManifestWriter(DriverCatalog.ncloud.kinds).text(of: world.drafts))
        }
    }

    private var reading: GatewayReading {
        get async throws { GatewayReading(try await bench.cloud.send(.get, "world")) }
    }

    // MARK: Laws

    /// What came of an edit.
    private struct Round {
        let planned: [String]
        let runs: Int
        let isMeddled: Bool

        /// What is made anew is served anew, though it looks the same.
        var makesParts: Bool {
            planned.contains { $0.contains(/^(create|replace) (Method|Resource|Model|GatewayResponse)\//) }
        }
    }

    private mutating func violations(
        _ desired: Desired, since before: GatewayReading, _ round: Round
    ) async throws -> [String] {
        let after = try await reading
        let left = try await bench.plan(desired)
        return left.map { "left: \($0)" } + after.facts.ours.differences(from: wanted(after))
            + deploymentViolations(before, after, round) + (try await bench.verify())
    }

    private mutating func page() async throws -> LedgerPage {
        let page = try await LedgerPage(bench)
        for row in page.rows {
            if let object = CloudReading.object(of: row) { addresses[object] = row.address }
        }
        return page
    }

    /// What nobody changed keeps its object, and what others made stays.
    private mutating func kept(_ desired: Desired, _ before: LedgerPage) async throws -> [String] {
        let after = try await page()
        let replaced = Renewals(from: settled, to: desired, gone: before.gone(by: after)).addresses
        return AdversaryLaw(wanted: desired, replaced: replaced, addresses: addresses, before: before, after: after)
            .violations()
    }

    /// Whether a key may call is its publisher's to decide, and by which plan, as long as nobody says.
    private func wanted(_ after: GatewayReading) -> GatewayFacts {
        var wanted = world.facts
        for address in world.all("Subscription") {
            let title = world.title(address)
            for field in ["approval", "plans"] where world.resources[address]?.attributes[field] == nil {
                guard var members = wanted[title]?.members else { continue }
                members[field] = after.facts[title]?[field]
                wanted[title] = .object(members)
            }
        }
        return wanted
    }

    /// A stage is deployed once when what it serves has changed, and never otherwise; a canary brings one of its own.
    private mutating func deploymentViolations(
        _ before: GatewayReading, _ after: GatewayReading, _ round: Round
    ) -> [String] {
        let manual = Set(
            world.all("Stage").filter { world.resources[$0]?.attributes["deploy"] == "manual" }
                .map { world.place(of: $0) })
        return after.stages.sorted { $0.key < $1.key }.flatMap { id, stage -> [String] in
            let title = after.title(of: stage)
            let old = before.stages[id]
            let hasCanary = stage["canaryDeploymentNo"] != nil
            // Which of the two is deployed is in doubt.
            if hasCanary || old?["canaryDeploymentNo"] != nil, quirks.contains(.deployToCanary) {
                doubtful.insert(id)
                return []
            }
            let canaries = hasCanary && old?["canaryDeploymentNo"] != stage["canaryDeploymentNo"] ? 1 : 0
            let made = after.deployments(of: id) - before.deployments(of: id) - canaries
            let current = after.workingCopy(behind: stage)
            let isStale = old.map { before.served(by: $0, names: after) != current } ?? true
            if made > 0 { doubtful.remove(id) }
            if made > 0, round.isMeddled { doubtful.insert(id) }
            if doubtful.contains(id) { return [] }
            let isDue = old == nil || isStale && !manual.contains(title)
            var broken: [String] = []
            // Of what others deploy the cloud tells a part: in doubt it is deployed once more.
            if history.contains(where: { $0.contains("somebody deploys") }), made == 1 { return [] }
            let isServedAnew = made == 1 && round.makesParts
            if !isServedAnew, made != (isDue ? 1 : 0), round.runs == 1 || made > round.runs || isDue && made == 0 {
                broken.append("\(title) was deployed \(made) times, should be \(isDue ? 1 : 0)")
            }
            if !manual.contains(title), after.served(by: stage, names: after) != current {
                let (is_, should) = (after.served(by: stage, names: after), current)
                let differing = Set(is_.keys).union(should.keys).filter { is_[$0] != should[$0] }.sorted()
                broken += differing.map { part in
                    "\(title) serves \(part) as \(is_[part]?.serialized() ?? "-"), not \(should[part]?.serialized() ?? "-")"
                }
            }
            return broken
        }
    }
}
