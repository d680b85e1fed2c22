import Model

/// What `nacre.yaml` says.
struct ProjectDocument {
    var project: Project
    /// Where the globs are written, for the warning about those that match nothing.
    var manifestPlaces: [Place] = []
    var variables: [Node.Member] = []
    var secrets: [Node.Member] = []
    var variablesPlace: Place?
}

/// Reads `nacre.yaml`.
struct ProjectReader {
    static let file = "nacre.yaml"

    let scope: Scope
    /// The environment laid over the manifests; nil for none.
    let environment: String?
    private var findings: Findings { scope.findings }

    init(_ context: EvaluationContext, environment: String? = nil) {
        scope = .settings(context)
        self.environment = environment
    }

    /// Nil, and reported, when there is no readable Project.
    func read(_ files: some WorkspaceFiles, root: String) -> ProjectDocument? {
        guard let source = SourceFile.read(ProjectReader.file, from: files, findings: findings) else {
            guard !findings.hasErrors else { return nil }
            let near = ProjectReader.misnamed(among: files.paths(in: ""))
            findings.error(
                .noProject, "no \(ProjectReader.file) in \(root)", at: nil,
                help: near.map { "rename \($0) to \(ProjectReader.file)" }
                    ?? "run 'nacre init' there, or choose the workspace with -w")
            return nil
        }
        let result = YAMLReader.read(source, findings: findings)
        guard let first = result.documents.first else {
            if result.isComplete { reportEmpty(source) }
            return nil
        }
        for other in result.documents.dropFirst() {
            findings.error(
                .misplacedDocument, "\(ProjectReader.file) must contain exactly one document, the Project",
                at: other.place,
                help: "move this one to a manifest file")
        }
        return document(first)
    }

    /// A file that was most likely meant to be the Project: only one name is looked for.
    private static func misnamed(among paths: [String]) -> String? {
        paths.sorted().first { ["nacre.yml", "nacre.yaml", "nacre.json", ".nacre.yaml"].contains($0.lowercased()) }
    }

    private func reportEmpty(_ source: SourceFile) {
        findings.error(
            .missingField, "\(source.path) is empty", at: source.start,
            help: "start it with 'apiVersion: \(APIVersion.workspace)' and 'kind: Project'")
    }

    private func document(_ root: Node) -> ProjectDocument? {
        guard let head = DocumentHead(root, findings: findings) else { return nil }
        guard head.kind == "Project" else {
            findings.error(
                .misplacedDocument,
                "\(ProjectReader.file) must contain a Project, but contains \(head.kind.withArticle)",
                at: head.kindPlace,
                help: "write 'kind: Project', and move the \(head.kind) to a manifest file")
            return nil
        }
        head.checkVersion(APIVersion.workspace, findings: findings)
        scope.reportUnknown(root.members, of: "a Project", keys: ["apiVersion", "kind", "metadata", "spec"])
        var document = ProjectDocument(project: Project(name: name(root), environment: environment))
        guard let spec = root.member("spec"), !spec.value.isNull else { return document }
        let keys = [
            "cloud", "region", "manifests", "state", "stateKey", "history", "maxDestroy", "lint", "variables",
            "secrets",
            "allowCommands", "capabilities",
        ]
        if let members = scope.map(spec.value, "a Project's spec", keys: keys) { fill(&document, members) }
        return document
    }

    private func name(_ root: Node) -> String {
        guard let metadata = root.member("metadata"),
            let members = scope.map(metadata.value, "metadata", keys: ["name", "labels"])
        else {
            findings.error(
                .missingField, "the Project has no metadata.name", at: root.members.first?.place ?? root.place,
                help: "add 'metadata: {name: my-project}'")
            return ""
        }
        guard let name = members["name"] else {
            if findings.nearest("name", in: members.keys) != nil { return "" }
            findings.error(.missingField, "the Project has no metadata.name", at: metadata.place, help: "add a name")
            return ""
        }
        return scope.text(name.value, "metadata.name") ?? ""
    }

    private func limits(_ node: Node) -> HistoryLimits {
        var limits = HistoryLimits()
        guard let members = scope.map(node, "spec.history", keys: ["runs", "days"]) else { return limits }
        if let runs = members["runs"] {
            limits.runs = scope.integer(runs.value, "spec.history.runs", in: 1...1_000_000) ?? limits.runs
        }
        if let days = members["days"] {
            limits.days = scope.integer(days.value, "spec.history.days", in: 1...100_000) ?? limits.days
        }
        return limits
    }

    /// The path of the state with the environment's name put in: the one expression of settings besides `${env.X}`.
    private func named(_ node: Node) -> Node {
        guard case .string(let text) = node.content, !node.isLiteral else { return node }
        let name = environment ?? Project.noEnvironment
        return Node(.string(text.replacing("${environment}", with: name)), at: node.place)
    }

    private func fill(_ document: inout ProjectDocument, _ members: [String: Node.Member]) {
        if let cloud = members["cloud"] { document.project.cloud = self.cloud(cloud.value) ?? document.project.cloud }
        if let region = members["region"], let text = scope.text(region.value, "spec.region") {
            document.project.region = text
        }
        if let state = members["state"], let text = scope.text(named(state.value), "spec.state") {
            if let scheme = Project.scheme(ofState: text) {
                scope.findings.error(
                    .badValue, "spec.state must be a local file; \(scheme):// is not supported",
                    at: state.value.place, help: "write a path, such as state/nacre.db")
            }
            document.project.state = text
        }
        if let history = members["history"] { document.project.history = limits(history.value) }
        if let limit = members["maxDestroy"] {
            document.project.maxDestroy = scope.integer(limit.value, "spec.maxDestroy", in: 0...1_000_000)
        }
        if let manifests = members["manifests"], let globs = scope.list(manifests.value, "spec.manifests") {
            let read = globs.compactMap { node in
                scope.text(node, "a pattern of spec.manifests").map { ($0, node.place) }
            }
            document.project.manifests = read.map(\.0)
            document.manifestPlaces = read.map(\.1)
        }
        if let capabilities = members["capabilities"] {
            document.project.capabilities = CapabilityReader(scope).read(capabilities.value)
        }
        if let lint = members["lint"] { document.project.lint = LintReader(scope).settings(lint.value) }
        let secrets = SecretSettingsReader(scope)
        if let key = members["stateKey"] { document.project.stateKey = secrets.stateKey(key) ?? .file(nil) }
        if let allowed = members["allowCommands"] { document.project.allowedCommands = secrets.programs(allowed.value) }
        document.variablesPlace = members["variables"]?.place
        document.variables = entries(members["variables"], "spec.variables")
        document.secrets = entries(members["secrets"], "spec.secrets")
    }

    private func entries(_ member: Node.Member?, _ title: String) -> [Node.Member] {
        guard let member, !member.value.isNull, scope.map(member.value, title) != nil else { return [] }
        return member.value.members
    }

    private func cloud(_ node: Node) -> String? {
        guard let text = scope.text(node, "spec.cloud") else { return nil }
        let names = Project.clouds
        if names.contains(text) || text.hasPrefix("https://") || isLoopback(text) { return text }
        let isPlain = text.hasPrefix("http://")
        findings.error(
            .badValue,
            isPlain ? "spec.cloud would send keys unencrypted to another machine" : "spec.cloud is not a known cloud",
            at: node.place,
            help: isPlain
                ? "use https://; http:// is only allowed for 127.0.0.1 and localhost"
                : findings.nearest(text, in: names).map { "did you mean '\($0)'?" }
                    ?? "valid values: \(names.joined(separator: ", ")) or https://host")
        return nil
    }

    private func isLoopback(_ text: String) -> Bool {
        guard text.hasPrefix("http://") else { return false }
        let authority = text.dropFirst("http://".count).prefix { $0 != "/" }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(String(host))
    }
}

extension SourceFile {
    /// Nil when there is no such file, or, reported, when it cannot be read.
    static func read(_ path: String, from files: some WorkspaceFiles, findings: Findings) -> SourceFile? {
        do throws(FileProblem) {
            return try files.bytes(of: path).map { SourceFile(path: path, bytes: $0) }
        } catch {
            findings.error(.unreadableFile, "\(path) cannot be read: \(error.reason)", at: nil)
            return nil
        }
    }
}
