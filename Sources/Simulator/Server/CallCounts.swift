/// How often each endpoint was called, for tests of frugal clients.
struct CallCounts: Sendable {
    private(set) var byEndpoint: [String: Int64] = [:]

    mutating func count(_ endpoint: String) { byEndpoint[endpoint, default: 0] += 1 }

    mutating func reset() { byEndpoint = [:] }
}
