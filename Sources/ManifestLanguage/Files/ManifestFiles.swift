import Model

/// Finds and reads the manifest files of a workspace.
struct ManifestFiles {
    let surroundings: Surroundings

    init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    private var findings: Findings { surroundings.findings }

    /// The files that the project's patterns match, sorted, each once; and how many each pattern matches.
    func paths(
        _ document: ProjectDocument, _ files: some WorkspaceFiles
    ) -> (paths: [String], patterns: ManifestPatterns) {
        var found: Set<String> = []
        var patterns: [ManifestPatterns.Pattern] = []
        for (index, pattern) in document.project.manifests.enumerated() {
            let glob = Glob(pattern)
            let matches = files.paths(below: glob.folder).filter { glob.matches($0) && !Self.isOwn($0) }
            let place = document.manifestPlaces.indices.contains(index) ? document.manifestPlaces[index] : nil
            patterns.append(ManifestPatterns.Pattern(pattern, files: matches.count, span: place?.span))
            if matches.isEmpty {
                findings.warning(
                    .noManifests, "no file matches '\(pattern)'", at: place,
                    help: "write manifests there, or change spec.manifests of \(ProjectReader.file)")
            }
            found.formUnion(matches)
        }
        return (found.sorted(), ManifestPatterns(patterns))
    }

    /// The workspace's own files are no manifests, however wide a pattern is.
    static func isOwn(_ path: String) -> Bool {
        path == ProjectReader.file || path.hasPrefix("\(EnvironmentReader.folder)/")
    }

    /// The documents of all files, in order.
    func documents(at paths: [String], _ files: some WorkspaceFiles) -> [Node] {
        var documents: [Node] = []
        for path in paths {
            guard let source = SourceFile.read(path, from: files, findings: findings) else {
                surroundings.inventory.isComplete = false
                continue
            }
            let result = YAMLReader.read(source, findings: findings)
            if !result.isComplete { surroundings.inventory.isComplete = false }
            documents += result.documents
        }
        return documents
    }
}
