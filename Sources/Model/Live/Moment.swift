/// When something happened: by the wall clock, and by a clock that nobody sets.
public struct Moment: Hashable, Sendable {
    /// How long a machine has been running.
    public struct Uptime: Hashable, Sendable {
        /// Names the start of the machine that `seconds` counts from.
        public var boot: String
        public var seconds: Double

        public init(boot: String, seconds: Double) {
            self.boot = boot
            self.seconds = seconds
        }
    }

    /// Seconds since 1970.
    public var wall: Double
    /// Nil where it is not known.
    public var uptime: Uptime?

    public init(wall: Double, uptime: Uptime? = nil) {
        self.wall = wall
        self.uptime = uptime
    }

    /// Seconds from `earlier` to this moment, never below zero.
    ///
    /// The wall clock counts only where the machine was started in between, or another one wrote: it may have been set
    /// since, in either direction.
    public func seconds(since earlier: Moment) -> Double {
        if let uptime, let before = earlier.uptime, uptime.boot == before.boot {
            return max(0, uptime.seconds - before.seconds)
        }
        return max(0, wall - earlier.wall)
    }
}
