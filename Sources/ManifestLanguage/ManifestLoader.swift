import Model

/// Turns the files of a workspace into what they ask for.
public enum ManifestLoader {
    /// Reads and checks the whole workspace.
    /// - Throws: every problem found, sorted by place, when at least one of them is an error.
    public static func load(_ source: ManifestSource, catalog: KindCatalog) throws(Diagnostics) -> LoadedWorkspace {
        throw Diagnostics([Diagnostic(code: "no-project", "no nacre.yaml in \(source.root)")])
    }

    /// Reads `nacre.yaml` alone, for commands that need no manifests.
    /// - Throws: every problem found in it.
    public static func project(of source: ManifestSource) throws(Diagnostics) -> Project {
        throw Diagnostics([Diagnostic(code: "no-project", "no nacre.yaml in \(source.root)")])
    }
}
