import Model
import Rehearsal
import Testing

extension LawBench {
    /// The calls of a plan that finds nothing to do, by name.
    func cost(of desired: Desired) async throws -> [String: Int] {
        try await cloud.resetCalls()
        #expect(try await plan(desired).words == [])
        return try await cloud.calls()
    }
}
