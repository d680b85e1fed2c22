import Model
import Nacre

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Session {
    /// The files of a workspace that no secret may replace, as absolute paths.
    func ownFiles(of workspace: Workspace) -> [String] {
        let files = ["nacre.yaml"] + workspace.ownFiles
        return files.map { Self.absolute($0, in: options.root) } + [Self.absolute(statePath(of: workspace.project))]
    }

    /// The same, of the workspace that the command was started in: as much of it as can be read.
    var ownFiles: [String] {
        if let workspace = try? Workspace.load(options.source) { return ownFiles(of: workspace) }
        let settings = Self.absolute("nacre.yaml", in: options.root)
        guard let project = try? self.project() else { return [settings] }
        return [settings, Self.absolute(statePath(of: project))]
    }

    private static func absolute(_ path: String, in folder: String = "") -> String {
        if path.hasPrefix("/") { return path }
        if folder.isEmpty { return "\(FileManager.default.currentDirectoryPath)/\(path)" }
        return absolute("\(folder)/\(path)")
    }
}
