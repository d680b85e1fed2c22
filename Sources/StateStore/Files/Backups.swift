import GRDB

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

/// The copies of a state in the folder `<path>.backups`.
///
/// Each is a whole database in one file, named by a number that only grows (a clock may go backwards), such as
/// `000012-20260501T102030Z.db`. A copy is written under another name and gets its own only when it is whole, checked
/// and synced.
struct Backups: Sendable {
    static let kept = 10
    private static let draftSuffix = ".partial"

    let folder: String

    init(of path: String) { folder = path + ".backups" }

    /// Paths, the newest first.
    var all: [String] {
        DurableFile.names(in: folder).filter { Self.number(of: $0) != nil }.reversed().map { "\(folder)/\($0)" }
    }

    /// The newest one that passes the integrity check.
    func newestSound() -> String? { all.first(where: Self.isSound) }

    /// Copies what `db` holds, which must not be inside a transaction, and drops the oldest copies beyond ten.
    func write(_ db: Database, at date: Date) throws -> String {
        do {
            try DurableFile.makeFolder(folder)
            let number = (all.first.flatMap { Self.number(of: Self.name(of: $0)) } ?? 0) + 1
            let path = "\(folder)/\(Self.name(number, at: date))"
            let draft = "\(path).\(getpid())\(Self.draftSuffix)"
            defer { DurableFile.remove(draft) }
            try DurableFile.makeEmpty(draft)
            try db.execute(sql: "VACUUM INTO ?", arguments: [draft])
            guard Self.isSound(draft) else { throw UnreadableRow(details: "its copy fails the integrity check") }
            try DurableFile.publish(draft, as: path)
            prune()
            return path
        } catch let failure as DurableFile.Failure {
            throw failure.stateError(folder)
        }
    }

    private func prune() {
        for path in all.dropFirst(Self.kept) { DurableFile.remove(path) }
        for path in all { DurableFile.hide(path) }
        for name in DurableFile.names(in: folder) where name.hasSuffix(Self.draftSuffix) {
            let writer = name.dropLast(Self.draftSuffix.count).split(separator: ".").last.flatMap { Int32($0) }
            if let writer, kill(writer, 0) != 0, errno == ESRCH { DurableFile.remove("\(folder)/\(name)") }
        }
    }

    private static func name(_ number: Int, at date: Date) -> String {
        let digits = String(number)
        let stamp = date.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
        return String(repeating: "0", count: max(0, 6 - digits.count)) + "\(digits)-\(stamp).db"
    }

    private static func name(of path: String) -> String {
        String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
    }

    private static func number(of name: String) -> Int? {
        guard name.hasSuffix(".db"), let dash = name.firstIndex(of: "-") else { return nil }
        return Int(name[..<dash])
    }

    static func isSound(_ path: String) -> Bool {
        var configuration = Configuration()
        configuration.readonly = true
        let answer = try? DatabaseQueue(path: path, configuration: configuration).read { db in
            let isOurs = try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID
            return try isOurs && String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok"
        }
        return answer ?? false
    }
}

extension DurableFile.Failure {
    /// What it means for the state at `path`.
    func stateError(_ path: String) -> StateError {
        // The system's error numbers are an open set.
        switch code {
        case EROFS, EACCES, EPERM: .readOnly(path: path)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case EFBIG, EIO: .unwritten(path: path, details: reason)
        default: .cannotOpen(path: path, reason: reason)
        }
    }
}
