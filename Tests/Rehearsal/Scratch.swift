import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A folder of its own for one rehearsal, removed at the end.
public final class Scratch: Sendable {
    public let root: String

    public init() throws {
        root = Self.home.appending(path: "nacre-rehearsal-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    /// Memory, where there is enough of it: states write through to the disk, and no test ends the machine.
    private static let home: URL = {
        #if canImport(Glibc)
            var room = statvfs()
            let isThere = statvfs("/dev/shm", &room) == 0 && access("/dev/shm", W_OK) == 0
            if isThere, UInt64(room.f_bavail) * UInt64(room.f_frsize) > 4 << 30 { return URL(filePath: "/dev/shm") }
        #endif
        return FileManager.default.temporaryDirectory
    }()

    deinit { try? FileManager.default.removeItem(atPath: root) }

    public func path(_ file: String) -> String { root + "/" + file }

    /// Writes a file, and the folders it is in.
    public func write(_ text: String, to file: String) throws {
        let url = URL(filePath: path(file))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    public func read(_ file: String) throws -> String { try String(contentsOfFile: path(file), encoding: .utf8) }

    public func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: path(file)) }

    public func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }

    /// Every file in the folder, relative to it.
    public func files() -> [String] {
        let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return all.filter { file in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path(file), isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    public func bytes(_ file: String) throws -> Data { try Data(contentsOf: URL(filePath: path(file))) }

    /// Puts a copy of a folder's files here.
    public func copy(from folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: path(name))
        }
    }
}
