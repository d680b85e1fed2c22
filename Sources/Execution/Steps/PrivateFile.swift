import Kinds
import Model
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that only its owner may read, for a secret that is shown once. A draft beside it, with room in it, is made before
/// the secret is asked for: a place that cannot be written to, or a full disk, is known in time.
///
/// The draft takes the place as a whole. What was there is kept under a name with a number behind it: it may be the only
/// copy of a key.
public final class PrivateFile: Sendable {
    /// More than any key, in bytes.
    private static let room = 16 << 10
    /// How many numbers are tried.
    private static let mostNames = 1000

    /// The path asked for.
    public let path: String
    /// The same, wherever the process works.
    private let whole: String
    private let draft: String
    /// Nil when the draft was written or given up.
    private let descriptor: Mutex<Int32?>

    /// Makes the draft with mode 0600, relative to `directory`.
    /// - Parameter own: files that no secret may replace, relative to `directory` or absolute.
    /// - Throws: ``StepFailure/diagnostic(_:)`` when it cannot be made, `path` is something else than a file, or it is one of
    ///   `own`, a database, or a file beside one.
    public init(at path: String, in directory: String, sparing own: [String]) throws(StepFailure) {
        let whole = path.hasPrefix("/") ? path : directory + "/" + path
        if let obstacle = SparedFiles(own, in: directory).obstacle(at: whole) { throw Self.occupied(path, obstacle) }
        guard Self.kind(whole).map({ $0 == S_IFREG || $0 == S_IFLNK }) ?? true else {
            throw Self.failure(path, "it is not a regular file")
        }
        Self.makeFolders(above: whole)
        let made = Self.makeDraft(beside: whole)
        guard made.file >= 0 else { throw Self.failure(path, errno) }
        self.path = path
        self.whole = whole
        draft = made.draft
        descriptor = Mutex(made.file)
        let code = Self.fill(made.file, with: [UInt8](repeating: 0, count: Self.room))
        guard code == 0 else { throw Self.failure(path, code) }
    }

    deinit { discardIfEmpty() }

    /// Writes `text` to a file as ``init(at:in:)`` prepares it.
    /// - Returns: the path, and where what was there is kept.
    /// - Throws: ``StepFailure/diagnostic(_:)`` when it cannot be written.
    public static func write(
        _ text: String, to path: String, in directory: String, sparing own: [String]
    ) throws(StepFailure) -> String {
        let former = try PrivateFile(at: path, in: directory, sparing: own).write(text)
        return path + (former.map { " (what was there is in \($0))" } ?? "")
    }

    /// Whether there is a file, which holds something else than the secret.
    public var isOccupied: Bool { Self.kind(whole) != nil }

    /// Writes all there is to write, durably, or leaves everything as it was.
    /// - Returns: where what was there is kept; nil when nothing was.
    /// - Throws: ``StepFailure/diagnostic(_:)`` when not all of it could be written.
    public func write(_ text: String) throws(StepFailure) -> String? {
        guard let file = take() else { throw Self.failure(path, EBADF) }
        let bytes = Array(text.utf8)
        var code = Self.fill(file, with: bytes)
        if code == 0, ftruncate(file, off_t(bytes.count)) != 0 || fsync(file) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
        guard code == 0 else {
            unlink(draft)
            throw Self.failure(path, code)
        }
        return try place()
    }

    /// Removes the draft when nothing was written to it.
    public func discardIfEmpty() {
        guard let file = take() else { return }
        close(file)
        unlink(draft)
    }

    private func take() -> Int32? {
        descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
    }
}

extension PrivateFile {
    /// A new file, open for writing; a negative number when it cannot be made, with the reason in `errno`.
    private static func makeDraft(beside path: String) -> (draft: String, file: Int32) {
        var (number, draft, file) = (0, "", Int32(-1))
        repeat {
            number += 1
            draft = "\(path).\(getpid())-\(number).partial"
            file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        } while file < 0 && errno == EEXIST && number < mostNames
        return (draft, file)
    }

    /// Puts the draft where it belongs.
    private func place() throws(StepFailure) -> String? {
        let former = keepFormer()
        guard former != nil || !isOccupied, rename(draft, whole) == 0 else {
            let code = errno
            unlink(draft)
            throw Self.failure(path, code)
        }
        Self.syncFolder(of: whole)
        return former
    }

    /// Gives what is there another name, besides its own where the file system can.
    /// - Returns: that name; nil when nothing is there, or when it could not be kept.
    private func keepFormer() -> String? {
        for number in 1...Self.mostNames {
            let name = "\(whole).\(number)"
            if link(whole, name) == 0 { return "\(path).\(number)" }
            switch errno {
            case EEXIST: continue
            case ENOENT: return nil
            default:
                // No second names here.
                guard Self.kind(name) == nil else { continue }
                return rename(whole, name) == 0 ? "\(path).\(number)" : nil
            }
        }
        return nil
    }

    /// What there is at a path, a link not followed; nil when nothing is.
    private static func kind(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// A name is durable with its folder.
    private static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let file = open(folder, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }

    /// Writes from the beginning of a file.
    /// - Returns: the system's error number; 0 when everything is written.
    private static func fill(_ file: Int32, with bytes: [UInt8]) -> Int32 {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, off_t(sent)) }
            if count > 0 {
                sent += count
            } else if count == 0 || errno != EINTR {
                return count == 0 ? EIO : errno
            }
        }
        return fsync(file) == 0 ? 0 : errno
    }

    private static func makeFolders(above path: String) {
        let parts = path.split(separator: "/").dropLast()
        var folder = path.hasPrefix("/") ? "" : "."
        for part in parts {
            folder += "/\(part)"
            mkdir(folder, 0o700)
        }
    }

    private static func failure(_ path: String, _ code: Int32) -> StepFailure {
        failure(path, String(cString: strerror(code)))
    }

    private static func occupied(_ path: String, _ reason: String) -> StepFailure {
        .diagnostic(
            Diagnostic(
                code: "private-file", "cannot write \(path): \(reason)", help: "write the secret to another file"))
    }

    private static func failure(_ path: String, _ reason: String) -> StepFailure {
        .diagnostic(
            Diagnostic(
                code: "private-file", "cannot write \(path): \(reason)",
                help: "make the path writable, and see that the disk is not full"))
    }
}
