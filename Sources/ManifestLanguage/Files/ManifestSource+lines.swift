import Model

extension ManifestSource {
    /// The lines of a file of the workspace as it is now, counted as places count them; none when it cannot be read.
    public func lines(of path: String) -> [String] {
        let files = DraftedFiles(disk: DiskFiles(root: root), drafts: drafts)
        guard let bytes = try? files.bytes(of: path) else { return [] }
        return SourceFile(path: path, bytes: bytes).lines
    }
}
