import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that lines are only ever added to. Nothing is forced to the disk.
final class AppendedFile: Sendable {
    let path: String
    private let descriptor: Int32
    private let isCut = Atomic<Bool>(false)

    /// Opens the file, which is its owner's alone from then on: it holds keys.
    init(path: String) throws(SimulatorError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unreadableFile(path: path, reason: String(cString: strerror(errno)))
        }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 {
            fchmod(descriptor, 0o600)
        }
    }

    func append(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else { return isCut.store(true, ordering: .relaxed) }
            rest = rest.dropFirst(max(0, written))
        }
    }

    /// Says whether everything that was appended is in the file.
    @discardableResult
    func close() -> Bool {
        let isClosed = closeDescriptor(descriptor) == 0
        return isClosed && !isCut.load(ordering: .relaxed)
    }
}

// The C name, apart from the method of the same name.
private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }
