import Model

/// Runs the checks of all objects that a plan makes or changes. Pure.
public struct PreflightRun {
    private let plan: Plan
    private let catalog: KindCatalog
    private let desired: Desired
    private let recorded: Recorded
    private let subjects: [(step: Step, subject: Preflight.Subject, checks: [Preflight])]
    private let known: KnownValues
    private let today: String
    /// Every object that is to be made or changed.
    private let all: [Preflight.Subject]

    /// - Parameter today: the day of the run, as `2027-01-31`, for what comes to an end.
    public init(
        _ plan: Plan, desired: Desired, recorded: Recorded, live: LiveSnapshot, catalog: KindCatalog,
        today: String
    ) {
        self.plan = plan
        self.today = today
        self.catalog = catalog
        self.desired = desired
        let recorded = recorded.renamed(by: plan.renames)
        self.recorded = recorded
        let known = PreflightRun.known(plan, desired, recorded, live, catalog)
        self.known = known
        all = plan.steps.compactMap { PreflightRun.subject($0, known) }
        subjects = plan.steps.compactMap { step in
            guard let kind = catalog[step.address.kind] else { return nil }
            let changing = PreflightRun.subject(step, known)
            let imported = PreflightRun.imported(step, known)
            guard let subject = changing ?? imported else { return nil }
            let checks = kind.checks.preflight.filter { check in
                if check.isOfImport { return imported != nil }
                return changing != nil && (check.fields.isEmpty || !check.fields.isDisjoint(with: subject.changed))
            }
            return checks.isEmpty ? nil : (step, subject, checks)
        }
    }

    /// The kinds that the checks look at, sorted.
    public var reads: [String] {
        Set(subjects.flatMap { $0.checks.flatMap(\.reads) } + Claims.reads(all, catalog)).sorted()
    }

    /// The parents whose objects of `kind` are all that the checks look at, by the kind of the parent; empty where they look at
    /// those of every one.
    public func parents(of kind: String) -> [String: Set<String>] {
        guard !Claims.reads(all, catalog).contains(kind) else { return [:] }
        var parents: [String: Set<String>] = [:]
        for (step, subject, checks) in subjects {
            for check in checks where check.reads.contains(kind) {
                guard let field = check.parent,
                    case .reference(let parent)? = catalog[step.address.kind]?.field(field)?.type
                else { return [:] }
                parents[parent, default: []].formUnion([subject.text(field)].compactMap(\.self))
            }
        }
        return parents
    }

    /// The kinds among ``reads`` of which every object is read in full, sorted: what they take for themselves is in no list.
    public var readsWhole: [String] {
        Claims.reads(all, catalog).filter { !(catalog[$0]?.reading.perObject.isEmpty ?? true) }.sorted()
    }

    /// Whether the checks look at the account's quotas: the plan makes objects that these count.
    public var needsQuotas: Bool { LimitCheck(plan, all, catalog).needsQuotas }

    /// Everything that is wrong, sorted by place; errors and warnings.
    ///
    /// - Parameters:
    ///   - live: what was observed, and what was read for the checks.
    ///   - quotas: how many objects the account may have, as far as that is known.
    public func diagnostics(live: LiveSnapshot, quotas: AccountQuotas = AccountQuotas()) -> [Diagnostic] {
        var found = plan.addresses.flatMap { plan.problems[$0] ?? [] } + plan.steps.flatMap(misfits)
        guard !all.isEmpty || !subjects.isEmpty else { return Set(found).sorted() }
        found += LimitCheck(plan, all, catalog).violations(live, quotas, desired)
        let scene = scene(live)
        let claims = Claims(catalog, scene, desired, all).violations()
        let problems = subjects.flatMap { step, subject, checks in
            checks.flatMap { check in
                // Its warnings were given when the manifest was read.
                check.problems(subject, scene).filter { !check.isOfManifest || $0.severity == .error }
            }.map { $0.diagnostic(of: step.address, at: step.desired?.place(of: $0.place)) }
        }
        return Set(found + claims + problems).sorted()
    }

    private static func known(
        _ plan: Plan, _ desired: Desired, _ recorded: Recorded, _ live: LiveSnapshot, _ catalog: KindCatalog
    ) -> KnownValues {
        var known = KnownValues(desired, recorded: recorded, live: live, catalog: catalog)
        for resource in desired.resources {
            if let id = recorded[resource.address]?.id, live.object(resource.address.kind, id: id) != nil {
                known.exists(resource.address, id: id)
            }
        }
        for step in plan.steps {
            switch step.action {
            case .create, .replace: known.willBeMade(step.address)
            case .adopt(let id?): known.exists(step.address, id: id)
            case .adopt(nil): known.willBeMade(step.address)
            case .update, .move, .resume, .updateLifecycle, .deleteReplaced, .delete, .forget, .refuse: break
            }
        }
        return known
    }

    private static func subject(_ step: Step, _ known: KnownValues) -> Preflight.Subject? {
        guard let wanted = step.desired else { return nil }
        let attributes = known.resolve(wanted.attributes, of: step.address)
        switch step.action {
        case .create, .replace:
            var isResumed = false
            if case .interrupted = step.reason { isResumed = true }
            let set = attributes.filter { !$0.value.isAbsent }.keys
            return Preflight.Subject(
                step.address, attributes, changed: Set(set), isNew: true, isResumed: isResumed,
                dependencies: wanted.dependencies)
        case .update where step.isPartial: return nil
        case .update, .adopt, .resume(.updating):
            let changed = Set(step.changes.map(\.path.field))
            guard !changed.isEmpty else { return nil }
            var isResumed = false
            if case .resume = step.action { isResumed = true }
            return Preflight.Subject(
                step.address, attributes, changed: changed, isNew: false, isResumed: isResumed)
        case .resume, .move, .updateLifecycle, .deleteReplaced, .delete, .forget, .refuse: return nil
        }
    }

    /// An object that the step imports, whether or not anything of it is changed.
    private static func imported(_ step: Step, _ known: KnownValues) -> Preflight.Subject? {
        guard case .adopt = step.action, let wanted = step.desired else { return nil }
        return Preflight.Subject(
            step.address, known.resolve(wanted.attributes, of: step.address),
            changed: Set(step.changes.map(\.path.field)), isNew: false)
    }

    /// Values that the manifests take from other objects, now that these tell them: what is written there was checked
    /// when it was read.
    private func misfits(_ step: Step) -> [Diagnostic] {
        guard let subject = Self.subject(step, known), let wanted = step.desired, let kind = catalog[step.address.kind]
        else { return [] }
        return kind.fields.compactMap { field in
            guard subject.changed.contains(field.name), let written = wanted.attributes[field.name],
                !written.references.isEmpty, let value = subject.attributes[field.name], value.references.isEmpty
            else { return nil }
            let rules = field.constraints.lazy.compactMap { $0.violation(of: value) }
            guard let violation = field.type.resolvedViolation(of: value) ?? rules.first else { return nil }
            return Diagnostic(
                code: "preflight", "\(step.address): '\(field.name)' \(violation)",
                at: wanted.place(of: field.name), notes: ["its value is \(value.display)"])
        }
    }

    // MARK: The scene

    private struct Owned: Hashable {
        var kind: String
        var id: String
    }

    /// What fields go back to that manifests have left out.
    private func fieldsLeft() -> [Address: Attributes] {
        var left: [Address: Attributes] = [:]
        for step in plan.steps where !step.isPartial {
            guard let wanted = step.desired, let kind = catalog[step.address.kind] else { continue }
            for field in Set(step.changes.map(\.path.field)) where wanted.attributes[field] == nil {
                left[step.address, default: [:]][field] = kind.field(field)?.initial ?? .null
            }
        }
        return left
    }

    private func scene(_ live: LiveSnapshot) -> Preflight.Scene {
        var lists: [String: [Preflight.Scene.Neighbour]] = [:]
        var managed: [String: Set<String>] = [:]
        let left = fieldsLeft()
        for resource in desired.resources {
            let kind = resource.address.kind
            let id = known.knownAfterApply.contains(resource.address) ? nil : known.ids[resource.address]
            let seen = id.flatMap { live.object(kind, id: $0)?.attributes } ?? [:]
            let wanted = (left[resource.address] ?? [:]).merging(
                known.resolve(resource.attributes, of: resource.address)
            ) { _, wanted in wanted }
            lists[kind, default: []].append(
                Preflight.Scene.Neighbour(
                    address: resource.address, id: id, attributes: seen.merging(wanted) { _, new in new }))
            if let id = known.ids[resource.address] { managed[kind, default: []].insert(id) }
        }
        // What the run takes away is in nobody's way.
        for step in plan.steps where step.destroys {
            if let id = step.objectID { managed[step.address.kind, default: []].insert(id) }
        }
        // Whom state has an object for, should the manifests name it no more.
        let owners = Dictionary(
            recorded.resources.compactMap { row in row.id.map { (Owned(kind: row.address.kind, id: $0), row.address) }
            },
            uniquingKeysWith: { first, _ in first })
        for kind in live.observedKinds {
            let strangers = live.all(kind).filter { !(managed[kind]?.contains($0.id) ?? false) }
            lists[kind, default: []] += strangers.map {
                Preflight.Scene.Neighbour(
                    address: owners[Owned(kind: kind, id: $0.id)], id: $0.id, attributes: $0.attributes)
            }
        }
        return Preflight.Scene(lists, readKinds: live.observedKinds, today: today)
    }
}
