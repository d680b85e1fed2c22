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
    private var number = 0
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
        let planned = try await bench.plan(desired)
        var broken: [String]
        do {
            if let moment {
                _ = try await bench.apply(desired, endedAt: moment)
            } else {
                try await bench.run(desired, nil)
            }
            broken = try await violations(desired, since: before, isKilled: moment != nil)
        } catch { broken = ["failed: \(error)"] }
        guard !broken.isEmpty else { return nil }
        return """
            quirks: \(quirks.map(\.rawValue).joined(separator: " "))
            \(history.joined(separator: "\n"))
            planned: \(planned.joined(separator: "\n         "))
            broken: \(broken.joined(separator: "\n        "))
            """
    }

    private static func moment(_ dice: inout Dice) -> Guillotine.Moment {
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
            try bench.load(ManifestWriter(Catalog.kinds).text(of: world.drafts))
        }
    }

    private var reading: GatewayReading {
        get async throws { GatewayReading(try await bench.cloud.send(.get, "world")) }
    }

    // MARK: Laws

    private func violations(
        _ desired: Desired, since before: GatewayReading, isKilled: Bool
    ) async throws -> [String] {
        let after = try await reading
        let left = try await bench.plan(desired)
        return left.map { "left: \($0)" } + after.facts.differences(from: wanted(after))
            + deploymentViolations(before, after, isKilled: isKilled) + (try await bench.verify())
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
    private func deploymentViolations(
        _ before: GatewayReading, _ after: GatewayReading, isKilled: Bool
    ) -> [String] {
        let manual = Set(
            world.all("Stage").filter { world.resources[$0]?.attributes["deploy"] == "manual" }
                .map { world.place(of: $0) })
        return after.stages.sorted { $0.key < $1.key }.flatMap { id, stage -> [String] in
            let title = after.title(of: stage)
            let old = before.stages[id]
            let hasCanary = stage["canaryDeploymentNo"] != nil
            // Which of the two is deployed is in doubt.
            if hasCanary || old?["canaryDeploymentNo"] != nil, quirks.contains(.deployToCanary) { return [] }
            let canaries = hasCanary && old?["canaryDeploymentNo"] != stage["canaryDeploymentNo"] ? 1 : 0
            let made = after.deployments(of: id) - before.deployments(of: id) - canaries
            let current = after.workingCopy(behind: stage)
            let isStale = old.map { before.served(by: $0, names: after) != current } ?? true
            let isDue = old == nil || isStale && !manual.contains(title)
            var broken: [String] = []
            // Of what others deploy the cloud tells a part: in doubt it is deployed once more.
            if history.contains(where: { $0.contains("somebody deploys") }), made == 1 { return [] }
            if made != (isDue ? 1 : 0), !isKilled || made > 2 || isDue && made == 0 {
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
