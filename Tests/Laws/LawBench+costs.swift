import Model
import Rehearsal
import Testing

extension LawBench {
    /// Applies a workspace to its end.
    func complete(_ desired: Desired) async throws {
        let outcome = try #require(try await apply(desired))
        #expect(outcome.isComplete, "\(outcome.shortfalls.prefix(5))")
    }

    /// The calls of a plan that finds nothing to do, by name.
    func cost(of desired: Desired) async throws -> [String: Int] {
        try await cloud.resetCalls()
        #expect(try await plan(desired).words == [])
        return try await cloud.calls()
    }
}
