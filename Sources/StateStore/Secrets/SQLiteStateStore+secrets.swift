import GRDB
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SQLiteStateStore {
    /// The file that holds the key of secrets unless `NACRE_STATE_KEY` does. Without it no kept secret can be read.
    public var keyPath: String { path + ".key" }

    /// The keys of this state, made at their first use. A state that cannot be written and has no key yet gets keys for
    /// this run only: nothing is recorded that they would have to match. Throws ``StateError/key(path:reason:)``.
    public func loadedKeys() async throws(StateError) -> StateKeys {
        if let known = keys.withLock({ $0 }) { return known }
        let recorded = try await read { db in
            try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'key-check'")
        }
        let found = try findKeys(mayBeNew: recorded == nil)
        let check = try await recorded == nil ? record(found.check) : recorded
        guard check == found.check else {
            throw .key(path: keyPath, reason: "is not the one that state was written with; restore that one")
        }
        return keys.withLock { known in
            known = known ?? found
            return known ?? found
        }
    }

    /// See ``StateKeys/fingerprint(_:)``.
    public func fingerprint(of plaintext: String) async throws(StateError) -> String {
        try await loadedKeys().fingerprint(plaintext)
    }

    /// Keeps a value encrypted, as the field `name` of the object.
    public func keepSecret(_ address: Address, _ name: String, _ plaintext: String) async throws(StateError) {
        try await write([.keepSecret(address, name: name, Secret(plaintext))])
    }

    /// The value kept under `name`; nil when there is none.
    public func secret(_ address: Address, _ name: String) async throws(StateError) -> String? {
        let sealed = try await read { db in try SecretTable(db: db).sealed(name, of: address) }
        guard let sealed else { return nil }
        guard let plaintext = try await loadedKeys().open(sealed, context: name) else {
            throw .corrupted(at: path, "the secret \(name) of \(address) cannot be decrypted with the state's key")
        }
        return plaintext
    }

    /// The names under which values of the object are kept, sorted.
    public func secretNames(of address: Address) async throws(StateError) -> [String] {
        try await read { db in try SecretTable(db: db).names(of: address) }
    }

    private func record(_ check: String) async throws(StateError) -> String {
        guard access == .readWrite else { return check }
        return try await write { db in
            try db.execute(sql: "INSERT OR IGNORE INTO meta (name, value) VALUES ('key-check', ?)", arguments: [check])
            return try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'key-check'") ?? check
        }
    }

    private func findKeys(mayBeNew: Bool) throws(StateError) -> StateKeys {
        if let key = surroundings.key {
            guard let keys = StateKeys(hexadecimal: key) else {
                throw .key(
                    path: "NACRE_STATE_KEY",
                    reason: "is not 64 hexadecimal digits; create one with \"openssl rand -hex 32\"")
            }
            return keys
        }
        if !DurableFile.exists(keyPath) {
            guard mayBeNew else {
                throw .key(path: keyPath, reason: "is missing; restore it or set NACRE_STATE_KEY")
            }
            return try makeKeys()
        }
        return try readKeys()
    }

    private func makeKeys() throws(StateError) -> StateKeys {
        guard let key = StateKeys.random(), let keys = StateKeys(hexadecimal: key) else {
            throw .key(path: keyPath, reason: "cannot be created: the system provides no random numbers")
        }
        guard access == .readWrite else { return keys }
        do {
            let draft = "\(keyPath).\(surroundings.identifier())"
            return try DurableFile.create(keyPath, holding: key + "\n", draft: draft) ? keys : readKeys()
        } catch let failure as DurableFile.Failure {
            throw failure.stateError(keyPath)
        } catch {
            throw StateError(error, path: path)
        }
    }

    private func readKeys() throws(StateError) -> StateKeys {
        guard let text = try? String(contentsOfFile: keyPath, encoding: .utf8) else {
            throw .key(path: keyPath, reason: "cannot be read; give this user read access to it")
        }
        guard let keys = StateKeys(hexadecimal: text) else {
            throw .key(path: keyPath, reason: "does not contain 64 hexadecimal digits; restore the right file")
        }
        return keys
    }
}
