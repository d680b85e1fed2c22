#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The files of a folder on disk.
struct DiskFiles: WorkspaceFiles {
    let root: String

    /// Deeper than any workspace, so that a symbolic link to a parent folder ends somewhere.
    private static let depthLimit = 32

    func bytes(of path: String, upTo limit: Int) throws(FileProblem) -> [UInt8]? {
        // A pipe or a device may never end, and opening one may never return.
        if let kind = kind(path), kind != S_IFREG {
            throw FileProblem(
                reason: kind == S_IFDIR ? "it is a folder" : "it is not a regular file", isRegularFile: false)
        }
        let file = fopen(absolute(path), "r")
        guard let file else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileProblem(reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = fread(&chunk, 1, chunk.count, file)
            bytes.append(contentsOf: chunk[..<count])
            if count < chunk.count { break }
        }
        guard ferror(file) == 0 else { throw FileProblem(reason: String(cString: strerror(errno))) }
        return bytes
    }

    func paths(below folder: String) -> [String] {
        var found: [String] = []
        walk(folder, depth: 0, into: &found)
        return found
    }

    func paths(in folder: String) -> [String] { entries(of: folder).filter { !isFolder($0) } }

    private func walk(_ folder: String, depth: Int, into found: inout [String]) {
        guard depth < Self.depthLimit else { return }
        for path in entries(of: folder) {
            if isFolder(path) { walk(path, depth: depth + 1, into: &found) } else { found.append(path) }
        }
    }

    /// The files and folders in a folder, hidden ones left out.
    private func entries(of folder: String) -> [String] {
        guard let directory = opendir(absolute(folder)) else { return [] }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            found.append(folder.isEmpty ? name : "\(folder)/\(name)")
        }
        return found
    }

    func leadsOutside(_ path: String) -> Bool {
        guard let home = Self.real(absolute("")), let target = Self.real(absolute(path)) else { return false }
        return target != home && !target.hasPrefix(home == "/" ? home : "\(home)/")
    }

    func place(of path: String) -> String {
        // A file that is not there yet is below the nearest folder that is.
        var folder = absolute(path)
        var names: [String] = []
        while !folder.isEmpty {
            if let found = Self.real(folder) {
                guard let rest = DefinitionFiles.inside(names.reversed().joined(separator: "/")) else { return found }
                return "\(found == "/" ? "" : found)/\(rest)"
            }
            guard let slash = folder.lastIndex(of: "/") else { break }
            names.append(String(folder[folder.index(after: slash)...]))
            folder = slash == folder.startIndex && folder != "/" ? "/" : String(folder[..<slash])
        }
        return absolute(path)
    }

    /// Where a path leads when every symbolic link is followed; nil when nothing is there.
    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    private func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

    /// What there is at a path, symbolic links followed; nil when nothing is.
    private func kind(_ path: String) -> mode_t? {
        var status = stat()
        return stat(absolute(path), &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    private func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        return path.isEmpty ? root : "\(root)/\(path)"
    }
}
