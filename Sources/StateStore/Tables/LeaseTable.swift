import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct LeaseTable {
    let db: Database

    func current() throws -> Lease? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT owner, command, user, host, pid, job, machine, acquired_at, heartbeat_at, expires_at FROM lease
                """
        ).map { row in
            Lease(
                owner: row[0],
                request: LeaseRequest(command: row[1], user: row[2], host: row[3], pid: row[4], job: row[5]),
                machine: row[6], acquiredAt: StoredText.date(row[7]), heartbeatAt: StoredText.date(row[8]),
                expiresAt: StoredText.date(row[9]))
        }
    }

    /// Throws unless `owner` holds the lease.
    func require(_ owner: String) throws {
        let holder = try current()
        guard holder?.owner == owner else { throw StateError.leaseLost(holder: holder) }
    }

    func put(_ lease: Lease) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO lease (place, owner, command, user, host, pid, job, machine, acquired_at,
                    heartbeat_at, expires_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                lease.owner, lease.command, lease.user, lease.host, lease.pid, lease.job, lease.machine,
                lease.acquiredAt.timeIntervalSince1970, lease.heartbeatAt.timeIntervalSince1970,
                lease.expiresAt.timeIntervalSince1970,
            ])
    }

    /// Only ever forwards: a clock that goes backwards must not make a living lease look older, nor one that was ahead
    /// make it look as if it beat no more.
    func beat(_ owner: String, at now: Date, until end: Date) throws {
        try db.execute(
            sql:
                "UPDATE lease SET heartbeat_at = max(heartbeat_at + 0.001, ?), expires_at = max(expires_at, ?) WHERE owner = ?",
            arguments: [now.timeIntervalSince1970, end.timeIntervalSince1970, owner])
    }

    func remove(_ owner: String) throws {
        try db.execute(sql: "DELETE FROM lease WHERE owner = ?", arguments: [owner])
    }
}
