import GRDB
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct DriftTable {
    private struct Stored {
        var finding: DriftEntry
        var isReported: Bool
    }

    let db: Database

    func all() throws -> [DriftEntry] { try stored().map(\.finding) }

    func record(
        _ findings: [DriftEntry], covering looked: (Address) -> Bool, at now: Date
    ) throws -> DriftRecord {
        for finding in findings { try save(finding, at: now) }
        let seen = Set(findings.map { Place($0) })
        var record = DriftRecord(standing: [], unreported: [], ended: [])
        for row in try stored() {
            if !seen.contains(Place(row.finding)), looked(row.finding.address) {
                try remove(row.finding)
                record.ended.append(row.finding)
            } else {
                record.standing.append(row.finding)
                if !row.isReported { record.unreported.append(row.finding) }
            }
        }
        return record
    }

    /// What was found about the object has come to an end: should it differ again, that is another finding.
    func end(_ address: Address) throws {
        try db.execute(
            sql: "DELETE FROM drift WHERE kind = ? AND name = ?", arguments: [address.kind, address.name])
    }

    func markReported(_ findings: [DriftEntry], at now: Date) throws {
        for finding in findings {
            try db.execute(
                sql: "UPDATE drift SET reported_at = ? WHERE kind = ? AND name = ? AND path = ?",
                arguments: [now.timeIntervalSince1970, finding.address.kind, finding.address.name, finding.path])
        }
    }

    private struct Place: Hashable {
        var address: Address
        var path: String

        init(_ finding: DriftEntry) {
            address = finding.address
            path = finding.path
        }
    }

    private func save(_ finding: DriftEntry, at now: Date) throws {
        let seen = now.timeIntervalSince1970
        try db.execute(
            sql: """
                INSERT INTO drift (kind, name, path, recorded, live, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, name, path) DO UPDATE SET recorded = excluded.recorded, live = excluded.live,
                    last_seen = max(last_seen, excluded.last_seen)
                """,
            arguments: [
                finding.address.kind, finding.address.name, finding.path, finding.recorded.json.serialized(.compact),
                finding.live.json.serialized(.compact), seen, seen,
            ])
    }

    private func remove(_ finding: DriftEntry) throws {
        try db.execute(
            sql: "DELETE FROM drift WHERE kind = ? AND name = ? AND path = ?",
            arguments: [finding.address.kind, finding.address.name, finding.path])
    }

    private func stored() throws -> [Stored] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT kind, name, path, recorded, live, first_seen, last_seen, reported_at FROM drift")
        return try rows.map(stored).sorted { left, right in
            (left.finding.address, left.finding.path) < (right.finding.address, right.finding.path)
        }
    }

    private func stored(_ row: Row) throws -> Stored {
        let address = Address(kind: row[0], name: row[1])
        let finding = DriftEntry(
            address: address, path: row[2],
            recorded: Value(try StoredText.json(row[3], "recorded drift of \(address)")),
            live: Value(try StoredText.json(row[4], "live drift of \(address)")),
            firstSeen: StoredText.date(row[5]), lastSeen: StoredText.date(row[6]))
        return Stored(finding: finding, isReported: (row[7] as Double?) != nil)
    }
}
