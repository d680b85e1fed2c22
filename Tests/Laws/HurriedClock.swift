/// Real time, but faster: pauses of a run that take a second are over in a fraction of it.
struct HurriedClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    /// How many seconds pass in a real one.
    let speed: Int
    private let start = ContinuousClock.now

    init(speed: Int) { self.speed = speed }

    var now: Instant { Instant(offset: start.duration(to: .now) * speed) }
    var minimumResolution: Duration { .milliseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await ContinuousClock().sleep(for: now.duration(to: deadline) / speed)
    }
}
