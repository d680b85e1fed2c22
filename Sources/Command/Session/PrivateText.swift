import Model

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that only its owner reads, replaced as a whole or left as it was.
enum PrivateText {
    /// - Parameter keepsMode: whether a file that is there keeps its permissions, so that others who read it still can.
    /// - Throws: a ``Diagnostic`` when not all of `text` could be written.
    static func write(_ text: String, to path: String, keepingMode keepsMode: Bool = false) throws(Diagnostic) {
        // A pipe or a device is written to, not replaced.
        let draft = isReplaceable(path) ? "\(path).\(getpid()).partial" : nil
        let file = open(draft ?? path, O_WRONLY | O_CREAT | O_CLOEXEC | (draft == nil ? 0 : O_EXCL), 0o600)
        guard file >= 0 else { throw problem(path, errno) }
        var status = stat()
        if keepsMode, draft != nil, stat(path, &status) == 0 { fchmod(file, status.st_mode & 0o777) }
        var code = fill(file, with: text, path)
        if close(file) != 0, code == 0 { code = errno }
        if code == 0, let draft, rename(draft, path) != 0 { code = errno }
        guard code != 0 else { return }
        if let draft { unlink(draft) }
        throw problem(path, code)
    }

    /// The system's error number; 0 when everything is written.
    private static func fill(_ file: Int32, with text: String, _ path: String) -> Int32 {
        do throws(OutputFailure) { try OutputStream(descriptor: file, name: path).write(text) } catch {
            return error.code
        }
        // What is no file on a disk has nothing to be synced.
        return fsync(file) == 0 || errno == EINVAL || errno == EROFS ? 0 : errno
    }

    private static func isReplaceable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    }

    private static func problem(_ path: String, _ code: Int32) -> Diagnostic {
        Diagnostic(
            code: "unwritable", "cannot write \(path): \(String(cString: strerror(code)))",
            help: "choose a file in a folder that exists and has enough space")
    }
}
