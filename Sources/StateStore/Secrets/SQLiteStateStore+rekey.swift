import GRDB
import Model

/// What a change of the key of a state did.
public struct Rekeying: Hashable, Sendable {
    /// What opened the data key before; nil when there was none.
    public var former: StateKeyPlace?
    /// What opens it now.
    public var place: StateKeyPlace
    /// How many kept values were sealed again.
    public var resealed: Int
    /// Where the old key file is now, which opens the backups made before; nil when no file was replaced.
    public var replacedKey: String?
}

extension SQLiteStateStore {
    /// Draws a new sealing key, seals every kept value with it, and wraps it by `place`: all of that in one transaction.
    /// Cut off before, nothing has changed; cut off after, the next use of the state ends it.
    ///
    /// Fingerprints stay as they are, since their secrets are not here to make others of.
    /// - Parameter variable: for ``StateKeyPlace/file(_:)``, the value of a variable that wraps in the place of a file.
    /// - Throws: ``StateError/keyUnavailable(place:reason:)`` or ``StateError/key(path:reason:)`` when the old or the new
    ///   key cannot be used, ``StateError/corrupted(path:details:newestBackup:)`` when a kept value does not open.
    public func rekey(to place: StateKeyPlace, variable: String? = nil) async throws(StateError) -> Rekeying {
        let former = try await recordedKeyPlace()
        let old = try await loadedKeys()
        guard let new = old.renewed() else {
            throw .key(path: "\(place)", reason: "cannot be created: the system provides no random numbers")
        }
        let wrapping = try await wrapping(new, by: place, isNew: true, variable: variable)
        let entry = DataKeyTable.Entry(wrapping: wrapping, check: new.check)
        let (now, path) = (surroundings.now(), path)
        let resealed = try await write { db -> Int in
            let table = DataKeyTable(db: db)
            guard try table.check() == old.check else {
                throw StateError.key(path: path, reason: "was changed by another process; run again")
            }
            let count = try SecretTable(db: db).reseal(from: old, to: new)
            try table.replace(with: entry, at: now)
            try EventTable(db: db).add(
                .rekeyed, "the data key is now kept by \(place); \(Counted.of(count, "kept value")) sealed again",
                at: now)
            return count
        }
        keys.withLock { $0 = new }
        await gather()
        return Rekeying(
            former: former, place: place, resealed: resealed, replacedKey: try endRekey(place, variable))
    }

    /// Puts a new key file in its place, once the state is wrapped with it.
    private func endRekey(_ place: StateKeyPlace, _ variable: String?) throws(StateError) -> String? {
        guard case .file(let file) = place, variable == nil else { return nil }
        return try KeyFile(path: wholePath(file)).promoteNext(mark: surroundings.identifier())
    }

    /// Wraps a data key.
    /// - Parameters:
    ///   - isNew: whether another key than the one there is has to wrap it: a new file, a passphrase typed twice.
    ///   - variable: the value of a variable that wraps in the place of a file.
    func wrapping(
        _ keys: StateKeys, by place: StateKeyPlace, isNew: Bool, variable: String? = nil
    ) async throws(StateError) -> KeyWrapping {
        switch place {
        case .file(let file):
            let key = try fileKey(file, isNew: isNew, variable)
            return .file(path: file, wrapped: try wrap(keys, key, place))
        case .kms(let tag):
            do throws(StateKeyring.Failure) {
                let ciphertext = try await surroundings.keyring.wrap(tag, SecretBytes(keys.material))
                return .kms(key: tag, ciphertext: ciphertext)
            } catch {
                throw .keyUnavailable(place: "\(place)", reason: error.description)
            }
        case .passphrase(let name):
            guard let salt = Randomness.bytes(16) else {
                throw .key(path: "\(place)", reason: "cannot be used: the system provides no random numbers")
            }
            let scrypt = Scrypt(cost: surroundings.keyring.passphraseCost, salt: salt)
            guard let key = scrypt.key(from: try await newPassphrase(name)) else {
                throw .key(path: "\(place)", reason: "cannot be used: 128 MiB of memory are needed")
            }
            return .passphrase(variable: name, scrypt, wrapped: try wrap(keys, key, place))
        }
    }

    /// Shorter ones are guessed, whatever a guess costs.
    private static let shortestPassphrase = 12

    private func newPassphrase(_ variable: String?) async throws(StateError) -> SecretBytes {
        let place = "\(StateKeyPlace.passphrase(variable: variable))"
        do throws(StateKeyring.Failure) {
            let passphrase = try await surroundings.keyring.passphrase(variable, true)
            if passphrase.withBytes({ $0.count }) >= Self.shortestPassphrase { return passphrase }
        } catch {
            throw .keyUnavailable(place: place, reason: error.description)
        }
        throw .key(path: place, reason: "is shorter than \(Self.shortestPassphrase) characters; use a longer one")
    }

    private func fileKey(
        _ file: String?, isNew: Bool, _ variable: String?
    ) throws(StateError) -> KeyEncryptionKey {
        if let variable { return try environmentKey(variable, named: "the key in the variable") }
        let file = KeyFile(path: wholePath(file))
        if isNew { return try file.makeNext(mark: surroundings.identifier()) }
        if let key = surroundings.key { return try environmentKey(key) }
        return try file.made(mark: surroundings.identifier())
    }

    private func wrap(_ keys: StateKeys, _ key: KeyEncryptionKey, _ place: StateKeyPlace) throws(StateError) -> [UInt8]
    {
        do { return try key.wrap(keys) } catch {
            throw .key(path: "\(place)", reason: "cannot be used: the system provides no random numbers")
        }
    }
}
