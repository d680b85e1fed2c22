import Synchronization

/// For how long this process has known of something, by a clock that nobody sets.
///
/// What a dead run has left has times of the wall clock. That one may have been ahead, or be set in between: a time in
/// the future would be waited for, and a step forward would end a wait that has hardly begun.
public final class Sightings: Sendable {
    private let clock: RunClock
    private let first = Mutex<[String: Duration]>([:])
    private let looks = Mutex<[String: Int]>([:])

    public init(clock: RunClock) { self.clock = clock }

    /// Takes down that the cloud was read for what `name` is about.
    public func look(at name: String) { looks.withLock { $0[name, default: 0] += 1 } }

    /// How often it was.
    public func looks(at name: String) -> Int { looks.withLock { $0[name] ?? 0 } }

    /// How long ago `name` was first asked about; nothing the first time.
    public func age(of name: String) -> Duration {
        let now = clock.elapsed()
        return first.withLock { first in
            let seen = first[name] ?? now
            first[name] = seen
            return now - seen
        }
    }
}
