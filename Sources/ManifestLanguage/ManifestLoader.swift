import Model

/// Turns the files of a workspace into what they ask for.
public enum ManifestLoader {
    /// Reads and checks the whole workspace.
    /// - Throws: every problem found, sorted by place, when at least one of them is an error.
    public static func load(_ source: ManifestSource, catalog: KindCatalog) throws(Diagnostics) -> LoadedWorkspace {
        let files = DraftedFiles(disk: DiskFiles(root: source.root), drafts: source.drafts)
        return try load(source, catalog: catalog, files: files)
    }

    /// Reads `nacre.yaml` alone, for commands that need no manifests.
    /// - Throws: every problem found in it.
    public static func project(of source: ManifestSource) throws(Diagnostics) -> Project {
        try project(of: source, files: DiskFiles(root: source.root))
    }

    /// Where the secrets come from that `nacre.yaml` declares, by name. No value is read.
    /// - Throws: every problem found in it.
    public static func secretSources(of source: ManifestSource) throws(Diagnostics) -> [String: SecretSource] {
        let context = EvaluationContext(
            catalog: KindCatalog([]), findings: Findings(), environment: source.environment)
        let document = ProjectReader(context, environment: source.environmentName)
            .read(DiskFiles(root: source.root), root: source.root)
        let reader = SecretSourceReader(.settings(context), allowed: document?.project.allowedCommands ?? [])
        let sources = (document?.secrets ?? []).map { ($0.key, reader.source(of: $0)) }
        guard document != nil, !context.findings.hasErrors else { throw Diagnostics(context.findings.sorted()) }
        return Dictionary(sources.compactMap { name, source in source.map { (name, $0) } }) { first, _ in first }
    }

    static func project(of source: ManifestSource, files: some WorkspaceFiles) throws(Diagnostics) -> Project {
        let context = EvaluationContext(
            catalog: KindCatalog([]), findings: Findings(), environment: source.environment)
        let document = ProjectReader(context, environment: source.environmentName).read(files, root: source.root)
        guard let document, !context.findings.hasErrors else { throw Diagnostics(context.findings.sorted()) }
        return document.project
    }

    /// The stages in order: settings, variables and secrets, documents, names, patches, fields, circles.
    static func load(
        _ source: ManifestSource, catalog: KindCatalog, files: some WorkspaceFiles
    ) throws(Diagnostics) -> LoadedWorkspace {
        let findings = Findings()
        var context = EvaluationContext(catalog: catalog, findings: findings, environment: source.environment)
        let contents = ContentFiles(files)
        context.contents = contents
        let reader = ProjectReader(context, environment: source.environmentName)
        guard let project = reader.read(files, root: source.root) else {
            throw Diagnostics(findings.sorted())
        }
        let overlay = source.environmentName.map { EnvironmentReader(context).read($0, files) }
        let variables = VariableResolution(source, context)
            .settled(project, overrides: overlay?.variables ?? [])
        let secrets = SecretResolution(context, source.secrets).values(project, files)
        let withheld = WithheldFiles(files, project.project, state: source.state, secrets: secrets.files)
        contents.withheld = withheld
        let valued = context.with(variables: variables.values, secrets: secrets.values)

        let definitions = DefinitionFiles(files)
        let (paths, patterns) = ManifestFiles(valued).paths(project, files)
        let documents = ManifestFiles(valued).documents(at: paths, files)
        var names = InstanceReader(valued, definitions)
        names.read(documents)
        names.apply(overlay?.patches ?? [])
        let instances = names.instances
        var resources = ResourceReader(valued.with(names.inventory))
        for instance in instances where !instance.isForgotten || instance.document.kind.isExternal {
            resources.read(instance)
        }
        resources.settleRenames()
        resources.settleSelectors()
        resources.reportClaims()
        let environment = source.environmentName.map { [EnvironmentReader.path(of: $0)] } ?? []
        let own = OwnFiles(
            project.project,
            read: [
                ("it is a manifest", paths), ("it is an environment", environment),
                ("manifests refer to it", definitions.paths + contents.paths),
            ], withheld: withheld)
        resources.reportSecretFiles(own, files)
        Cycles(resources.edges, findings: findings).report()

        let diagnostics = findings.sorted()
        guard !findings.hasErrors else { throw Diagnostics(diagnostics) }
        let desired = Desired(
            project: project.project, resources: resources.resources, externals: resources.externals,
            forgotten: instances.filter(\.isForgotten).map(\.address), manifests: patterns)
        let read = [ProjectReader.file] + environment + paths + definitions.paths + contents.paths
        return LoadedWorkspace(
            desired: desired, warnings: diagnostics, files: Set(read).sorted(), concealments: findings.concealments,
            sensitiveVariables: variables.sensitive,
            pendingSecrets: findings.pendingSecrets.sorted { $0.name < $1.name },
            secretVariables: (secrets.variables + variables.sensitive.map { "NACRE_VAR_\($0)" }).sorted(),
            secretFiles: secrets.files.keys.sorted())
    }
}
