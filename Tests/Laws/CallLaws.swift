import Kinds
import Model
import Rehearsal
import Testing

@testable import StateStore

@Suite("laws of named calls") struct CallLaws {
    @Test("the calls that a plan names for making and deleting an object are those that are made, for every kind")
    func lives() async throws {
        try await LawBench.with(speed: 600) { bench in
            let made = try await bench.plan(LawBench.examplesMade)
            let creation = try #require(try await bench.apply(LawBench.examplesMade))
            #expect(creation.isComplete, "\(creation.shortfalls)")
            try await compare(made, bench)

            let kept = Desired(project: LawBench.examplesMade.project, resources: [])
            let (gone, deletion) = try await run(kept, bench)
            #expect(deletion.isComplete, "\(deletion.shortfalls)")
            try await compare(gone, bench)
        }
    }

    /// Plans and applies. A day passes in minutes, and a schedule that makes servers between two lists of one plan has
    /// it refused: then again.
    private func run(_ desired: Desired, _ bench: LawBench) async throws -> (Plan, Outcome) {
        for _ in 1..<10 {
            let plan = try await bench.plan(desired)
            guard !plan.steps.contains(where: \.isRefused) else { continue }
            if let outcome = try? await bench.apply(desired) { return (plan, outcome) }
        }
        return (try await bench.plan(desired), try #require(try await bench.apply(desired)))
    }

    /// Holds the calls of the last run against those that the plan named.
    private func compare(_ plan: Plan, _ bench: LawBench) async throws {
        let made = try await bench.lastCalls()
        for (address, steps) in Dictionary(grouping: plan.steps, by: \.address) {
            let named = Set(steps.flatMap(\.calls))
            let calls = Set(made[address] ?? [])
            let unnamed = calls.filter { call in !named.contains { CallLaws.stands($0, for: call) } }
            let unmade = named.subtracting(KindCases.of(address.kind).occasionalCalls).filter { name in
                !calls.contains { CallLaws.stands(name, for: $0) }
            }
            #expect(unnamed.isEmpty, "\(address): made and not named")
            #expect(unmade.isEmpty, "\(address): named and not made")
        }
    }

    /// Whether a call as a kind names it, with placeholders, is the call that was made.
    static func stands(_ name: String, for call: String) -> Bool {
        let (name, call) = (parts(name), parts(call))
        guard name.count <= call.count else { return false }
        let isMethodEqual = name.count == 1 || name[0] == call[0]
        return isMethodEqual
            && zip(name.dropFirst(name.count > 1 ? 1 : 0).reversed(), call.reversed()).allSatisfy {
                $0 == $1 || $0.hasPrefix("{")
            }
    }

    private static func parts(_ call: String) -> [Substring] { call.split { $0 == "/" || $0 == " " } }
}

extension LawBench {
    /// The changing calls of the last run, by whose step they were.
    func lastCalls() async throws -> [Address: [String]] {
        guard let run = try await state.history(limit: 1).first?.id else { return [:] }
        let intents = try await state.read { try IntentTable(db: $0).all(of: run) }
        return Dictionary(grouping: intents, by: \.address).mapValues { $0.map(\.call) }
    }
}
