import GRDB
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct PlanTable {
    let db: Database

    /// Throws ``StateError/planUsed(_:run:at:)``.
    func check(_ digest: Digest) throws {
        if let row = try Row.fetchOne(
            db, sql: "SELECT run_id, used_at FROM used_plans WHERE digest = ?", arguments: [digest.text])
        {
            throw StateError.planUsed(digest, run: row[0], at: StoredText.date(row[1]))
        }
    }

    func consume(_ digest: Digest, run: String?, at now: Date) throws {
        try check(digest)
        try db.execute(
            sql: "INSERT INTO used_plans (digest, run_id, used_at) VALUES (?, ?, ?)",
            arguments: [digest.text, run, now.timeIntervalSince1970])
    }
}
