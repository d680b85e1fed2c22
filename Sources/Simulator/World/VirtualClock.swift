#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The clock of the simulated world: real time since a base, stretched by a speed. All times are milliseconds since 1970.
struct VirtualClock: Sendable {
    let speed: Double
    private(set) var base: Int64
    private let realBase: Int64

    /// A clock that shows `base` at the real time `realBase`.
    init(speed: Double, base: Int64, realBase: Int64) {
        self.speed = speed
        self.base = base
        self.realBase = realBase
    }

    /// The virtual time at a real time; it never runs backwards behind its base.
    func time(atReal real: Int64) -> Int64 {
        base + Int64(Double(max(0, real - realBase)) * speed)
    }

    mutating func advance(milliseconds: Int64) { base += milliseconds }

    /// The wall clock of this machine. Signatures are judged by it, whatever the speed of the world.
    static func wallMilliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}
