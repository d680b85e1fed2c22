import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Moment.Uptime {
    /// Names the start of this machine; empty where the system does not tell.
    static let machine: String = {
        let text = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
        return String(text.filter { !$0.isWhitespace })
    }()

    /// How long this machine has been running, times of sleep included; nil where it cannot be told which start it counts
    /// from.
    public static var current: Moment.Uptime? {
        guard !machine.isEmpty else { return nil }
        var time = timespec()
        #if os(Linux)
            guard clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return nil }
        #else
            guard clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return nil }
        #endif
        return Moment.Uptime(boot: machine, seconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
}
