import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder that only this user can open, on a file system that is in memory and on no disk.
///
/// It is a folder and not only a file because editors put their swap files beside what they edit.
struct MemoryFolder {
    private static let prefix = "nacre-edit-"

    let path: String

    /// - Throws: a ``Diagnostic`` where there is no such file system.
    init(environment: [String: String]) throws(Diagnostic) {
        let places = ["/dev/shm", environment["XDG_RUNTIME_DIR"] ?? "", "/run/user/\(getuid())"]
        guard let place = places.first(where: { Self.isInMemory($0) && access($0, W_OK | X_OK) == 0 }) else {
            throw Diagnostic(
                code: "no-memory-folder", "there is no writable folder in memory (tmpfs) for the decrypted secret",
                help:
                    "mount /dev/shm, or decrypt and encrypt the secret with \"nacre secret\" on a machine that has one")
        }
        Self.removeLeftovers(in: place)
        let path = "\(place)/\(Self.prefix)\(getpid())-\(UUID().uuidString)"
        guard mkdir(path, 0o700) == 0 else {
            throw Diagnostic(
                code: "no-memory-folder", "cannot create a folder in \(place): \(String(cString: strerror(errno)))",
                help: "check the permissions of \(place)")
        }
        self.path = path
    }

    /// Writes a file that only this user reads.
    /// - Returns: its path.
    /// - Throws: a ``Diagnostic`` when not all of it could be written.
    func write(_ text: String, to name: String) throws(Diagnostic) -> String {
        let file = "\(path)/\(name)"
        try PrivateText.write(text, to: file)
        return file
    }

    /// - Throws: a ``Diagnostic`` when the file is gone or is not UTF-8.
    func read(_ name: String) throws(Diagnostic) -> String {
        if let text = try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) { return text }
        throw Diagnostic(
            code: "editor", "the edited file is missing or is not UTF-8; nothing was changed", help: "edit again")
    }

    /// Overwrites and removes all files, those of the editor included, and the folder.
    func remove() { Self.remove(path) }

    private static func remove(_ folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names { wipe("\(folder)/\(name)") }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func wipe(_ path: String) {
        let file = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let zeros = [UInt8](repeating: 0, count: 4096)
        var rest = Int(status.st_size)
        while rest > 0 {
            let count = Glibc.write(file, zeros, min(rest, zeros.count))
            guard count > 0 else { return }
            rest -= count
        }
    }

    /// What a command left that was killed in the middle of an edit.
    private static func removeLeftovers(in place: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let pid = name.dropFirst(prefix.count).prefix { $0 != "-" }
            guard let pid = Int32(pid), kill(pid, 0) != 0, errno == ESRCH else { continue }
            remove("\(place)/\(name)")
        }
    }

    /// Whether the file system of a folder is one that is in memory, as the system lists them.
    private static func isInMemory(_ path: String) -> Bool {
        guard let whole = realpath(path, nil) else { return false }
        defer { free(whole) }
        let folder = String(cString: whole) + "/"
        let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
        var type = ""
        var longest = -1
        for line in mounts.split(separator: "\n") {
            let words: [String] = line.split(separator: " ").map(String.init)
            guard words.count > 2 else { continue }
            let place = words[1].hasSuffix("/") ? words[1] : words[1] + "/"
            // The innermost counts, and of several at one place the last.
            if folder.hasPrefix(place), place.count >= longest { (type, longest) = (words[2], place.count) }
        }
        return type == "tmpfs" || type == "ramfs"
    }
}
