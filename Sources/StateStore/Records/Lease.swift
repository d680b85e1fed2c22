#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Who asks for the state, or works on it.
public struct LeaseRequest: Hashable, Sendable {
    /// What it is wanted for, such as `apply`.
    public var command: String
    public var user: String
    public var host: String
    public var pid: Int32
    /// The address of the CI job.
    public var job: String?

    public init(command: String, user: String, host: String, pid: Int32, job: String? = nil) {
        self.command = command
        self.user = user
        self.host = host
        self.pid = pid
        self.job = job
    }

    /// `user@host`.
    public var actor: String { "\(user)@\(host)" }
}

/// The right to change what the state describes; one run has it at a time, and keeps it by its heartbeat.
public struct Lease: Hashable, Sendable {
    /// A random name; tells two leases of one process apart.
    public var owner: String
    public var request: LeaseRequest
    /// The running system and process space that `request.pid` is a number of.
    public var machine: String
    public var acquiredAt: Date
    public var heartbeatAt: Date
    public var expiresAt: Date

    public var command: String { request.command }
    public var user: String { request.user }
    public var host: String { request.host }
    public var pid: Int32 { request.pid }
    public var job: String? { request.job }
}

extension Lease: CustomStringConvertible {
    /// The holder on one line.
    public var description: String {
        let place = job.map { ", job \($0)" } ?? ""
        return "\"\(command)\" by \(request.actor), pid \(pid)\(place), since \(acquiredAt.formatted(.iso8601)), "
            + "last heartbeat \(heartbeatAt.formatted(.iso8601))"
    }
}

/// A lease, and the dead holder it was taken from.
public struct AcquiredLease: Hashable, Sendable {
    public var lease: Lease
    /// Nil when it was free.
    public var takenOverFrom: Lease?
}
