import NcloudClient

/// How much may be asked of each host: how many calls at once, and how many a second. Both are halved when the host
/// throttles, and grow back. One host's troubles slow nobody else down.
public actor Limiter {
    private let ceiling: Double
    private let clock: RunClock
    private var lanes: [String: Lane] = [:]
    /// What was said of keys that are not accepted: they are the same for every host.
    private var lockout: APIFailure?

    /// - Parameter limit: how many calls at once a host is sent at most.
    public init(limit: Int, clock: RunClock) {
        ceiling = Double(max(1, limit))
        self.clock = clock
    }

    /// The number of calls that `host` may be sent at once just now.
    public func limit(_ host: String = "") -> Int { lanes[host]?.limit ?? Int(ceiling) }

    /// Why nothing more is sent: keys that are not accepted, or else what hosts said whose quota is used up.
    public var halts: [APIFailure] {
        lockout.map { [$0] } ?? lanes.sorted { $0.key < $1.key }.compactMap(\.value.exhausted)
    }

    /// Waits for a place among the calls under way, and for the moment the pace allows.
    /// - Throws: what was said when the keys were not accepted, or the host's own words when its quota is used up: nothing
    ///   more is sent in this run.
    public func enter(_ host: String = "") async throws(APIFailure) {
        if let failure = lockout ?? lanes[host]?.exhausted { throw failure }
        if !lanes[host, default: Lane(ceiling)].takePlace() {
            await withCheckedContinuation { lanes[host, default: Lane(ceiling)].queue.append($0) }
        }
        let now = clock.elapsed().seconds
        if let pause = lanes[host, default: Lane(ceiling)].reserveSlot(at: now) {
            try? await clock.sleep(.seconds(pause))
        }
        if let failure = lockout ?? lanes[host]?.exhausted {
            makeRoom(host)
            throw failure
        }
    }

    /// Gives the place back, with what became of the call.
    public func leave(_ failure: APIFailure?, _ host: String = "") {
        if let failure, failure.classification == .unauthenticated { lockout = lockout ?? failure }
        lanes[host, default: Lane(ceiling)].learn(failure, at: clock.elapsed().seconds)
        makeRoom(host)
    }

    private func makeRoom(_ host: String) {
        for next in lanes[host, default: Lane(ceiling)].makeRoom() { next.resume() }
    }
}
