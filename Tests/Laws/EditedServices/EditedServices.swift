import Foundation
import Model
import OrderedJSON
import Rehearsal
import Testing

/// Load balancers, groups that scale and databases whose manifests are edited at random, over and over.
@Suite("laws of edited services") struct EditedServices {
    private static let edits = 30

    /// The one that `NACRE_WORLD` names, else one, and many under `NACRE_SOAK=1`.
    private static var seeds: ClosedRange<UInt64> {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["NACRE_WORLD"].flatMap(UInt64.init) { return named...named }
        return 1...(environment["NACRE_SOAK"] == "1" ? 20 : 1)
    }

    @Test("services edited thirty times come to what their manifests say, and nacre ends no server that scaling made")
    func settles() async throws {
        for seed in Self.seeds { try await settle(seed) }
    }

    private func settle(_ seed: UInt64) async throws {
        try await LawBench.with(speed: 100_000) { bench in
            var service = RandomService(seed: seed)
            try await bench.cloud.send(.post, "ledger", [:])
            for edit in 0...Self.edits {
                if edit > 0 { service.edit() }
                let desired = try bench.load(service.manifests)
                let outcome = try await bench.apply(desired)
                #expect(outcome?.isComplete ?? true, "seed \(seed), edit \(edit): \(outcome?.shortfalls ?? "")")
                #expect(try await bench.plan(desired).words == [], "seed \(seed), edit \(edit)")
            }
            try await expectOwnEndsOnly(bench, seed)
        }
    }

    /// Of the servers that nacre ended, none was made by a group.
    private func expectOwnEndsOnly(_ bench: LawBench, _ seed: UInt64) async throws {
        let entries = try await bench.cloud.send(.get, "ledger")["entries"]?.elements ?? []
        let servers = entries.filter { $0["table"]?.text == "server" }
        let own = Set(
            servers.filter { $0["act"]?.text == "made" && $0["call"]?.text == "createServerInstances" }
                .compactMap { $0["id"]?.text })
        let ended = servers.filter { $0["act"]?.text == "deleted" && $0["call"]?.text == "terminateServerInstances" }
            .compactMap { $0["id"]?.text }
        #expect(!own.isEmpty && Set(ended).isSubset(of: own), "seed \(seed)")
    }
}
