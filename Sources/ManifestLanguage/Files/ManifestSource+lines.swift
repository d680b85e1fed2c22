extension ManifestSource {
    /// The lines of a file of the workspace as it is now; none when it cannot be read.
    public func lines(of path: String) -> [Substring] {
        guard let bytes = try? DiskFiles(root: root).bytes(of: path) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.last == "\r" ? $0.dropLast() : $0 }
    }
}
