import Model

/// Finds paths for new manifest files: such as the project's patterns take in, and no file has.
public struct ManifestPlacement {
    private let patterns: [String]
    private let files: DiskFiles

    /// - Parameter root: the folder of the workspace.
    public init(_ project: Project, root: String) {
        patterns = project.manifests
        files = DiskFiles(root: root)
    }

    /// A free path for a file called `name`, with a number behind the name where there is such a file already.
    /// - Parameters:
    ///   - folder: relative to the workspace; nil for where the project keeps its manifests.
    ///   - besides: paths that are spoken for.
    /// - Throws: a ``Diagnostic`` when no pattern takes in a file there.
    public func path(
        _ name: String, in folder: String?, besides: Set<String> = []
    ) throws(Diagnostic) -> String {
        for number in 1... {
            let path = try path(number == 1 ? name : "\(name)-\(number)", in: folder)
            if !besides.contains(path), isFree(path) { return path }
        }
        return name
    }

    private func isFree(_ path: String) -> Bool {
        do throws(FileProblem) { return try files.bytes(of: path) == nil } catch { return false }
    }

    private func path(_ name: String, in folder: String?) throws(Diagnostic) -> String {
        let globs = patterns.map(Glob.init)
        for folder in folder.map({ [Self.plain($0)] }) ?? globs.map(\.folder) {
            for ending in ["yaml", "yml"] {
                let path = (folder.isEmpty ? "" : "\(folder)/") + "\(name).\(ending)"
                if globs.contains(where: { $0.matches(path) }), !ManifestFiles.isOwn(path) { return path }
            }
        }
        let place = folder.map { "in \(Self.plain($0))" } ?? "called \(name).yaml"
        throw Diagnostic(
            code: "no-place", "spec.manifests of \(ProjectReader.file) takes in no file \(place)",
            notes: ["it says \(patterns.joined(separator: ", "))"],
            help: "name a folder that a pattern covers with --out, or add \"manifests/**/*.yaml\" to spec.manifests")
    }

    /// The folder without `./` before and `/` behind it.
    private static func plain(_ folder: String) -> String {
        let names = folder.split(separator: "/").filter { $0 != "." }
        return (folder.hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
    }
}
