/// How often each endpoint was called, and how many calls were open at once, for tests of frugal and quick clients.
struct CallCounts: Sendable {
    private(set) var byEndpoint: [String: Int64] = [:]
    /// The most calls that were open at the same time.
    private(set) var mostAtOnce: Int64 = 0
    /// How many calls were refused because of their keys or signatures.
    private(set) var unauthenticated: Int64 = 0
    private var open: Int64 = 0

    mutating func count(_ endpoint: String) { byEndpoint[endpoint, default: 0] += 1 }

    mutating func refuseKey() { unauthenticated += 1 }

    /// A request arrived.
    mutating func begin() {
        open += 1
        mostAtOnce = max(mostAtOnce, open)
    }

    /// Its answer left, or never will.
    mutating func end() { open -= 1 }

    mutating func reset() {
        byEndpoint = [:]
        unauthenticated = 0
        mostAtOnce = open
    }
}
