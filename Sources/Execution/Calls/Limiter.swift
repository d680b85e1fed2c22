import DequeModule
import NcloudClient

/// How much may be asked of one host: how many calls at once, and how many a second. Both are halved when the host
/// throttles, and grow back.
public actor Limiter {
    private let ceiling: Double
    private let clock: RunClock
    private var allowed: Double
    private var underWay = 0
    private var queue: Deque<CheckedContinuation<Void, Never>> = []
    private var pace = Pace()
    private var nextSlot = 0.0
    /// Hosts whose quota is used up, with their words.
    private var exhausted: [String: APIFailure] = [:]

    public init(limit: Int, clock: RunClock) {
        ceiling = Double(max(1, limit))
        allowed = ceiling
        self.clock = clock
    }

    /// The number of calls allowed at once just now.
    public var limit: Int { Int(allowed) }

    /// What hosts said whose quota is used up.
    public var quotas: [APIFailure] { exhausted.sorted { $0.key < $1.key }.map(\.value) }

    /// Waits for a place among the calls under way, and for the moment the pace allows.
    /// - Throws: the host's own words when its quota is used up: nothing more is sent to it in this run.
    public func enter(_ host: String = "") async throws(APIFailure) {
        if let failure = exhausted[host] { throw failure }
        if underWay < limit {
            underWay += 1
        } else {
            await withCheckedContinuation { queue.append($0) }
        }
        if let pause = reserveSlot() { try? await clock.sleep(.seconds(pause)) }
        if let failure = exhausted[host] {
            makeRoom()
            throw failure
        }
    }

    /// Gives the place back, with what became of the call.
    public func leave(_ failure: APIFailure?, _ host: String = "") {
        let now = clock.elapsed().seconds
        if let failure, failure.classification == .quota { exhausted[host] = exhausted[host] ?? failure }
        if failure?.status == 429 {
            allowed = max(1, allowed / 2)
            pace.throttled(at: now)
        } else {
            allowed = min(ceiling, allowed + 1 / allowed)
            pace.passed(at: now)
        }
        makeRoom()
    }

    private func makeRoom() {
        underWay -= 1
        while underWay < limit, let next = queue.popFirst() {
            underWay += 1
            next.resume()
        }
    }

    /// Takes the next moment the pace allows.
    /// - Returns: how many seconds it is away; nil when it is now.
    private func reserveSlot() -> Double? {
        let now = clock.elapsed().seconds
        guard let rate = pace.rate(at: now) else { return nil }
        let slot = max(now, nextSlot)
        nextSlot = slot + 1 / rate
        return slot > now ? slot - now : nil
    }
}
