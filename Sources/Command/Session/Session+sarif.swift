import Reporting

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Session {
    /// Who judges, and where the workspace lies seen from here.
    var site: SARIFSite { SARIFSite(version: Release.version, folder: Self.relative(options.root)) }

    /// The folder relative to the current one, where it lies beneath it.
    private static func relative(_ root: String) -> String {
        let here = FileManager.default.currentDirectoryPath
        if root == here { return "." }
        let path = root.hasPrefix(here + "/") ? String(root.dropFirst(here.count + 1)) : root
        let steps = path.split(separator: "/").filter { $0 != "." }
        if path.hasPrefix("/") { return path }
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }
}
