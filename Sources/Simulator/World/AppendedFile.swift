#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that lines are only ever added to. Nothing is forced to the disk.
struct AppendedFile: Sendable {
    private let descriptor: Int32

    /// Opens the file, which is its owner's alone when it is made.
    init(path: String) throws(SimulatorError) {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unreadableFile(path: path, reason: String(cString: strerror(errno)))
        }
    }

    func append(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    func close() { _ = closeDescriptor(descriptor) }
}

// The C name, apart from the method of the same name.
private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }
