import Model

/// Takes apart documents that hold objects of other kinds inside (`Kind.nests`), or name a document that describes them
/// (`Kind.definition`).
struct Nesting {
    /// What stands beside the fields of an object that is written inside another.
    static let headKeys = ["lifecycle", "renamedFrom", "import", "dependsOn"]

    private let context: EvaluationContext
    private let definitions: DefinitionFiles
    /// False when an object inside could not be named.
    private(set) var isComplete = true
    private var findings: Findings { context.findings }

    init(_ context: EvaluationContext, _ definitions: DefinitionFiles) {
        self.context = context
        self.definitions = definitions
    }

    /// The documents of the objects inside `instance`, whose spec loses them.
    mutating func unfold(_ instance: inout Instance) -> [ManifestDocument] {
        let kind = instance.document.kind
        guard !kind.place.nests.isEmpty, let spec = instance.spec, case .map(let written) = spec.value.content else {
            return []
        }
        var definition = DefinitionReader(of: instance, context, definitions)
        let members = definition.members(written)
        isComplete = isComplete && definition.isComplete
        var inner: [ManifestDocument] = []
        for nest in kind.place.nests {
            guard let member = members.first(where: { $0.key == nest.field }),
                let inside = context.catalog[nest.kind]
            else { continue }
            guard !member.value.isNull else {
                Scope.header(context, each: instance.each).warnOfNothing(
                    member, "'\(nest.field)'", help: "write [] if there are to be none, or remove the line")
                continue
            }
            inner += documents(in: member, nest, inside, of: instance)
        }
        let own = members.filter { member in !kind.place.nests.contains { $0.field == member.key } }
        instance.spec = Node.Member(key: spec.key, place: spec.place, value: Node(.map(own), at: spec.value.place))
        return inner
    }

    private mutating func documents(
        in member: Node.Member, _ nest: Kind.Nest, _ kind: Kind, of outer: Instance
    ) -> [ManifestDocument] {
        let scope = Scope.header(context, each: outer.each)
        guard let items = scope.list(member.value, nest.field) else {
            isComplete = false
            return []
        }
        let documents = items.compactMap { document($0, nest, kind, outer, scope) }
        isComplete = isComplete && documents.count == items.count
        return documents
    }

    private func document(
        _ item: Node, _ nest: Kind.Nest, _ kind: Kind, _ outer: Instance, _ scope: Scope
    ) -> ManifestDocument? {
        guard case .map(let members) = item.content else {
            scope.wrongType(item, "an entry of \(nest.field)", "a map", help: "write {\(nest.key): …, …}")
            return nil
        }
        guard let key = members.first(where: { $0.key == nest.key }), !key.value.isNull else {
            findings.error(
                .missingField, "an entry of \(nest.field) has no '\(nest.key)'", at: item.place,
                help: "add '\(nest.key): …': it identifies the entry")
            return nil
        }
        guard let text = scope.text(key.value, "'\(nest.key)' of an entry of \(nest.field)"), outer.isNamed else {
            return nil
        }
        if let written = members.first(where: { $0.key == nest.through }) {
            findings.error(
                .conflictingFields, "'\(nest.through)' is implied by where the entry is written", at: written.place,
                help: "remove the line")
            return nil
        }
        let strangers = members.filter { Self.isOfDocuments($0.key) && kind.field($0.key) == nil }
        for stranger in strangers {
            let own = "a document of its own (kind: \(kind.name), \(nest.through): \(outer.address.name))"
            findings.error(
                .unknownField, "an entry of \(nest.field) cannot have '\(stranger.key)'", at: stranger.place,
                help: "\(stranger.key) is only valid in a document: give the \(kind.name) \(own), or remove the line")
        }
        // A key that the field itself refuses makes no name worth complaining about.
        let isRefused = kind.field(nest.key)?.constraints.contains { $0.violation(of: .string(text)) != nil } ?? false
        let whole = Kind.Nest.name(outer.address.name, text)
        let name = Node(isRefused ? .unknown : .string(whole), at: key.value.place, isLiteral: true)
        return ManifestDocument(
            kind: kind, kindPlace: item.place, name: name, labels: outer.document.labels,
            root: root(members.filter { !strangers.map(\.key).contains($0.key) }, nest, outer, at: item.place),
            keyInside: nest.key, inheritsRename: !members.contains { $0.key == "renamedFrom" })
    }

    /// Whether a key stands in documents only, and not in an entry.
    private static func isOfDocuments(_ key: String) -> Bool {
        ManifestDocument.keys.contains(key) && !headKeys.contains(key)
    }

    /// What is inside an object that was renamed had another name too, unless the entry says which.
    private func former(_ members: [Node.Member], _ nest: Kind.Nest, _ outer: Instance) -> Node.Member? {
        let scope = Scope.header(context, each: outer.each)
        guard !members.contains(where: { $0.key == "renamedFrom" }),
            let renamed = outer.document.member("renamedFrom"),
            let old = scope.text(renamed.value, "renamedFrom"),
            let key = members.first(where: { $0.key == nest.key }).flatMap({ scope.text($0.value, nest.key) })
        else { return nil }
        let outerName = Address(old)?.name ?? old
        let name = Node(.string(Kind.Nest.name(outerName, key)), at: renamed.place, isLiteral: true)
        return Node.Member(key: "renamedFrom", place: renamed.place, value: name)
    }

    /// The document that the entry would be if it stood alone.
    private func root(_ members: [Node.Member], _ nest: Kind.Nest, _ outer: Instance, at place: Place) -> Node {
        let name = Node(.string(outer.address.name), at: place, isLiteral: true)
        let reference = Node(.map([Node.Member(key: "ref", place: place, value: name)]), at: place)
        let fields =
            [Node.Member(key: nest.through, place: place, value: reference)]
            + members.filter { !Self.headKeys.contains($0.key) }
        var root = members.filter { Self.headKeys.contains($0.key) }
        root.append(Node.Member(key: "spec", place: place, value: Node(.map(fields), at: place)))
        if let former = former(members, nest, outer) { root.append(former) }
        if outer.isForgotten {
            root.append(Node.Member(key: "forget", place: place, value: Node(.bool(true), at: place)))
        }
        return Node(.map(root), at: place)
    }
}
