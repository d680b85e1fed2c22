/// How the objects that one document describes are changed where that takes them out of service: a few at a time.
public struct Rollout: Hashable, Sendable {
    /// How many objects at a time, of all that the document describes.
    public enum Share: Hashable, Sendable {
        case count(Int)
        case percent(Int)

        /// The number of objects, at least one.
        public func of(_ total: Int) -> Int {
            switch self {
            case .count(let count): max(1, count)
            case .percent(let percent): max(1, total * percent / 100)
            }
        }
    }

    /// Which document it is: the kind, and the name as it is written there.
    public var series: String
    /// How many may be out of service at once.
    public var maxUnavailable: Share
    /// Whether the next ones wait until these serve again.
    public var waitsUntilHealthy: Bool
    /// How long the next ones wait besides, in seconds.
    public var pause: Int

    public init(series: String, maxUnavailable: Share = .count(1), waitsUntilHealthy: Bool = true, pause: Int = 0) {
        self.series = series
        self.maxUnavailable = maxUnavailable
        self.waitsUntilHealthy = waitsUntilHealthy
        self.pause = pause
    }
}

extension Desired {
    /// The objects of each series that has a rollout; sorted.
    public var series: [String: [Address]] {
        Dictionary(grouping: resources.filter { $0.rollout != nil }) { $0.rollout?.series ?? "" }
            .mapValues { $0.map(\.address).sorted() }
    }
}
