import Model

// What objects that serve a deployed state of others (`Kind.Deployment`) should serve, and when to deploy it.

extension Planner {
    /// The object with what it should serve after this plan, as one more wanted field.
    ///
    /// Everything that is deployed with it must be planned before.
    func serving(_ resource: DesiredResource, _ kind: Kind) -> DesiredResource {
        guard let snapshot = kind.serving.deployment else { return resource }
        var resource = resource
        let served = recorded[resource.address]?.applied[snapshot.field]
        // What it serves then is not what nacre deployed last.
        resource.attributes[snapshot.field] = nil
        if isHeld(resource, snapshot) { return resource }
        if resource.attributes[snapshot.policy]?.text == "manual", existing(resource, kind) != nil {
            resource.attributes[snapshot.field] = served
        } else {
            resource.attributes[snapshot.field] = .list(parts(servedBy: resource, kind, snapshot).map(\.value))
        }
        return resource
    }

    /// Whether the object stays with one deployment.
    private func isHeld(_ resource: DesiredResource, _ snapshot: Kind.Deployment) -> Bool {
        !(resource.attributes[snapshot.pin]?.isAbsent ?? true)
    }

    private func existing(_ resource: DesiredResource, _ kind: Kind) -> LiveObject? {
        recorded[resource.address]?.id.flatMap { live.object(kind.name, id: $0) }
    }

    /// What deploying would change for callers; nothing for an object that is not to be deployed.
    func deploymentChanges(
        _ resource: DesiredResource, _ kind: Kind, _ object: LiveObject, applied: Attributes
    ) -> [FieldChange] {
        guard let snapshot = kind.serving.deployment, !isHeld(resource, snapshot) else { return [] }
        guard resource.attributes[snapshot.policy]?.text != "manual" else { return [] }
        return staleness(resource, kind, snapshot, object, applied: applied)
    }

    private func staleness(
        _ resource: DesiredResource, _ kind: Kind, _ snapshot: Kind.Deployment, _ object: LiveObject,
        applied: Attributes
    ) -> [FieldChange] {
        let reported = object.attributes[snapshot.field]
        // Of an object that is only now taken over, nothing is known but what the cloud tells.
        if applied.isEmpty, reported == nil { return [] }
        return DeploymentComparison(snapshot, catalog, applied: applied[snapshot.field], reported: reported)
            .changes(to: parts(servedBy: resource, kind, snapshot))
    }

    /// Says of objects that are deployed by hand what they do not serve yet.
    mutating func warnIfStale(_ resource: DesiredResource, _ kind: Kind) {
        guard let snapshot = kind.serving.deployment, resource.attributes[snapshot.policy]?.text == "manual",
            !isHeld(resource, snapshot), let record = recorded[resource.address], let object = existing(resource, kind)
        else { return }
        let changes = staleness(resource, kind, snapshot, object, applied: record.applied)
        guard !changes.isEmpty else { return }
        let paths = changes.map { change in
            let title = change.path.components.last.map { if case .element(let key) = $0 { key } else { "" } } ?? ""
            return "\(title) \(change.before == nil ? "is new" : change.after == nil ? "is gone" : "has changed")"
        }
        warnings.append(
            Diagnostic(
                .warning, code: "stale-deployment",
                "the deployment of \(resource.address) is outdated: "
                    + "\(Counted.of(changes.count, "part")) of its \(snapshot.parent) \(changes.count == 1 ? "differs" : "differ")",
                at: resource.span, notes: Array(paths.prefix(20)),
                help: "remove '\(snapshot.policy): manual' to deploy it"))
    }

    // MARK: What is deployed

    /// Everything that lies under the object's parent when the plan is done, managed or not.
    private func parts(servedBy resource: DesiredResource, _ kind: Kind, _ snapshot: Kind.Deployment)
        -> [DeployedElement]
    {
        let anchors = anchors
        let own = known.resolve(resource.attributes)
        guard let anchor = anchors.anchor(of: kind, own, under: snapshot.parent) else { return [] }
        return snapshot.parts.flatMap { part -> [DeployedElement] in
            guard let kind = catalog[part.kind] else { return [] }
            return contents(of: kind).compactMap { item in
                guard anchors.anchor(of: kind, item.attributes, under: snapshot.parent) == anchor else { return nil }
                return element(item, part, kind, anchors)
            }
        }.sorted { $0.path < $1.path }
    }

    private var anchors: Anchors {
        var leaving: [String: Set<String>] = [:]
        for step in steps where step.destroys {
            if let id = step.objectID { leaving[step.address.kind, default: []].insert(id) }
        }
        let wanted = Dictionary(desired.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        return Anchors(catalog: catalog, live: live, wanted: wanted, known: known, leaving: leaving)
    }

    private func element(
        _ item: Item, _ part: Kind.Deployment.Part, _ kind: Kind, _ anchors: Anchors
    ) -> DeployedElement? {
        if let field = part.shownBy, item.attributes[field]?.isAbsent ?? true { return nil }
        let texts = part.title.compactMap { anchors.text($0, of: kind, item.attributes) }
        guard texts.count == part.title.count else { return nil }
        let form = CanonicalForm { anchors.name(of: $0, $1) }
        let own = kind.fields.filter { $0.name != kind.upward }
        let fields = own.filter { !isOutside($0) }
        let uses = own.filter(isOutside).compactMap { item.attributes[$0.name] }.filter { !$0.isAbsent }
        var reported = Attributes()
        for name in part.reported {
            guard let field = kind.field(name) else { continue }
            reported[name] = form.of(item.attributes[name] ?? field.initial ?? .null, field.type).map { Value($0) }
        }
        return DeployedElement(
            path: part.title(texts),
            digest: form.of(item.attributes, fields).map { Digest(of: $0.serializedBytes(sorted: true)).text },
            uses: uses, reported: reported, object: item.id, isPlanned: item.isPlanned, made: item.made)
    }

    /// Whether a field names an object that lies in no other, and so is deployed with none.
    private func isOutside(_ field: Field) -> Bool {
        guard case .reference(let kind) = field.type else { return false }
        return catalog[kind]?.place.listedUnder == nil
    }

    // MARK: What will be there

    /// An object as it will be when the plan is done.
    private struct Item {
        var attributes: Attributes
        /// Nil for one that is still to be made.
        var id: String?
        var isPlanned: Bool
        var made: Address?
    }

    private func contents(of kind: Kind) -> [Item] {
        let planned = steps.filter { $0.address.kind == kind.name && !$0.destroys }
        // By their ids: what is renamed is known by its former address elsewhere.
        let changed = Dictionary(
            planned.compactMap { step in step.objectID.map { ($0, step) } }, uniquingKeysWith: { _, last in last })
        let gone = Set(steps.filter { $0.address.kind == kind.name && $0.destroys }.compactMap(\.objectID))
        let made = planned.filter(\.makesAnew).map { step in
            Item(attributes: known.resolve(step.desired?.attributes ?? [:]), isPlanned: true, made: step.address)
        }
        let kept = live.all(kind.name).filter { !gone.contains($0.id) }.map { object -> Item in
            let step = changed[object.id]
            return Item(
                attributes: attributes(object, after: step, kind), id: object.id,
                isPlanned: step?.changes.isEmpty == false)
        }
        return made + kept
    }

    private func attributes(_ object: LiveObject, after step: Step?, _ kind: Kind) -> Attributes {
        guard let step, let desired = step.desired, step.changesFields else { return object.attributes }
        var attributes = object.attributes
        if step.action == .resume(.creating) {
            // Of what a dead run left, not everything was read; what was not is made as wanted.
            for (field, value) in desired.attributes where attributes[field] == nil {
                attributes[field] = known.resolve(value)
            }
        }
        for field in Set(step.changes.map(\.path.field)) {
            let value = desired.attributes[field] ?? kind.field(field)?.initial ?? .null
            attributes[field] = known.resolve(value)
        }
        return attributes
    }

    // MARK: Order

    /// An object is deployed when all its parts are done; and it goes before its parts.
    mutating func orderDeployments() {
        guard steps.contains(where: { catalog[$0.address.kind]?.serving.deployment != nil }) else { return }
        let anchors = anchors
        for index in steps.indices {
            guard let kind = catalog[steps[index].address.kind], let snapshot = kind.serving.deployment else {
                continue
            }
            let parts = parts(beside: steps[index], kind, snapshot, anchors)
            if steps[index].deploys(snapshot) {
                steps[index].follows = parts.map { steps[$0].address }.unique
            } else if steps[index].destroys {
                for part in parts where steps[part].destroys { steps[part].follows.append(steps[index].address) }
            }
        }
    }

    /// The steps about what lies under the same parent.
    private func parts(
        beside step: Step, _ kind: Kind, _ snapshot: Kind.Deployment, _ anchors: Anchors
    ) -> [Int] {
        let undisturbed = Anchors(
            catalog: anchors.catalog, live: anchors.live, wanted: anchors.wanted, known: known, leaving: [:])
        func places(_ step: Step, _ kind: Kind) -> Set<String> {
            let wanted = step.desired.map { known.resolve($0.attributes) }
            let present = step.objectID.flatMap { live.object(kind.name, id: $0) }?.attributes
            return Set(
                [wanted, present].compactMap { fields in
                    fields.flatMap { undisturbed.anchor(of: kind, $0, under: snapshot.parent) }
                })
        }
        let own = places(step, kind)
        return steps.indices.filter { index in
            guard snapshot.parts.contains(where: { $0.kind == steps[index].address.kind }),
                let kind = catalog[steps[index].address.kind], !steps[index].isRefused
            else { return false }
            return !places(steps[index], kind).isDisjoint(with: own)
        }
    }
}

extension Step {
    /// Whether the object comes new, so that nothing that is live stays of it.
    fileprivate var makesAnew: Bool {
        switch action {
        case .create, .replace: true
        case .update, .deleteReplaced, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: false
        }
    }

    fileprivate var changesFields: Bool {
        switch action {
        case .update, .adopt, .resume: true
        case .create, .replace, .deleteReplaced, .delete, .move, .forget, .updateLifecycle, .refuse: false
        }
    }

    /// Whether it deploys.
    fileprivate func deploys(_ snapshot: Kind.Deployment) -> Bool {
        makesAnew || (changesFields && changes.contains { $0.path.field == snapshot.field })
    }
}

extension [Address] {
    fileprivate var unique: [Address] { Set(self).sorted() }
}
