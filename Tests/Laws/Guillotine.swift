import NcloudClient
import Synchronization

/// The end of a run in the middle, as `kill -9` brings it: no call leaves any more, no answer is heard, and what the disk
/// holds at that moment is all that stays.
final class Guillotine: HTTPTransport {
    /// When it falls.
    enum Point: Sendable, Hashable, CustomStringConvertible {
        case afterWrite(Int)
        case beforeCall(Int)
        /// The cloud has carried the call out, and nobody heard of it.
        case afterCall(Int)

        var description: String {
            switch self {
            case .afterWrite(let number): "after write \(number)"
            case .beforeCall(let number): "before call \(number)"
            case .afterCall(let number): "after call \(number)"
            }
        }
    }

    private struct State {
        var writes = 0
        var calls = 0
        var hasFallen = false
        var isBuried = false
    }

    private let moment: Point?
    /// Takes down what the disk holds.
    private let onFall: @Sendable (Point) async -> Void
    private let state = Mutex(State())
    private let curl = CurlTransport()

    /// - Parameter moment: nil lets the run live.
    init(_ moment: Point?, onFall: @escaping @Sendable (Point) async -> Void) {
        self.moment = moment
        self.onFall = onFall
    }

    /// How often state was written.
    var writes: Int { state.withLock { $0.writes } }
    /// How many calls were made.
    var calls: Int { state.withLock { $0.calls } }
    var hasFallen: Bool { state.withLock { $0.hasFallen } }

    /// Lets what still waits for an answer go its way.
    func bury() { state.withLock { $0.isBuried = true } }

    /// Counts a commit of the state.
    /// - Returns: whether this was the moment.
    func wrote() -> Bool {
        state.withLock { state in
            state.writes += 1
            return falls(.afterWrite(state.writes), &state)
        }
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let (number, isOver, falls) = state.withLock { state -> (Int, Bool, Bool) in
            guard !state.hasFallen else { return (0, true, false) }
            state.calls += 1
            return (state.calls, false, self.falls(.beforeCall(state.calls), &state))
        }
        if isOver { return try await silence() }
        if falls { return try await fall(.beforeCall(number)) }
        let response = try await curl.send(request)
        let isMoment = state.withLock { self.falls(.afterCall(number), &$0) }
        if isMoment { return try await fall(.afterCall(number)) }
        if hasFallen { return try await silence() }
        return response
    }

    private func falls(_ moment: Point, _ state: inout State) -> Bool {
        guard moment == self.moment, !state.hasFallen else { return false }
        state.hasFallen = true
        return true
    }

    private func fall(_ moment: Point) async throws(TransportFailure) -> HTTPResponse {
        await onFall(moment)
        return try await silence()
    }

    /// Nobody sends and nobody hears any more. Ends when the task is cancelled, and when the run is over.
    private func silence() async throws(TransportFailure) -> HTTPResponse {
        while !Task.isCancelled, !state.withLock({ $0.isBuried }) { try? await Task.sleep(for: .milliseconds(20)) }
        throw .notSent(.cancelled, detail: "the run is dead")
    }
}
