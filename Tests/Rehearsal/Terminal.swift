import Foundation

/// A terminal whose keys a test presses.
public final class Terminal: Sendable {
    /// What a process reads from.
    public let end: FileHandle
    private let keys: FileHandle

    public init() throws {
        let keys = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        guard keys >= 0, let name = Self.otherEnd(of: keys) else { throw CocoaError(.fileNoSuchFile) }
        self.keys = FileHandle(fileDescriptor: keys, closeOnDealloc: true)
        end = FileHandle(fileDescriptor: open(name, O_RDWR | O_NOCTTY), closeOnDealloc: true)
    }

    private static func otherEnd(of keys: Int32) -> String? {
        #if canImport(Glibc)
            // TIOCSPTLCK and TIOCGPTN, which are macros of C.
            var (lock, number) = (Int32(0), UInt32(0))
            guard ioctl(keys, 0x4004_5431, &lock) == 0, ioctl(keys, 0x8004_5430, &number) == 0 else { return nil }
            return "/dev/pts/\(number)"
        #else
            guard grantpt(keys) == 0, unlockpt(keys) == 0 else { return nil }
            return ptsname(keys).map { String(cString: $0) }
        #endif
    }

    public func type(_ text: String) { keys.write(Data(text.utf8)) }

    /// Whether it shows what is typed.
    public var isEchoing: Bool {
        var settings = termios()
        return tcgetattr(end.fileDescriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }
}
