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

/// What the state takes from the world around it; a test gives its own.
public struct StateSurroundings: Sendable {
    public var now: @Sendable () -> Date
    /// How long the machine has been running.
    public var uptime: @Sendable () -> Moment.Uptime?
    /// A name that no one else will draw.
    public var identifier: @Sendable () -> String
    /// The running system and process space in which process ids are unique.
    public var machine: String
    /// Whether a process of `machine` runs.
    public var isAlive: @Sendable (Int32) -> Bool
    /// The key that wraps the data key, as 64 hexadecimal digits, in the place of a key file; nil leaves it in the file.
    public var key: String?
    /// Who opens the data key, and what is to keep it.
    public var keyring = StateKeyring()
    /// How many writes may share a commit. One shows what sharing is worth; nothing else speaks for it.
    public var writesPerCommit = Int.max
    /// Told after each commit, before those who wait for it.
    public var committed: @Sendable () -> Void = {}

    public init(
        now: @escaping @Sendable () -> Date, identifier: @escaping @Sendable () -> String, machine: String,
        isAlive: @escaping @Sendable (Int32) -> Bool, key: String? = nil,
        uptime: @escaping @Sendable () -> Moment.Uptime? = { nil }
    ) {
        self.now = now
        self.uptime = uptime
        self.identifier = identifier
        self.machine = machine
        self.isAlive = isAlive
        self.key = key
    }

    /// The real ones; the key from `NACRE_STATE_KEY`, and from `NACRE_WRITES_PER_COMMIT`, for measuring, how many
    /// writes may share a commit.
    public static var system: StateSurroundings {
        let environment = ProcessInfo.processInfo.environment
        var surroundings = StateSurroundings(
            now: { Date() }, identifier: { UUID().uuidString.lowercased() }, machine: currentMachine(),
            isAlive: { kill($0, 0) == 0 || errno == EPERM },
            key: environment["NACRE_STATE_KEY"].flatMap { $0.isEmpty ? nil : $0 }, uptime: { .current })
        surroundings.writesPerCommit = environment["NACRE_WRITES_PER_COMMIT"].flatMap(Int.init) ?? .max
        return surroundings
    }

    /// Two containers may share a host name and not their processes, so the host name alone does not do: a pid that is
    /// unknown here says nothing about a process elsewhere.
    private static func currentMachine() -> String {
        let space = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
        let boot = Moment.Uptime.machine
        return boot.isEmpty ? LeaseRequest.current("").host : "\(boot) \(space)"
    }
}

/// What a command wants of the state.
public enum StateAccess: Hashable, Sendable {
    /// Creates and changes nothing; a state that does not exist yet reads as an empty one.
    case readOnly
    /// Creates the state, its folder included, and brings an older one up to date.
    case readWrite
}
