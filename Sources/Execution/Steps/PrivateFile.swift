import Kinds
import Model

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that only its owner may read.
public enum PrivateFile {
    /// Writes `text` to a new file with mode 0600, relative to `directory`. A file that is there already is kept beside
    /// it, never overwritten: it may be the only copy of a key.
    /// - Returns: the path written to: `path`, or that with a number behind it.
    /// - Throws: ``StepFailure/diagnostic(_:)`` when it cannot be written.
    public static func write(_ text: String, to path: String, in directory: String) throws(StepFailure) -> String {
        let whole = path.hasPrefix("/") ? path : directory + "/" + path
        makeFolders(above: whole)
        var target = whole
        var number = 1
        var file = open(target, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        while file < 0, errno == EEXIST, number < 100 {
            target = "\(whole).\(number)"
            number += 1
            file = open(target, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        }
        guard file >= 0 else { throw failure(whole) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        guard written == bytes.count, fsync(file) == 0 else { throw failure(whole) }
        return path + target.dropFirst(whole.count)
    }

    private static func makeFolders(above path: String) {
        let parts = path.split(separator: "/").dropLast()
        var folder = path.hasPrefix("/") ? "" : "."
        for part in parts {
            folder += "/\(part)"
            mkdir(folder, 0o700)
        }
    }

    private static func failure(_ path: String) -> StepFailure {
        .diagnostic(
            Diagnostic(
                code: "private-file", "cannot write \(path): \(String(cString: strerror(errno)))",
                help:
                    "the secret stays encrypted in the state, where \"nacre state secret\" reads it; make the place writable"
            ))
    }
}
