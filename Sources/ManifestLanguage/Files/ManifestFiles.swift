import Model

/// Finds and reads the manifest files of a workspace.
struct ManifestFiles {
    let context: EvaluationContext

    init(_ context: EvaluationContext) { self.context = context }

    private var findings: Findings { context.findings }

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
                    help: "create manifests there, or change spec.manifests in \(ProjectReader.file)")
            }
            found.formUnion(matches)
        }
        reportOverlooked(beside: found, document, files)
        return (found.sorted(), ManifestPatterns(patterns))
    }

    /// Files beside those that are read which look like manifests and which no pattern matches: `b.yml` beside `*.yaml`.
    private func reportOverlooked(beside found: Set<String>, _ document: ProjectDocument, _ files: some WorkspaceFiles)
    {
        let folders = Set(found.map(\.folder)).union(document.project.manifests.map { Glob($0).folder })
        let candidates = Set(folders.flatMap { files.paths(in: $0) }).subtracting(found).filter { path in
            !Self.isOwn(path) && [".yaml", ".yml", ".json"].contains { path.lowercased().hasSuffix($0) }
        }
        for path in candidates.sorted() where Self.isManifest(path, files) {
            findings.warning(
                .overlookedFile, "\(path) looks like a manifest, but no pattern in spec.manifests matches it",
                at: document.manifestPlaces.first,
                help: "rename it to match a pattern, add a pattern, or move it to another folder")
        }
    }

    /// Whether a file says that it is a manifest of this cloud.
    private static func isManifest(_ path: String, _ files: some WorkspaceFiles) -> Bool {
        guard let bytes = try? files.bytes(of: path), bytes.count < 1 << 20 else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains(APIVersion.cloud) && text.contains("apiVersion") && text.contains("kind")
    }

    /// The workspace's own files are no manifests, however wide a pattern is.
    static func isOwn(_ path: String) -> Bool {
        path == ProjectReader.file || path.hasPrefix("\(EnvironmentReader.folder)/")
    }

    /// Whether a file at `path` would be read for a pattern: hidden files and folders below the pattern's own folder are not.
    static func reads(_ path: String, by glob: Glob) -> Bool {
        let names = path.split(separator: "/").dropFirst(glob.folder.split(separator: "/").count)
        return glob.matches(path) && !isOwn(path) && !names.contains { $0.hasPrefix(".") }
    }

    /// The documents of all files, in order; incomplete when a file could not be read to its end.
    func documents(at paths: [String], _ files: some WorkspaceFiles) -> YAMLReader.Result {
        var all = YAMLReader.Result()
        for path in paths {
            guard let source = SourceFile.read(path, from: files, findings: findings) else {
                all.isComplete = false
                continue
            }
            let result = YAMLReader.read(source, findings: findings)
            if result.isComplete, result.documents.isEmpty { reportEmpty(source) }
            all.documents += result.documents
            all.isComplete = all.isComplete && result.isComplete
        }
        return all
    }

    private func reportEmpty(_ source: SourceFile) {
        findings.warning(
            .emptyInput, "\(source.path) contains no object\(source.bytes.isEmpty ? ": it is empty" : "")",
            at: source.start, notes: ["the objects it declared before are no longer in the manifests"],
            help: "remove the file if that is intended")
    }
}
