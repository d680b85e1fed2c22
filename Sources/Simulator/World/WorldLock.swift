#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file next to a world by which one simulator at a time has it. It ends with its process.
///
/// A simulator that serves other programs leaves its address in it.
struct WorldLock: Sendable {
    private static let longestAddress = 256
    /// How often the lock is tried where an address is left: who only looks whether that is true has it for a moment.
    private static let tries = 10

    private let descriptor: Int32

    /// - Parameter pause: what passes between two tries; all together some 100 ms.
    /// - Throws: ``SimulatorError/worldInUse(path:address:)`` while another one has the world.
    static func take(
        _ path: String, pause: () -> Void = { _ = usleep(10_000) }
    ) throws(SimulatorError) -> WorldLock {
        let descriptor = systemOpen(place(of: path), O_RDWR | O_CREAT)
        guard descriptor >= 0 else { throw .unreadableFile(path: path, reason: String(cString: strerror(errno))) }
        var tried = 1
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let address = Self.address(in: descriptor)
            guard address != nil, tried < tries else {
                _ = closeDescriptor(descriptor)
                throw .worldInUse(path: path, address: address)
            }
            tried += 1
            pause()
        }
        // What an earlier one has left is true no more.
        _ = ftruncate(descriptor, 0)
        return WorldLock(descriptor: descriptor)
    }

    /// Where the world is served now; nil where it is not, or by a simulator inside a command.
    static func address(ofWorld path: String) -> String? {
        let descriptor = systemOpen(place(of: path), O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { _ = closeDescriptor(descriptor) }
        // The lock is tried only where something is left, since that keeps others from it for a moment.
        guard let address = address(in: descriptor), flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        return address
    }

    func announce(_ address: String) {
        let bytes = Array(address.utf8)
        guard bytes.count <= Self.longestAddress else { return }
        _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    func release() { _ = closeDescriptor(descriptor) }

    private static func place(of path: String) -> String { path + ".lock" }

    private static func address(in descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: longestAddress)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return nil }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}

// The C names, kept apart from the methods of the same name.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags | O_CLOEXEC, 0o600) }
private func closeDescriptor(_ file: Int32) -> Int32 { close(file) }
