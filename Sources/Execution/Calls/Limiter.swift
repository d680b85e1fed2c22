import DequeModule

/// How many calls may be under way to one host, learned from the host: halved when it throttles, grown back slowly.
public actor Limiter {
    private let ceiling: Double
    private var allowed: Double
    private var underWay = 0
    private var queue: Deque<CheckedContinuation<Void, Never>> = []

    public init(limit: Int) {
        ceiling = Double(max(1, limit))
        allowed = ceiling
    }

    /// The number of calls allowed at once just now.
    public var limit: Int { Int(allowed) }

    /// Waits for a place.
    public func enter() async {
        if underWay < limit {
            underWay += 1
        } else {
            await withCheckedContinuation { queue.append($0) }
        }
    }

    /// Gives the place back; `throttled` when the host asked for fewer calls.
    public func leave(throttled: Bool) {
        underWay -= 1
        allowed = throttled ? max(1, allowed / 2) : min(ceiling, allowed + 1 / allowed)
        while underWay < limit, let next = queue.popFirst() {
            underWay += 1
            next.resume()
        }
    }
}
