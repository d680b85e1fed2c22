/// The files of a folder, and some that are not written yet.
struct DraftedFiles: WorkspaceFiles {
    let disk: DiskFiles
    /// Texts by path.
    let drafts: [String: String]

    func bytes(of path: String, upTo limit: Int) throws(FileProblem) -> [UInt8]? {
        if let text = drafts[path] { return Array(text.utf8) }
        return try disk.bytes(of: path, upTo: limit)
    }

    func leadsOutside(_ path: String) -> Bool { drafts[path] == nil && disk.leadsOutside(path) }

    func place(of path: String) -> String { disk.place(of: path) }

    func paths(below folder: String) -> [String] {
        let drafted = drafts.keys.filter { folder.isEmpty || $0.hasPrefix("\(folder)/") }
        return Array(Set(disk.paths(below: folder)).union(drafted))
    }

    func paths(in folder: String) -> [String] {
        let drafted = drafts.keys.filter { $0.folder == folder }
        return Array(Set(disk.paths(in: folder)).union(drafted))
    }
}
