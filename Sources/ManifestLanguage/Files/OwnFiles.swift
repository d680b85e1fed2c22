import Model

/// The files that a workspace is made of: none of them may become the file of a secret, which would replace it.
struct OwnFiles {
    /// Where nacre reads or keeps something, relative to the workspace and in lower case, since some file systems take both
    /// cases for one; with what it is.
    private var titles: [String: String] = [:]
    /// The state, as far as it is in the workspace.
    private let state: String?
    private let patterns: [Glob]

    /// - Parameters:
    ///   - read: the paths of what was read, by what it is.
    ///   - secrets: the names of the secrets that come from files, by path.
    init(_ project: Project, root: String, read: [(title: String, paths: [String])], secrets: [String: String]) {
        state = Self.place(project.state, root)
        patterns = project.manifests.map { Glob($0) }
        if case .file(let key?) = project.stateKey { add(key, "it holds the key of the state", root) }
        for (path, name) in secrets { add(path, "the secret '\(name)' is read from it", root) }
        for (title, paths) in read {
            for path in paths { add(path, title, root) }
        }
        add(ProjectReader.file, "it holds the settings of the workspace", root)
    }

    /// What `path`, in its plainest form, is to the workspace; nil for a file that is none of its own.
    func title(of path: String) -> String? {
        let place = path.lowercased()
        if let title = titles[place] { return title }
        if let state, place == state || place.hasPrefix("\(state).") || place.hasPrefix("\(state)-") {
            return "it belongs to the state"
        }
        if ManifestFiles.isOwn(place) { return "its folder is for environments" }
        return patterns.contains { $0.matches(path) } ? "it would be read as a manifest" : nil
    }

    private mutating func add(_ path: String, _ title: String, _ root: String) {
        if let place = Self.place(path, root) { titles[place] = title }
    }

    /// A path as ``titles`` has it; nil for one outside the workspace.
    private static func place(_ path: String, _ root: String) -> String? {
        let isBelow = path.hasPrefix("\(root)/") && root.hasPrefix("/")
        return DefinitionFiles.inside(isBelow ? String(path.dropFirst(root.count + 1)) : path)?.lowercased()
    }
}
