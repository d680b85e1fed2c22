/// What the status codes of a kind mean to somebody who waits.
public struct StatusTable: Hashable, Sendable {
    /// How far an object has come.
    public enum Phase: Hashable, Sendable {
        /// Something is going on; look again.
        case pending
        /// At rest and usable.
        case ready
        /// It will not become ready by itself.
        case failed
        /// Deleted, though still listed.
        case gone
        /// A code no sheet knows. Waited out with a warning, never taken for a failure.
        case unknown
    }

    public var pending: Set<String>
    public var ready: Set<String>
    public var failed: Set<String>
    public var gone: Set<String>
    /// Those of the pending codes that lead to `gone`.
    public var leaving: Set<String>
    /// Those of the leaving codes at which the deletion can still be cancelled: such an object is pending deletion. It is
    /// brought back where it is wanted, and needs nothing more where it is not.
    public var recoverable: Set<String>

    public init(
        pending: Set<String> = [], ready: Set<String>, failed: Set<String> = [], gone: Set<String> = [],
        leaving: Set<String> = [], recoverable: Set<String> = []
    ) {
        self.pending = pending
        self.ready = ready
        self.failed = failed
        self.gone = gone
        self.leaving = leaving
        self.recoverable = recoverable
    }

    /// Whether an object with this code is pending deletion.
    public func isRecoverable(_ code: String?) -> Bool { code.map(recoverable.contains) ?? false }

    /// Whether an object with this code is being deleted, or is deleted.
    public func isLeaving(_ code: String?) -> Bool {
        code.map { leaving.contains($0) || gone.contains($0) } ?? false
    }

    public func phase(of code: String) -> Phase {
        if ready.contains(code) { return .ready }
        if pending.contains(code) { return .pending }
        if failed.contains(code) { return .failed }
        if gone.contains(code) { return .gone }
        return .unknown
    }
}
