import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Why the state could not be read or written.
public enum StateError: Error, Hashable, Sendable {
    case cannotOpen(path: String, reason: String)
    /// What should be restored is not there, or is not a backup.
    case notBackup(path: String, reason: String)
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
    /// The ids of several runs begin with the text.
    case severalRuns(String, [String])
    case unknownIntent(String)
    /// The key of secrets is missing, unreadable or another one.
    case key(path: String, reason: String)
    /// The key of secrets is not here, so what needs no secret works: a variable is not set, a file missing, or KMS does
    /// not answer.
    case keyUnavailable(place: String, reason: String)
    case other(path: String, details: String)
}

extension StateError: CustomStringConvertible {
    public var description: String { message }

    /// What happened, and what to do next.
    public var message: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open state \(path): \(reason)"
        case .notBackup(let path, let reason): "\(path): \(reason)"
        case .foreign(let path):
            "\(path) is a database, but not a nacre state; choose another file in spec.state or with --state"
        case .missing(let path, let backup):
            "state \(path) is missing or empty, but backups of it exist; \(Self.restoring(path, from: backup)), "
                + "or remove \(path).backups to start over"
        case .corrupted(let path, let details, let backup):
            "state \(path) is damaged (\(details)); nothing was changed; " + Self.restoring(path, from: backup)
        case .newerSchema(let path, let found, let known):
            "state \(path) was written by a newer version of nacre (schema \(found), this version supports \(known)); "
                + "update nacre"
        case .readOnly(let path):
            "state \(path) cannot be written; give this user write access to the file and its folder"
        case .diskFull(let path):
            "no space left to write state \(path); the change was not recorded; free some space and run again"
        case .unwritten(let path, let details):
            "state \(path) could not be written (\(details)); the change was not recorded; check for an exhausted quota, a "
                + "file size limit or a failing disk, and run again"
        case .busy(let path): "another process has locked state \(path); run again when it has ended"
        case .leaseHeld, .leaseLost, .planUsed: leaseMessage
        case .notRecorded(let address): "\(address) is not in state; \"nacre state list\" lists the managed objects"
        case .alreadyRecorded(let address):
            "\(address) is already in state; choose another name, or run \"nacre state forget\" first"
        case .sharedID(let id, let address, let holder):
            "\(address.kind) \(id) cannot be recorded as \(address): it is recorded as \(holder); compare both with "
                + "\"nacre state show\", and run \"nacre state forget\" for the wrong one"
        case .unknownRun(let id): "run \(id) is not in the history; \"nacre state history\" lists the runs"
        case .severalRuns(let text, let ids):
            "\"\(text)\" matches \(ids.count) runs: \(ids.joined(separator: ", ")); use more characters of the id"
        case .unknownIntent(let id): "intent \(id) is not in state; run \"nacre state verify\""
        case .key(let path, let reason): "the key for the secrets in state, \(path), \(reason)"
        case .keyUnavailable(let place, let reason): "the key for the secrets in state, \(place), \(reason)"
        case .other(let path, let details): "state \(path) could not be used: \(details)"
        }
    }

    private var leaseMessage: String {
        switch self {
        case .leaseHeld(let lease):
            "state is locked: \(lease); wait with --lock-timeout, or, if that process is certainly dead, "
                + "run \"nacre state unlock\""
        case .leaseLost(let holder):
            "this run lost the state lock\(holder.map { " to \($0)" } ?? ""); no further steps were started; run again"
        case .planUsed(_, let run, let date):
            "saved plan was already applied on \(date.formatted(.iso8601.year().month().day()))"
                + "\(run.map { " (run \(String($0.prefix(8))))" } ?? ""); create a new one with \"nacre plan --out FILE\""
        case .cannotOpen, .notBackup, .foreign, .missing, .corrupted, .newerSchema, .readOnly, .diskFull, .unwritten,
            .busy,
            .notRecorded, .alreadyRecorded, .sharedID, .unknownRun, .severalRuns, .unknownIntent, .key,
            .keyUnavailable, .other:
            ""
        }
    }

    private static func restoring(_ path: String, from backup: String?) -> String {
        guard let backup else { return "there is no valid backup next to it; restore a copy of your own" }
        return "restore the newest valid backup, \(backup), with \"nacre state restore\""
    }
}
