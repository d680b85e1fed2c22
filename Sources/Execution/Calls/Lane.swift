import DequeModule
import NcloudClient

/// What a limiter knows of one host: who is on the way to it, who waits, and how much it bears.
struct Lane {
    private let ceiling: Double
    private var allowed: Double
    private var underWay = 0
    private var pace = Pace()
    private var nextSlot = 0.0
    /// The host's own words when its quota is used up.
    private(set) var exhausted: APIFailure?
    var queue: Deque<CheckedContinuation<Void, Never>> = []

    init(_ ceiling: Double) {
        self.ceiling = ceiling
        allowed = ceiling
    }

    /// Calls allowed at once just now.
    var limit: Int { Int(allowed) }

    /// - Returns: whether there was a place.
    mutating func takePlace() -> Bool {
        guard underWay < limit else { return false }
        underWay += 1
        return true
    }

    /// Takes the next moment the pace allows.
    /// - Returns: how many seconds it is away; nil when it is now.
    mutating func reserveSlot(at now: Double) -> Double? {
        guard let rate = pace.rate(at: now) else { return nil }
        let slot = max(now, nextSlot)
        nextSlot = slot + 1 / rate
        return slot > now ? slot - now : nil
    }

    /// Takes in what became of a call.
    mutating func learn(_ failure: APIFailure?, at now: Double) {
        if let failure, failure.classification == .quota { exhausted = exhausted ?? failure }
        if failure?.status == 429 {
            allowed = max(1, allowed / 2)
            pace.throttled(at: now)
        } else {
            allowed = min(ceiling, allowed + 1 / allowed)
            pace.passed(at: now)
        }
    }

    /// Gives one place back.
    /// - Returns: those who wait and may go now.
    mutating func makeRoom() -> [CheckedContinuation<Void, Never>] {
        underWay -= 1
        var released: [CheckedContinuation<Void, Never>] = []
        while underWay < limit, let next = queue.popFirst() {
            underWay += 1
            released.append(next)
        }
        return released
    }
}
