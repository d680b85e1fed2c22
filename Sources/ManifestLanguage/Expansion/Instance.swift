import Model

/// One object that a document asks for.
struct Instance {
    var document: ManifestDocument
    /// With an empty name when that is wrong, or taken: such an object is still checked, and never wanted.
    var address: Address
    var each: Scope.Each?
    /// The spec with patches laid over it; nil when the document has none.
    var spec: Node.Member?
    var isForgotten: Bool

    var isNamed: Bool { !address.name.isEmpty }
}

/// Makes instances of documents and takes down their names.
struct InstanceReader {
    private let context: EvaluationContext
    private let definitions: DefinitionFiles
    private(set) var instances: [Instance] = []
    /// The names found so far.
    private(set) var inventory = Inventory()
    private var places: [Address: Place] = [:]

    init(_ context: EvaluationContext, _ definitions: DefinitionFiles) {
        self.context = context
        self.definitions = definitions
    }

    private var findings: Findings { context.findings }

    mutating func read(_ documents: YAMLReader.Result) {
        if !documents.isComplete { inventory.isComplete = false }
        for root in documents.documents {
            switch DocumentReader(context).read(root) {
            case .document(let document): read(document)
            case .unusable(let address?): inventory.insert(address)
            case .unusable(nil): inventory.isComplete = false
            }
        }
    }

    private mutating func read(_ document: ManifestDocument) {
        guard let forEach = document.member("forEach") else {
            add(document, nil)
            return
        }
        guard let rounds = ForEach(scope: .header(context)).rounds(forEach.value) else {
            // How many there would be is unknown, and so are their names.
            inventory.isComplete = false
            let unknown = Node(.unknown, at: forEach.place)
            add(document, Scope.Each(index: 0, key: unknown, value: unknown))
            return
        }
        if rounds.count > 1, let name = document.name.text, !Interpolation.occurs(in: name) {
            findings.error(
                .duplicateAddress, "all \(rounds.count) objects of this forEach get the name '\(name)'",
                at: document.name.place, help: "include ${each.key} or ${each.index}: \(name)-${each.key}")
            add(document, rounds[0])
            return
        }
        if rounds.isEmpty { reportEmpty(forEach, of: document) }
        for round in rounds { add(document, round) }
    }

    /// No rounds that somebody wrote down are a wish; none that a variable came to may be a slip elsewhere.
    private func reportEmpty(_ forEach: Node.Member, of document: ManifestDocument) {
        guard let source = forEach.value.members.first, source.value.text.map(Interpolation.occurs) ?? false else {
            return
        }
        findings.warning(
            .emptyInput, "this forEach creates no \(document.kind.name): \(source.value.text ?? "") is empty",
            at: source.value.place, notes: ["the objects it created before are no longer in the manifests"],
            help: "write \(source.key == "count" ? "0" : source.key == "list" ? "[]" : "{}") here if that is intended")
    }

    private mutating func add(_ document: ManifestDocument, _ each: Scope.Each?) {
        let scope = Scope.header(context, each: each)
        let name = name(document, scope)
        if name == nil { inventory.isComplete = false }
        var address = Address(kind: document.kind.name, name: name ?? "")
        if name != nil, let first = places[address] {
            findings.error(
                .duplicateAddress, "\(address) is declared twice", at: document.name.place,
                notes: ["first declared at \(first)"], help: Self.remedy(document))
            address.name = ""
        }
        let isForgotten = document.member("forget").flatMap { scope.boolean($0.value, "forget") } ?? false
        var instance = Instance(
            document: document, address: address, each: each, spec: document.member("spec"), isForgotten: isForgotten)
        if instance.isNamed {
            places[address] = document.name.place
            if !isForgotten { inventory.insert(address) }
        }
        var nesting = Nesting(context, definitions)
        let inner = nesting.unfold(&instance)
        if !nesting.isComplete { inventory.isComplete = false }
        instances.append(instance)
        for document in inner { add(document, each) }
    }

    /// Different paths can make one name; what the cloud calls them is not to be changed for that.
    private static func remedy(_ document: ManifestDocument) -> String {
        guard document.keyInside == "path" else { return "rename one of them, or remove it" }
        return "remove one of them; if the paths differ and only the name is the same, "
            + "give one a document of its own, with another metadata.name"
    }

    private func name(_ document: ManifestDocument, _ scope: Scope) -> String? {
        guard let name = scope.text(document.name, "metadata.name") else { return nil }
        if Address.isValid(name: name) { return name }
        findings.error(
            .badName, "'\(name)' cannot be a metadata.name", at: document.name.place,
            help: "use letters, digits, '-', '_' and '.', 200 at most; "
                + "the object's name in the cloud can be set in spec")
        return nil
    }

    /// Lays the patches of an environment over the instances they name.
    mutating func apply(_ patches: [Patch]) {
        for var patch in patches {
            let target = Glob(patch.target)
            let matching = instances.indices.filter { matches(instances[$0].address, patch, target) }
            let isUsed = !matching.isEmpty
            patch.spec = withoutInner(patch, of: matching.first.map { instances[$0] })
            for index in matching {
                instances[index].spec =
                    instances[index].spec.map { spec in
                        Node.Member(key: spec.key, place: spec.place, value: spec.value.overlaid(by: patch.spec))
                    } ?? Node.Member(key: "spec", place: patch.place, value: patch.spec)
            }
            if !isUsed, inventory.isComplete { reportUnused(patch) }
        }
    }

    /// The patch without what speaks of objects inside, which is reported: they are objects of their own by now.
    private func withoutInner(_ patch: Patch, of outer: Instance?) -> Node {
        guard let outer, case .map(let members) = patch.spec.content else { return patch.spec }
        let kind = outer.document.kind
        let own = members.filter { member in
            if let nest = kind.place.nests.first(where: { $0.field == member.key }) {
                let inner = instances.first {
                    $0.address.kind == nest.kind && $0.address.name.hasPrefix(outer.address.name + ".")
                }
                let example = inner?.address.description ?? "\(nest.kind)/\(outer.address.name).…"
                findings.error(
                    .conflictingFields, "a patch cannot reach into '\(nest.field)' of \(outer.address)",
                    at: member.place,
                    notes: ["each object written inside is an object of its own"],
                    help: "patch each by its own address, such as {target: \(example), spec: {…}}")
                return false
            }
            guard member.key == kind.serving.definition?.field else { return true }
            findings.error(
                .conflictingFields, "a patch cannot change '\(member.key)' of \(outer.address)", at: member.place,
                notes: ["the document is read before patches are applied"],
                help: "write '\(member.key): ${var.…}' in the manifest and set the variable here, or patch the objects"
            )
            return false
        }
        return Node(.map(own), at: patch.spec.place)
    }

    private func matches(_ address: Address, _ patch: Patch, _ target: Glob) -> Bool {
        let text = address.description
        return text == patch.target || (patch.target.contains("*") && target.matches(text))
    }

    private func reportUnused(_ patch: Patch) {
        let names = inventory.addresses.map(\.description)
        findings.error(
            .unknownTarget, "the patch changes nothing: there is no \(patch.target)", at: patch.place,
            help: findings.nearest(patch.target, in: names).map { "did you mean '\($0)'?" })
    }
}

extension Node {
    /// This node with `other` laid over it: maps member by member, everything else replaced, null removing.
    func overlaid(by other: Node) -> Node {
        guard case .map(var members) = content, case .map(let changes) = other.content else { return other }
        for change in changes {
            let index = members.firstIndex { $0.key == change.key }
            if change.value.isNull {
                if let index { members.remove(at: index) }
            } else if let index {
                let value = members[index].value.overlaid(by: change.value)
                members[index] = Member(key: change.key, place: change.place, value: value)
            } else {
                members.append(change)
            }
        }
        return Node(.map(members), at: place)
    }
}
