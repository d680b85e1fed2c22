#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The file of a key encryption key: 64 hexadecimal digits that only its owner reads.
///
/// A new key is written beside it first, under `.next`, and takes its place once the state is wrapped with it; the old
/// one stays as `.replaced-…`, for backups. So the key of a state is in one of them at every moment.
struct KeyFile {
    let path: String

    /// A key that is to replace the one at ``path``.
    var next: String { path + ".next" }

    /// The files there are, in the order in which they are tried.
    var candidates: [String] {
        let folder = DurableFile.folder(of: path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let replaced = DurableFile.names(in: folder).filter { $0.hasPrefix("\(name).replaced-") }
        return ([path, next] + replaced.map { "\(folder)/\($0)" }).filter(DurableFile.exists)
    }

    /// The key in one of ``candidates``.
    func read(_ file: String) throws(StateError) -> KeyEncryptionKey {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw .key(path: file, reason: "cannot be read; give this user read access to it")
        }
        guard let key = KeyEncryptionKey(hexadecimal: text) else {
            throw .key(path: file, reason: "does not contain 64 hexadecimal digits; restore the right file")
        }
        return key
    }

    /// The key at ``path``, made if there is none. Two who make it at once make one.
    /// - Parameter mark: a name that nobody else draws.
    func made(mark: String) throws(StateError) -> KeyEncryptionKey {
        if DurableFile.exists(path) { return try read(path) }
        if let key = try create(path, mark: mark) { return key }
        return try read(path)
    }

    /// A new key at ``next``. One that is there already is kept as a former one: another state with the same key file may
    /// be wrapped with it, whose rekey was cut off.
    func makeNext(mark: String) throws(StateError) -> KeyEncryptionKey {
        do throws(DurableFile.Failure) {
            if DurableFile.exists(next) { try DurableFile.move(next, to: "\(path).replaced-\(mark)-next") }
        } catch {
            throw error.stateError(next)
        }
        guard let key = try create(next, mark: mark) else {
            throw .key(path: next, reason: "is being made by another process; run again")
        }
        return key
    }

    /// Puts the key at ``next`` in its place. The one that was there is kept: backups are wrapped with it.
    /// - Returns: where the old key is now; nil when there was none, or another process has done it.
    func promoteNext(mark: String) throws(StateError) -> String? {
        guard DurableFile.exists(next) else { return nil }
        let aside = "\(path).replaced-\(mark)"
        do throws(DurableFile.Failure) {
            let isReplacing = DurableFile.exists(path)
            if isReplacing { try DurableFile.move(path, to: aside) }
            try DurableFile.publish(next, as: path)
            return isReplacing ? aside : nil
        } catch {
            throw error.stateError(path)
        }
    }

    /// Nil when the file is there already.
    private func create(_ file: String, mark: String) throws(StateError) -> KeyEncryptionKey? {
        guard let text = KeyEncryptionKey.random(), let key = KeyEncryptionKey(hexadecimal: text) else {
            throw .key(path: file, reason: "cannot be created: the system provides no random numbers")
        }
        do throws(DurableFile.Failure) {
            try DurableFile.makeFolder(DurableFile.folder(of: file))
            return try DurableFile.create(file, holding: text + "\n", draft: "\(file).\(mark)") ? key : nil
        } catch {
            throw error.stateError(file)
        }
    }
}
