import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Why the state could not be read or written.
public enum StateError: Error, Hashable, Sendable {
    case cannotOpen(path: String, reason: String)
    /// A database, but not one of nacre's.
    case foreign(path: String)
    /// No state, or an empty file, where backups tell that there was one.
    case missing(path: String, newestBackup: String)
    /// `newestBackup` is the newest one that passes the integrity check.
    case corrupted(path: String, details: String, newestBackup: String?)
    /// Written by a later nacre. Versions are the numbers of migrations.
    case newerSchema(path: String, found: Int, known: Int)
    case readOnly(path: String)
    case diskFull(path: String)
    /// A write failed for another reason than a full disk: a quota, a limit on the size of files, a failing disk.
    case unwritten(path: String, details: String)
    /// Another process kept the database locked for longer than one waits.
    case busy(path: String)
    case leaseHeld(Lease)
    /// This run's lease was taken over, by `holder` if it is still there.
    case leaseLost(holder: Lease?)
    case planUsed(Digest, run: String?, at: Date)
    case notRecorded(Address)
    case alreadyRecorded(Address)
    /// The object belongs to `holder`: no two rows of a kind have one id.
    case sharedID(String, of: Address, holder: Address)
    case unknownRun(String)
    case unknownIntent(String)
    /// The key of secrets is missing, unreadable or another one.
    case key(path: String, reason: String)
    case other(path: String, details: String)
}

extension StateError: CustomStringConvertible {
    public var description: String { message }

    /// What happened, and what to do next.
    public var message: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open the state \(path): \(reason)"
        case .foreign(let path):
            "\(path) is a database, but not a state of nacre; name another file in spec.state or with --state"
        case .missing(let path, let backup):
            "the state \(path) is missing or empty, though backups of it exist; \(Self.restoring(path, from: backup)), "
                + "or remove \(path).backups to begin anew"
        case .corrupted(let path, let details, let backup):
            "the state \(path) is damaged (\(details)); nothing was changed; " + Self.restoring(path, from: backup)
        case .newerSchema(let path, let found, let known):
            "the state \(path) was written by a newer nacre (schema \(found), this one knows \(known)); "
                + "update nacre"
        case .readOnly(let path):
            "the state \(path) cannot be written; give write access to the file and to its folder"
        case .diskFull(let path):
            "no space left to write the state \(path); the change was not recorded; free some space and run again"
        case .unwritten(let path, let details):
            "the state \(path) could not be written (\(details)); the change was not recorded; look for a used-up quota, a "
                + "limit on file sizes or a failing disk, and run again"
        case .busy(let path): "another process keeps the state \(path) locked; run again when it has ended"
        case .leaseHeld, .leaseLost, .planUsed: leaseMessage
        case .notRecorded(let address): "\(address) is not in the state; list what is with \"nacre state list\""
        case .alreadyRecorded(let address): "\(address) is in the state already; choose another name or forget it first"
        case .sharedID(let id, let address, let holder):
            "\(address.kind) \(id) was not recorded as \(address): it is recorded as \(holder); look at both with "
                + "\"nacre state show\", and forget the wrong one"
        case .unknownRun(let id): "run \(id) is not in the history; list runs with \"nacre state history\""
        case .unknownIntent(let id): "intent \(id) is not in the state; run \"nacre state verify\""
        case .key(let path, let reason): "the key \(path) of the state's secrets \(reason)"
        case .other(let path, let details): "the state \(path) could not be used: \(details)"
        }
    }

    private var leaseMessage: String {
        switch self {
        case .leaseHeld(let lease):
            "the state is locked: \(lease); wait for it with --lock-timeout, or, if it is surely dead, "
                + "run \"nacre state unlock\""
        case .leaseLost(let holder):
            "this run's lock was taken over\(holder.map { " by \($0)" } ?? ""); nothing more was started; run again"
        case .planUsed(let digest, let run, let date):
            "plan \(digest.text.prefix(12)) was applied on \(date.formatted(.iso8601))"
                + "\(run.map { " by run \($0)" } ?? ""); a plan is used once: make a new one with \"nacre plan\""
        case .cannotOpen, .foreign, .missing, .corrupted, .newerSchema, .readOnly, .diskFull, .unwritten, .busy,
            .notRecorded, .alreadyRecorded, .sharedID, .unknownRun, .unknownIntent, .key, .other:
            ""
        }
    }

    private static func restoring(_ path: String, from backup: String?) -> String {
        guard let backup else { return "there is no sound backup beside it; put back a copy of your own" }
        return "restore the newest sound backup, \(backup), with \"nacre state restore\""
    }
}
