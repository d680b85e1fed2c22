#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The few file operations whose order on disk matters here.
enum DurableFile {
    /// What the system said to a failed call.
    struct Failure: Error {
        var code: Int32
        var reason: String { String(cString: strerror(code)) }

        static var last: Failure { Failure(code: errno) }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Also false on a read-only file system, whoever asks.
    static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

    /// Takes away what users beyond the owner and its group may do; a group may share a state.
    static func hide(_ path: String) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & 0o007 != 0 { chmod(path, status.st_mode & 0o770) }
    }

    /// In bytes; nil when there is no such file.
    static func size(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes `folder` and those above it, open to this user only.
    static func makeFolder(_ folder: String) throws(Failure) {
        if exists(folder) { return }
        try makeFolder(self.folder(of: folder))
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .last }
    }

    /// Makes an empty file that only this user reads; leaves one that exists as it is.
    static func makeEmpty(_ path: String) throws(Failure) {
        let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == EEXIST { return }
            throw .last
        }
        close(file)
        try sync(folder(of: path))
    }

    /// Writes a whole file that only this user reads, or nothing: false when `path` exists already.
    static func create(_ path: String, holding text: String, draft: String) throws(Failure) -> Bool {
        let file = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .last }
        defer { unlink(draft) }
        let bytes = Array(text.utf8)
        let written = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        let failure = Failure.last
        close(file)
        guard written else { throw failure }
        // Unlike a rename, a link never replaces what another process has put there meanwhile.
        guard link(draft, path) == 0 else {
            if errno == EEXIST { return false }
            throw .last
        }
        try sync(folder(of: path))
        return true
    }

    /// Puts `draft`, synced, in the place of `path`.
    static func publish(_ draft: String, as path: String) throws(Failure) {
        try sync(draft)
        guard rename(draft, path) == 0 else { throw .last }
        try sync(folder(of: path))
    }

    static func remove(_ path: String) { unlink(path) }

    static func move(_ path: String, to target: String) throws(Failure) {
        guard rename(path, target) == 0 else { throw .last }
    }

    /// Copies a file to a new one that only this user reads.
    static func copy(_ path: String, to target: String) throws(Failure) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .last }
        defer { close(source) }
        let copy = open(target, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard copy >= 0 else { throw .last }
        defer { close(copy) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count >= 0, write(copy, buffer, count) == count else { throw .last }
            if count == 0 { return }
        }
    }

    /// The names in `folder`, sorted; empty when it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func sync(_ path: String) throws(Failure) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .last }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .last }
    }
}
