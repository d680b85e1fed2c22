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

/// A file that was not there before.
enum NewFile {
    /// Writes `text` to a new file, and makes the folders above it.
    /// - Returns: The path.
    /// - Throws: a ``Diagnostic`` when there is something already, or when not all of it could be written: then no file
    ///   is left.
    static func write(_ text: String, to path: String) throws(Diagnostic) -> String {
        let folder = URL(filePath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard file >= 0 else { throw problem(path, errno) }
        var failure: Int32?
        do throws(OutputFailure) {
            try OutputStream(descriptor: file, name: path).write(text)
            if fsync(file) != 0 { failure = errno }
        } catch {
            failure = error.code
        }
        if close(file) != 0, failure == nil { failure = errno }
        guard let failure else { return path }
        unlink(path)
        throw problem(path, failure)
    }

    private static func problem(_ path: String, _ code: Int32) -> Diagnostic {
        guard code != EEXIST else {
            return Diagnostic(
                code: "exists", "\(path) exists already and is not overwritten",
                help: "choose another file, or move this one")
        }
        return Diagnostic(
            code: "unwritable", "cannot write \(path): \(String(cString: strerror(code)))",
            help: "choose a folder that is writable and has enough space")
    }
}
