import GRDB
import Model

extension SQLiteStateStore {
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
        // The second time is for a value that another process has just sealed with a new key.
        for _ in 0..<2 {
            let sealed = try await read { db in try SecretTable(db: db).sealed(name, of: address) }
            guard let sealed else { return nil }
            if let plaintext = try await loadedKeys().open(sealed, context: name) { return plaintext }
            keys.withLock { $0 = nil }
        }
        throw .corrupted(at: path, "the secret \(name) of \(address) cannot be decrypted with the state's key")
    }

    /// The names under which values of the object are kept, sorted.
    public func secretNames(of address: Address) async throws(StateError) -> [String] {
        try await read { db in try SecretTable(db: db).names(of: address) }
    }

    /// Seals a text with the data key, for a file outside the state. It opens after a change of keys as well.
    /// - Parameter context: what it is; it has to be the same to open it.
    public func seal(_ plaintext: String, as context: String) async throws(StateError) -> [UInt8] {
        let keys = try await loadedKeys()
        do throws(SealedBox.Failure) { return try keys.sealFile(plaintext, context: context) } catch {
            throw .key(path: path, reason: "cannot be used: the system provides no random numbers")
        }
    }

    /// Opens what ``seal(_:as:)`` gave; nil when another state sealed it, or it was changed.
    public func open(_ sealed: [UInt8], as context: String) async throws(StateError) -> String? {
        try await loadedKeys().openFile(sealed, context: context)
    }
}
