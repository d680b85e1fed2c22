import GRDB
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct SecretTable {
    let db: Database

    /// A secret that was read back from state has no value to keep; what is kept stays.
    func keep(_ secret: Secret, _ name: String, of address: Address, keys: StateKeys) throws {
        guard let plaintext = secret.reveal() else { return }
        try db.execute(
            sql: "INSERT OR REPLACE INTO secrets (kind, name, field, sealed) VALUES (?, ?, ?, ?)",
            arguments: [address.kind, address.name, name, Data(try keys.seal(plaintext, context: name))])
    }

    func drop(_ name: String, of address: Address) throws {
        try db.execute(
            sql: "DELETE FROM secrets WHERE kind = ? AND name = ? AND field = ?",
            arguments: [address.kind, address.name, name])
    }

    func names(of address: Address) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT field FROM secrets WHERE kind = ? AND name = ? ORDER BY field",
            arguments: [address.kind, address.name])
    }

    /// Seals every kept value with another key.
    /// - Returns: how many there are.
    /// - Throws: ``UnreadableRow`` for one that the old key does not open; nothing may be written then.
    func reseal(from old: StateKeys, to new: StateKeys) throws -> Int {
        let rows = try Row.fetchAll(db, sql: "SELECT kind, name, field, sealed FROM secrets")
        for row in rows {
            let address = Address(kind: row[0], name: row[1])
            let (field, sealed) = (row[2] as String, Array(row[3] as Data))
            guard let plaintext = old.open(sealed, context: field) else {
                throw UnreadableRow(
                    details: "the secret \(field) of \(address) cannot be decrypted with the state's key")
            }
            try keep(Secret(plaintext), field, of: address, keys: new)
        }
        return rows.count
    }

    func sealed(_ name: String, of address: Address) throws -> [UInt8]? {
        try Data.fetchOne(
            db, sql: "SELECT sealed FROM secrets WHERE kind = ? AND name = ? AND field = ?",
            arguments: [address.kind, address.name, name]
        ).map(Array.init)
    }
}
