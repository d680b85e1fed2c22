import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The time as the cloud sees it: this machine's clock plus what refused requests taught about its error.
public final class ServerClock: Sendable {
    private let now: @Sendable () -> Int64
    private let offset: Mutex<Int64>

    /// - Parameters:
    ///   - offset: Milliseconds to begin with, added to every reading.
    ///   - now: Milliseconds since 1970 by this machine's clock.
    public init(offset: Int64 = 0, now: @escaping @Sendable () -> Int64 = ServerClock.systemMilliseconds) {
        self.offset = Mutex(offset)
        self.now = now
    }

    /// Milliseconds since 1970, corrected; a fresh value for each attempt.
    public func milliseconds() -> Int64 { now() + offset.withLock { $0 } }

    /// Takes the server's date of an answer that has just arrived as the truth.
    public func correct(to date: ServerDate) {
        let correction = date.milliseconds - now()
        offset.withLock { $0 = correction }
    }

    /// Milliseconds since 1970 by the clock of this machine.
    public static func systemMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
