import Kinds
import Model
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A new file that only its owner may read, for a secret. It is made before the secret is asked for: a place that cannot
/// be written to is known in time.
public final class PrivateFile: Sendable {
    /// The path written to: the one asked for, or that with a number behind it.
    public let path: String
    /// The same, wherever the process works.
    private let whole: String
    /// Nil when the file was written or given up.
    private let descriptor: Mutex<Int32?>

    /// Makes an empty file with mode 0600, relative to `directory`. A file that is there already is kept beside it, never
    /// overwritten: it may be the only copy of a key.
    /// - Throws: ``StepFailure/diagnostic(_:)`` when it cannot be made.
    public init(at path: String, in directory: String) throws(StepFailure) {
        let whole = path.hasPrefix("/") ? path : directory + "/" + path
        Self.makeFolders(above: whole)
        var target = whole
        var number = 1
        var file = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        while file < 0, errno == EEXIST, number < 100 {
            target = "\(whole).\(number)"
            number += 1
            file = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        }
        guard file >= 0 else { throw Self.failure(whole, errno) }
        self.path = path + target.dropFirst(whole.count)
        self.whole = target
        descriptor = Mutex(file)
    }

    deinit { discardIfEmpty() }

    /// Writes `text` to a new file, as ``init(at:in:)`` makes it.
    /// - Returns: the path written to.
    /// - Throws: ``StepFailure/diagnostic(_:)`` when it cannot be written.
    public static func write(_ text: String, to path: String, in directory: String) throws(StepFailure) -> String {
        let file = try PrivateFile(at: path, in: directory)
        try file.write(text)
        return file.path
    }

    /// Writes all there is to write, durably. A file that would hold a part is removed.
    /// - Throws: ``StepFailure/diagnostic(_:)`` when not all of it could be written.
    public func write(_ text: String) throws(StepFailure) {
        guard let file = take() else { throw Self.failure(whole, EBADF) }
        var code = Self.fill(file, with: Array(text.utf8))
        if code == 0, fsync(file) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
        guard code != 0 else { return }
        unlink(whole)
        throw Self.failure(whole, code)
    }

    /// Removes the file when nothing was written to it.
    public func discardIfEmpty() {
        guard let file = take() else { return }
        close(file)
        unlink(whole)
    }

    private func take() -> Int32? {
        descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
    }

    /// The system's error number; 0 when everything is written.
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
        return 0
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
        .diagnostic(
            Diagnostic(
                code: "private-file", "cannot write \(path): \(String(cString: strerror(code)))",
                help:
                    "make the path writable; state keeps the secret encrypted, and \"nacre state secret\" prints it"
            ))
    }
}
