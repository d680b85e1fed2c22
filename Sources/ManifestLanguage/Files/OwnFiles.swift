import Model

/// The files that a workspace is made of: none of them may become the file of a secret, which would replace it.
struct OwnFiles {
    /// What nacre reads, with what it is: relative to the workspace and in lower case, since some file systems take both cases for
    /// one, or where it is, for what has an absolute path.
    private var titles: [String: String] = [:]
    private let withheld: WithheldFiles
    private let patterns: [Glob]

    /// - Parameters:
    ///   - read: the paths of what was read, relative to the workspace or absolute, by what it is.
    ///   - withheld: the state, and the sources of secrets.
    init(_ project: Project, read: [(title: String, paths: [String])], withheld: WithheldFiles) {
        self.withheld = withheld
        patterns = project.manifests.map { Glob($0) }
        for (title, paths) in read {
            for path in paths { add(path, title) }
        }
        add(ProjectReader.file, "it holds the settings of the workspace")
    }

    /// What `path`, in its plainest form, is to the workspace; nil for a file that is none of its own.
    func title(of path: String) -> String? {
        if let title = titles[path.lowercased()] ?? titles[withheld.place(of: path)] { return title }
        switch withheld.holding(of: path) {
        case .secret(let name): return "the secret '\(name)' is read from it"
        case .stateKey: return "it holds the key of the state"
        case .state: return "it belongs to the state"
        case nil: break
        }
        if EnvironmentReader.isEnvironment(path.lowercased()) { return "it would be read as an environment" }
        return patterns.contains { ManifestFiles.reads(path, by: $0) } ? "it would be read as a manifest" : nil
    }

    private mutating func add(_ path: String, _ title: String) {
        titles[DefinitionFiles.inside(path)?.lowercased() ?? withheld.place(of: path)] = title
    }
}
