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
        var number = 1
        var path = try path(name, in: folder)
        while true {
            if !besides.contains(path), try isFree(path) { return path }
            number += 1
            path = try self.path("\(name)-\(number)", in: folder)
        }
    }

    private func isFree(_ path: String) throws(Diagnostic) -> Bool {
        do throws(FileProblem) { return try files.bytes(of: path) == nil } catch {
            throw Diagnostic(
                code: "unwritable", "cannot write to \(path): \(error.reason)",
                help: "fix that, or choose another folder with --out")
        }
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
            code: "no-place", "no pattern in spec.manifests of \(ProjectReader.file) matches a file \(place)",
            notes: ["the patterns: \(patterns.joined(separator: ", "))"],
            help:
                "use --out to choose a folder that a pattern matches, or add \"manifests/**/*.yaml\" to spec.manifests")
    }

    /// The folder without `./` before and `/` behind it.
    private static func plain(_ folder: String) -> String {
        let names = folder.split(separator: "/").filter { $0 != "." }
        return (folder.hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
    }
}
