import Model

/// One document of a manifest file, its parts not yet looked into.
struct ManifestDocument {
    static let keys = [
        "apiVersion", "kind", "metadata", "spec", "forEach", "rollout", "lifecycle", "renamedFrom", "import", "forget",
        "dependsOn",
    ]
    /// What only objects of the account have: how nacre treats them.
    static let treatment = ["rollout", "lifecycle", "renamedFrom", "import", "forget", "dependsOn"]

    var kind: Kind
    var kindPlace: Place
    var name: Node
    var labels: Node?
    /// The other members, by key.
    var root: Node
    /// For what is written inside another object: the field that its name is made of.
    var keyInside: String?
    /// Whether its former name follows from that of the object around it.
    var inheritsRename = false

    func member(_ key: String) -> Node.Member? {
        guard let member = root.member(key), !member.value.isNull else { return nil }
        return member
    }
}

/// Reads what every manifest document has around its spec.
struct DocumentReader {
    enum Reading {
        case document(ManifestDocument)
        /// Wrong, and reported. The address is what others most likely call it.
        case unusable(Address?)
    }

    let scope: Scope
    private var findings: Findings { scope.findings }

    init(_ context: EvaluationContext) { scope = .header(context) }

    func read(_ root: Node) -> Reading {
        if reportStray(root) { return .unusable(nil) }
        guard let head = DocumentHead(root, findings: findings) else { return .unusable(nil) }
        guard head.kind != "Project", head.kind != "Environment" else {
            findings.error(
                .misplacedDocument, "\(head.kind.withArticle) does not belong among the manifests", at: head.kindPlace,
                help: head.kind == "Project"
                    ? "the Project belongs in \(ProjectReader.file)" : "environments belong in env/<name>.yaml")
            return .unusable(nil)
        }
        let name = metadata(root, head)
        guard let kind = scope.catalog[head.kind] else {
            scope.reportUnknownKind(head.kind, at: head.kindPlace)
            let meant = findings.nearest(head.kind, in: scope.catalog.names) ?? head.kind
            return .unusable(name?.name.text.map { Address(kind: meant, name: $0) })
        }
        head.checkVersion(APIVersion.cloud, findings: findings)
        checkKeys(root, kind)
        return .document(
            ManifestDocument(
                kind: kind, kindPlace: head.kindPlace, name: name?.name ?? Node(.unknown, at: head.kindPlace),
                labels: name?.labels, root: root))
    }

    /// A document in another language that lies among the manifests, where it is taken for one.
    private func reportStray(_ root: Node) -> Bool {
        guard root.member("kind") == nil else { return false }
        for kind in scope.catalog.kinds {
            guard let definition = kind.serving.definition, let mark = definition.marks.compactMap(root.member).first
            else {
                continue
            }
            findings.error(
                .misplacedDocument,
                "this is not a manifest but a document for '\(definition.field)' of \(kind.name.withArticle)",
                at: mark.place,
                help: "keep it in a folder that spec.manifests of \(ProjectReader.file) does not match, "
                    + "and refer to it: \(definition.field): <path>")
            return true
        }
        return false
    }

    private func metadata(_ root: Node, _ head: DocumentHead) -> (name: Node, labels: Node?)? {
        guard let metadata = root.member("metadata") else {
            findings.error(
                .missingField, "the \(head.kind) has no metadata.name", at: head.kindPlace,
                help: "add 'metadata: {name: …}'")
            return nil
        }
        guard let members = scope.map(metadata.value, "metadata", keys: ["name", "labels"]) else { return nil }
        guard let name = members["name"], !name.value.isNull else {
            if findings.nearest("name", in: members.keys) != nil { return nil }
            findings.error(
                .missingField, "the \(head.kind) has no metadata.name", at: metadata.place, help: "add 'name: …' to it")
            return nil
        }
        return (name.value, members["labels"]?.value)
    }

    private func checkKeys(_ root: Node, _ kind: Kind) {
        for member in root.members where !ManifestDocument.keys.contains(member.key) {
            let help =
                if kind.field(member.key) != nil {
                    "'\(member.key)' is a field of the \(kind.name) itself: move it under spec"
                } else if member.key == "name" || member.key == "labels" {
                    "move it under metadata"
                } else {
                    findings.nearest(member.key, in: ManifestDocument.keys).map { "did you mean '\($0)'?" }
                        ?? ManifestDocument.keys.offered("fields:")
                }
            findings.error(
                .unknownField, "a document has no field '\(member.key)'", at: member.place, help: help)
        }
    }
}
