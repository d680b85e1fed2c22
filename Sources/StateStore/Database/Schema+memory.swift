import GRDB
import Model

extension Schema {
    /// Until schema 4, nacre's own notes stood among what the cloud had shown, marked by a `$` before their names.
    @Sendable static func separateMemory(_ db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT kind, name, last_seen FROM resources")
        for row in rows {
            let address = Address(kind: row[0], name: row[1])
            let fields = try StoredText.attributes(row[2], "last seen fields of \(address)")
            let notes = fields.filter { $0.key.hasPrefix("$") }
            guard !notes.isEmpty else { continue }
            var memory: Attributes = [:]
            for (name, value) in notes { memory[String(name.dropFirst())] = value }
            try db.execute(
                sql: "UPDATE resources SET last_seen = ?, memory = ? WHERE kind = ? AND name = ?",
                arguments: [
                    StoredText.text(fields.filter { !$0.key.hasPrefix("$") }), StoredText.text(memory), address.kind,
                    address.name,
                ])
        }
    }
}
