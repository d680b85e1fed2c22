import Model

/// Turns one instance into what is wanted of the cloud.
struct ResourceReader {
    let context: EvaluationContext
    private(set) var resources: [DesiredResource] = []
    /// What no API manages.
    private(set) var externals: [DesiredResource] = []
    /// Whom each object names, in the order of the files.
    private(set) var edges: [(source: Address, edges: [FieldChecker.Edge])] = []
    private var renames = RenameClaims()
    private var holds = HoldClaims()
    private var secretFiles = SecretFileClaims()
    private var selections = LabelSelections()

    init(_ context: EvaluationContext) { self.context = context }

    private var findings: Findings { context.findings }

    mutating func read(_ instance: Instance) {
        let document = instance.document
        let header = Scope.header(context, each: instance.each)
        var checker = FieldChecker(
            kind: document.kind, scope: .spec(context, each: instance.each), home: instance.address.name)
        var resource = DesiredResource(instance.address, span: document.root.place.span)
        resource.attributes = checker.attributes(
            of: instance.spec, name: instance.isNamed ? instance.address.name : nil, at: document.name.place)
        resource.spans = checker.spans
        resource.fieldsFromName = checker.fieldsFromName
        resource.keyField = document.keyInside
        resource.lifecycle.onRemove = document.kind.defaultRemoval
        if document.kind.isExternal {
            refuseTreatment(of: instance)
            if let labels = document.labels, !labels.isNull { read(labels, into: &resource, header) }
            if instance.isNamed { externals.append(resource) }
            return
        }
        if let lifecycle = document.member("lifecycle") {
            resource.lifecycle = LifecycleReader(kind: document.kind, scope: header).read(lifecycle.value)
        }
        resource.rollout = document.member("rollout").flatMap {
            RolloutReader(scope: header).read($0.value, series: "\(document.kind.name)/\(document.name.text ?? "")")
        }
        if let labels = document.labels, !labels.isNull { read(labels, into: &resource, header) }
        if let renamed = document.member("renamedFrom") {
            if document.inheritsRename {
                renames.inherit(renamed.value, instance.address)
            } else {
                renames.read(renamed.value, instance.address, header)
            }
        }
        resource.adoption = document.member("import").flatMap { adoption($0, header) }
        let needed = document.member("dependsOn").map { dependencies($0.value, header) } ?? []
        resource.dependsOn = needed.map(\.target)
        guard instance.isNamed else { return }
        edges.append((instance.address, checker.edges + needed))
        for claim in checker.claims { holds.add(claim, of: instance.address) }
        for claim in checker.secretFiles { secretFiles.add(claim, of: instance.address) }
        selections.add(instance, at: resources.count)
        resources.append(resource)
        check(resource, document.kind, in: document.root.place.source)
    }

    /// Reports what the manifest alone shows to be wrong, be it between two fields.
    private func check(_ resource: DesiredResource, _ kind: Kind, in source: SourceFile) {
        let checks = kind.checks.preflight.filter(\.isOfManifest)
        guard !checks.isEmpty else { return }
        let given = Set(resource.attributes.filter { !$0.value.isAbsent }.keys)
        let subject = Preflight.Subject(resource.address, resource.attributes, changed: given, isNew: false)
        let scene = Preflight.Scene([:], readKinds: [])
        for problem in checks.flatMap({ $0.problems(subject, scene) }) {
            findings.take(
                problem.diagnostic(of: resource.address, at: resource.place(of: problem.place)), from: source)
        }
    }

    /// Reports what only objects of the account can have.
    private func refuseTreatment(of instance: Instance) {
        for key in ManifestDocument.treatment {
            guard let member = instance.document.root.member(key) else { continue }
            findings.error(
                .conflictingFields, "\(instance.document.kind.name.withArticle) cannot have '\(key)'",
                at: member.place, notes: ["it is not an object of the account, and is only checked"],
                help: "remove the line")
        }
    }

    private func read(_ labels: Node, into resource: inout DesiredResource, _ scope: Scope) {
        guard scope.map(labels, "metadata.labels") != nil else { return }
        for member in scope.expand(labels).members {
            if let text = scope.text(member.value, "the label '\(member.key)'") { resource.labels[member.key] = text }
        }
    }

    /// Reports what more objects would have than can, once every document is read.
    func reportClaims() { holds.report(findings) }

    /// Reports files for secrets that cannot be written, once every document is read.
    func reportSecretFiles(_ own: OwnFiles, _ files: some WorkspaceFiles) {
        secretFiles.report(own, files, findings)
    }

    /// Tells who was what, once every document is read.
    mutating func settleRenames() {
        renames.settle(context)
        for index in resources.indices {
            guard let claim = renames[resources[index].address] else { continue }
            resources[index].renamedFrom = claim.former
            resources[index].isRenamedAlong = claim.isInherited
        }
    }

    /// Puts the objects that are chosen by name or by label into the fields that hold them, once every document is read.
    mutating func settleSelectors() {
        for (index, chosen) in selections.settle(&resources, context) { edges[index].edges += chosen }
    }

    private func adoption(_ member: Node.Member, _ scope: Scope) -> Adoption? {
        guard let members = scope.map(member.value, "import", keys: ["id", "name"]) else { return nil }
        guard members.count == 1, let (key, value) = members.first else {
            findings.error(
                .conflictingFields, "import needs exactly one of id and name", at: member.place,
                help: "write import: {id: \"…\"}")
            return nil
        }
        guard let text = scope.text(value.value, "import.\(key)"), ["id", "name"].contains(key) else { return nil }
        return key == "id" ? .id(text) : .name(text)
    }

    private func dependencies(_ node: Node, _ header: Scope) -> [FieldChecker.Edge] {
        (header.list(node, "dependsOn") ?? []).compactMap { item in
            guard let text = header.text(item, "an entry of dependsOn") else { return nil }
            guard let address = Address(text) else {
                findings.error(
                    .badValue, "'\(text)' is not an object address", at: item.place,
                    help: "write Kind/name, such as Server/web")
                return nil
            }
            guard header.catalog[address.kind] != nil else {
                header.reportUnknownKind(address.kind, at: item.place)
                return nil
            }
            guard header.isDeclared(address, at: item.place) else { return nil }
            return FieldChecker.Edge(target: address, place: item.place)
        }
    }
}
