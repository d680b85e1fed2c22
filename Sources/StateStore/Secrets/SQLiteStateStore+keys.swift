import GRDB
import Model

extension SQLiteStateStore {
    /// The file that holds the key encryption key unless `spec.stateKey` or `NACRE_STATE_KEY` says otherwise.
    public var keyPath: String { path + ".key" }

    /// The data key of this state, made at its first use. A state that cannot be written and has no key yet gets one for
    /// this run only: nothing is recorded that it would have to match.
    /// - Throws: ``StateError/keyUnavailable(place:reason:)`` when what opens it is not here,
    ///   ``StateError/key(path:reason:)`` when it is another.
    public func loadedKeys() async throws(StateError) -> StateKeys {
        if let known = keys.withLock({ $0 }) { return known }
        let found = try await openedKeys()
        return keys.withLock { known in
            known = known ?? found
            return known ?? found
        }
    }

    /// What opens the data key of this state; nil before there is one. Opens nothing.
    public func recordedKeyPlace() async throws(StateError) -> StateKeyPlace? {
        let (entry, former) = try await keyEntry()
        return entry?.wrapping.place ?? former.map { _ in .file(nil) }
    }

    private func keyEntry() async throws(StateError) -> (DataKeyTable.Entry?, former: String?) {
        try await read { db in
            let table = DataKeyTable(db: db)
            return (try table.current(), try table.formerCheck())
        }
    }

    private func openedKeys() async throws(StateError) -> StateKeys {
        let (entry, former) = try await keyEntry()
        if let entry { return try await unwrapped(entry) }
        if let former { return try await migrated(formerCheck: former) }
        guard let keys = StateKeys.random() else {
            throw .key(path: keyPath, reason: "cannot be created: the system provides no random numbers")
        }
        guard access == .readWrite else { return keys }
        let mine = DataKeyTable.Entry(
            wrapping: try await wrapping(keys, by: surroundings.keyring.place, isNew: false), check: keys.check)
        return try await settled(mine, keys)
    }

    /// Records the first wrapped key of this state, unless another process was faster: then that one counts.
    private func settled(_ mine: DataKeyTable.Entry, _ keys: StateKeys) async throws(StateError) -> StateKeys {
        let now = surroundings.now()
        let stands = try await write { db in try DataKeyTable(db: db).insert(mine, at: now) }
        return stands == mine ? keys : try await unwrapped(stands)
    }

    // MARK: Opening

    private func unwrapped(_ entry: DataKeyTable.Entry) async throws(StateError) -> StateKeys {
        let keys: StateKeys
        switch entry.wrapping {
        case .file(let recorded, let wrapped): keys = try unwrap(wrapped, keyRecordedAt: recorded)
        case .kms(let key, let ciphertext): keys = try await unwrap(ciphertext, kms: key)
        case .passphrase(let variable, let scrypt, let wrapped):
            keys = try await unwrap(wrapped, variable: variable, scrypt)
        }
        guard keys.check == entry.check else {
            throw .key(path: "\(entry.wrapping.place)", reason: Self.otherKey)
        }
        return keys
    }

    private static let otherKey = "is not the one that state was written with; restore that one"

    private func unwrap(_ wrapped: [UInt8], keyRecordedAt recorded: String?) throws(StateError) -> StateKeys {
        if let text = surroundings.key {
            guard let keys = try environmentKey(text).unwrap(wrapped) else {
                throw .key(path: "NACRE_STATE_KEY", reason: Self.otherKey)
            }
            return keys
        }
        let files = keyFiles(recordedAt: recorded)
        var unreadable: StateError?
        for file in files {
            for candidate in file.candidates {
                let key: KeyEncryptionKey
                // A file that is damaged must not hide the right one in another place.
                do throws(StateError) { key = try file.read(candidate) } catch {
                    unreadable = unreadable ?? error
                    continue
                }
                guard let keys = key.unwrap(wrapped) else { continue }
                // A rekey that was cut off after it had changed the state is ended here.
                if candidate == file.next, access == .readWrite {
                    _ = try file.promoteNext(mark: surroundings.identifier())
                }
                return keys
            }
        }
        throw unreadable ?? missingOrOther(files)
    }

    /// Where the key may be: where the settings say, where it was recorded, and where it is by default.
    private func keyFiles(recordedAt recorded: String?) -> [KeyFile] {
        var paths: [String] = []
        if case .file(let configured) = surroundings.keyring.place { paths.append(wholePath(configured)) }
        for path in [wholePath(recorded), keyPath] where !paths.contains(path) { paths.append(path) }
        return paths.map(KeyFile.init)
    }

    func wholePath(_ path: String?) -> String {
        guard let path else { return keyPath }
        return path.hasPrefix("/") ? path : "\(surroundings.keyring.folder)/\(path)"
    }

    private func missingOrOther(_ files: [KeyFile]) -> StateError {
        if let there = files.first(where: { DurableFile.exists($0.path) }) {
            return .key(path: there.path, reason: Self.otherKey)
        }
        return .keyUnavailable(
            place: files.first?.path ?? keyPath, reason: "is missing; restore it or set NACRE_STATE_KEY")
    }

    func environmentKey(_ text: String, named name: String = "NACRE_STATE_KEY") throws(StateError) -> KeyEncryptionKey {
        guard let key = KeyEncryptionKey(hexadecimal: text) else {
            throw .key(path: name, reason: "is not 64 hexadecimal digits; create one with \"openssl rand -hex 32\"")
        }
        return key
    }

    private func unwrap(_ ciphertext: String, kms key: String) async throws(StateError) -> StateKeys {
        let place = "\(StateKeyPlace.kms(key: key))"
        do throws(StateKeyring.Failure) {
            let material = try await surroundings.keyring.unwrap(key, ciphertext)
            if let keys = StateKeys(material: material.withBytes(Array.init)) { return keys }
        } catch {
            throw error.isWrongKey
                ? .key(path: place, reason: error.description)
                : .keyUnavailable(place: place, reason: error.description)
        }
        throw .key(path: place, reason: "decrypts it to something else; restore a backup of state")
    }

    private func unwrap(
        _ wrapped: [UInt8], variable recorded: String?, _ scrypt: Scrypt
    ) async throws(StateError) -> StateKeys {
        var variables: [String?] = []
        if case .passphrase(let configured) = surroundings.keyring.place { variables = [configured] }
        if !variables.contains(recorded) { variables.append(recorded) }
        var unavailable: StateError?
        for variable in variables {
            let place = "\(StateKeyPlace.passphrase(variable: variable))"
            do throws(StateKeyring.Failure) {
                let passphrase = try await surroundings.keyring.passphrase(variable, false)
                if let keys = scrypt.key(from: passphrase)?.unwrap(wrapped) { return keys }
            } catch {
                unavailable = unavailable ?? .keyUnavailable(place: place, reason: error.description)
                continue
            }
            unavailable = .key(path: place, reason: "is not the one that state was written with; give that one")
        }
        throw unavailable ?? .keyUnavailable(place: "a passphrase", reason: "is not given")
    }

    // MARK: States of earlier versions

    /// Opens a state whose key file holds the data key itself, and wraps that when the state can be written.
    private func migrated(formerCheck check: String) async throws(StateError) -> StateKeys {
        let key = try formerKey(check)
        let keys = StateKeys(former: key)
        guard access == .readWrite else { return keys }
        let wrapped: [UInt8]
        do { wrapped = try key.wrap(keys) } catch { throw .key(path: keyPath, reason: "cannot be wrapped") }
        return try await settled(
            DataKeyTable.Entry(wrapping: .file(path: nil, wrapped: wrapped), check: keys.check), keys)
    }

    private func formerKey(_ check: String) throws(StateError) -> KeyEncryptionKey {
        if let text = surroundings.key {
            let key = try environmentKey(text)
            if key.formerCheck == check { return key }
            throw .key(path: "NACRE_STATE_KEY", reason: Self.otherKey)
        }
        let files = keyFiles(recordedAt: nil)
        for file in files {
            for candidate in file.candidates {
                let key = try file.read(candidate)
                if key.formerCheck == check { return key }
            }
        }
        throw missingOrOther(files)
    }
}
