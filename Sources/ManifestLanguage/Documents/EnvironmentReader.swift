import Model

/// What `env/<name>.yaml` lays over the workspace.
struct EnvironmentDocument {
    var variables: [Node.Member] = []
    var patches: [Patch] = []
}

/// Fields laid over the spec of the objects that `target` names.
struct Patch {
    /// `Kind/name`; `*` in it stands for any characters.
    var target: String
    var place: Place
    var spec: Node
}

/// Reads the file of an environment.
struct EnvironmentReader {
    static let folder = "env"

    let scope: Scope
    private var findings: Findings { scope.findings }

    init(_ context: EvaluationContext) { scope = .header(context) }

    static func path(of name: String) -> String { "\(folder)/\(name).yaml" }

    /// Whether a file at `path` is, or would be, an environment that `-e` can name.
    static func isEnvironment(_ path: String) -> Bool {
        guard path.folder == folder, path.hasSuffix(".yaml") else { return false }
        return isPlain(String(path.dropFirst(folder.count + 1).dropLast(".yaml".count)))
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.contains("/") && !name.hasPrefix(".")
    }

    func read(_ name: String, _ files: some WorkspaceFiles) -> EnvironmentDocument {
        let path = EnvironmentReader.path(of: name)
        guard Self.isPlain(name), let source = SourceFile.read(path, from: files, findings: findings) else {
            reportMissing(name, path, files)
            return EnvironmentDocument()
        }
        let result = YAMLReader.read(source, findings: findings)
        guard let root = result.documents.first else {
            if result.isComplete {
                findings.error(
                    .missingField, "\(path) is empty", at: source.start,
                    help: "start it with 'apiVersion: \(APIVersion.workspace)' and 'kind: Environment'")
            }
            return EnvironmentDocument()
        }
        for other in result.documents.dropFirst() {
            findings.error(
                .misplacedDocument, "\(path) must contain exactly one document, the Environment", at: other.place)
        }
        return document(root, path)
    }

    private func reportMissing(_ name: String, _ path: String, _ files: some WorkspaceFiles) {
        let near = files.paths(in: EnvironmentReader.folder).sorted().first {
            ["\(name).yml", "\(name).json"].map { "\(EnvironmentReader.folder)/\($0)" }.contains($0)
        }
        let names = files.paths(below: EnvironmentReader.folder).filter { $0.hasSuffix(".yaml") }
            .map { String($0.dropFirst("\(EnvironmentReader.folder)/".count).dropLast(".yaml".count)) }.sorted()
        findings.error(
            .unknownEnvironment, "no environment '\(name)': there is no \(path)", at: nil,
            help: near.map { "rename \($0) to \(path)" }
                ?? findings.nearest(name, in: names).map { "did you mean '\($0)'?" } ?? names.offered(
                    "environments:")
                ?? "create \(path), or omit -e")
    }

    private func document(_ root: Node, _ path: String) -> EnvironmentDocument {
        guard let head = DocumentHead(root, findings: findings) else { return EnvironmentDocument() }
        guard head.kind == "Environment" else {
            findings.error(
                .misplacedDocument, "\(path) must contain an Environment, but contains \(head.kind.withArticle)",
                at: head.kindPlace,
                help: "write 'kind: Environment'")
            return EnvironmentDocument()
        }
        head.checkVersion(APIVersion.workspace, findings: findings)
        scope.reportUnknown(root.members, of: "an Environment", keys: ["apiVersion", "kind", "metadata", "spec"])
        // One without a spec names an environment that is nothing but the manifests.
        guard let spec = root.member("spec") else { return EnvironmentDocument() }
        guard !spec.value.isNull else {
            scope.warnOfNothing(spec, "'spec' of the Environment", help: "write spec: {} if it changes nothing")
            return EnvironmentDocument()
        }
        guard let members = scope.map(spec.value, "an Environment's spec", keys: ["variables", "patches"])
        else { return EnvironmentDocument() }
        var document = EnvironmentDocument()
        if let variables = members["variables"], scope.map(variables.value, "spec.variables") != nil {
            document.variables = variables.value.members
        }
        if let patches = members["patches"], let list = scope.list(patches.value, "spec.patches") {
            document.patches = list.compactMap(patch)
        }
        return document
    }

    private func patch(_ node: Node) -> Patch? {
        guard let members = scope.map(node, "a patch", keys: ["target", "spec"]) else { return nil }
        guard let target = members["target"], let spec = members["spec"] else {
            findings.error(
                .missingField, "a patch needs a target and a spec", at: node.place,
                help: "write {target: Kind/name, spec: {…}}")
            return nil
        }
        guard let text = scope.text(target.value, "a patch's target") else { return nil }
        guard Address(text) != nil else {
            findings.error(
                .badValue, "'\(text)' is not an object address", at: target.value.place,
                help: "write Kind/name, such as Server/web")
            return nil
        }
        return Patch(target: text, place: target.value.place, spec: spec.value)
    }
}
