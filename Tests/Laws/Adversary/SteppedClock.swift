import Foundation
import Synchronization

/// The wall clock of a machine whose time is set while runs go on: hurried as their pauses are, and stepped at will.
final class SteppedClock: Sendable {
    private let offset = Mutex(0.0)
    private let start = Date()
    private let begin = ContinuousClock.now
    private let speed: Double

    /// - Parameter speed: how many seconds pass in a real one.
    init(speed: Double) { self.speed = speed }

    /// Reads the time, for those who are handed a clock.
    var read: @Sendable () -> Date { { self.now } }

    var now: Date {
        let (seconds, attoseconds) = begin.duration(to: .now).components
        let elapsed = Double(seconds) + Double(attoseconds) / 1e18
        return start.addingTimeInterval(elapsed * speed + offset.withLock { $0 })
    }

    func step(seconds: Double) { offset.withLock { $0 += seconds } }
}
