import Model

/// Decides what has to be done, and says why.
///
/// A pure function: the same inputs give the same plan, in the same order. It knows no client, no clock and no file.
public struct Planner {
    let catalog: KindCatalog
    let desired: Desired
    /// With the renames made.
    let recorded: Recorded
    let renames: Renames
    let live: LiveSnapshot
    let options: PlanOptions

    var known: KnownValues
    var steps: [Step] = []
    var unchanged: [Address] = []
    var warnings: [Diagnostic] = []
    /// What objects give up to each other.
    var handovers: [Handover] = []
    /// Objects whose lookups do not come to one object, and why.
    var misses: [Address: [Diagnostic]] = [:]
    /// Who has, or in this plan adopts, which live object: by kind and id.
    var owners: [String: [String: Address]] = [:]
    /// Whose row that the manifests want to keep which object has: by kind and id.
    var keepers: [String: [String: Address]] = [:]
    /// Which live objects others make and end by themselves.
    let memberships: Memberships
    /// The live objects that carry a tag, by kind and tag.
    var tagged: [String: [String: [LiveObject]]] = [:]
    /// What may not be done because something else is refused, found by planning before.
    var held: [Address: Step] = [:]

    /// Compares what is wanted, recorded and live, and plans the steps between.
    public static func plan(
        desired: Desired, recorded: Recorded, live: LiveSnapshot, catalog: KindCatalog, options: PlanOptions
    ) -> Plan {
        let desired = desired.keepingNames(recorded: recorded, live: live).withoutExpired(options.today)
            .withRequestKeys(catalog)
        let renames = options.destroy ? Renames() : Renames(desired, recorded: recorded)
        let recorded = recorded.renamed(by: renames.moves)
        var planner = Planner(
            catalog: catalog, desired: desired, recorded: recorded, renames: renames, live: live, options: options,
            known: KnownValues(desired, recorded: recorded, live: live, catalog: catalog),
            memberships: Memberships(live, catalog))
        planner.known.foreseesNames = true
        for kind in catalog.kinds where kind.identity.isTagged {
            planner.tagged[kind.name] = Dictionary(grouping: live.all(kind.name)) { $0.attributes["tag"]?.text ?? "" }
        }
        while true {
            let (plan, unfinishable) = planner.attempt()
            guard !unfinishable.isEmpty else { return plan }
            planner.held.merge(unfinishable) { first, _ in first }
        }
    }

    /// The plan without what is held so far, and what more of it could not be finished.
    private func attempt() -> (plan: Plan, unfinishable: [Address: Step]) {
        var planner = self
        planner.planAll()
        planner.warnings += planner.idleIgnores()
        planner.warnings += planner.newerChoices() + planner.suggestedRenames()
        planner.warnings += planner.replacedUnderTheirNames()
        planner.warnings += planner.comingEndings() + planner.unwrittenFiles()
        let chosen = planner.selected()
        planner.warnings += planner.tornOff(by: chosen) + planner.cancellableDeletions(among: chosen)
        planner.warnings += planner.lostElements(among: chosen)
        var plan = Plan(
            project: desired.project.name,
            steps: StepOrder.ordered(
                chosen, recorded: recorded, catalog: catalog, handovers: planner.handovers,
                series: desired.series),
            unchanged: planner.unchanged.sorted(), warnings: planner.warnings.sorted(),
            problems: planner.misses)
        let locks = LockKeys(catalog: catalog, recorded: recorded)
        for index in plan.steps.indices {
            plan.steps[index].locks = locks.keys(of: plan.steps[index], recorded: recorded[plan.steps[index].address])
        }
        plan.renames = renames.moves.concerning(plan.addresses)
        return (plan, planner.unfinishable(plan.steps).filter { held[$0.key] == nil })
    }

    private mutating func planAll() {
        if options.destroy {
            for record in recorded.resources { planRemoval(of: record, because: .destroyRequested) }
            keepWhatHoldsForeignObjects(isLast: true)
            return finish()
        }
        noteExistingObjects()
        for record in recorded.resources where known.wanted[record.address] == nil {
            planRemoval(of: record, because: reasonToGo(record.address))
        }
        keepWhatHoldsForeignObjects(isLast: false)
        let twins = twins()
        for resource in dependencyOrder() {
            guard let other = twins[resource.address] else {
                plan(resource)
                continue
            }
            refuse(resource, asTwinOf: other)
        }
        // What is replaced takes along what lies in it, as a deletion does.
        keepWhatHoldsForeignObjects(isLast: true)
        finish()
    }

    /// What can be said only when every step is there.
    private mutating func finish() {
        for index in steps.indices { steps[index].renamedFrom = renames.origin(of: steps[index].address) }
        turnFromWhatGoes()
        refuseUnknownValues()
        for index in steps.indices where catalog[steps[index].address.kind]?.life.holdsData ?? false {
            steps[index].losesData = steps[index].deletesData
        }
        settleByproducts()
        settleMembers()
        orderDeployments()
        orderSuccessions()
        judgeBreaking()
        let names = ObjectNames(owners, live: live)
        for index in steps.indices {
            guard let kind = catalog[steps[index].address.kind] else { continue }
            steps[index].changes = names.naming(steps[index].changes, of: kind)
        }
    }

    /// Desired objects, each after those it refers to: whether an id stays must be known before its dependants are
    /// compared.
    private func dependencyOrder() -> [DesiredResource] {
        let byAddress = Dictionary(
            desired.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        let byKind = Dictionary(grouping: desired.resources.map(\.address), by: \.kind)
        return TopologicalOrder.sort(desired.resources.map(\.address)) { address in
            // What serves a deployed state of others can be compared only when those are planned.
            let parts = catalog[address.kind]?.serving.deployment?.parts.flatMap { byKind[$0.kind] ?? [] } ?? []
            return parts + (byAddress[address]?.dependencies ?? [])
        }
        .compactMap { byAddress[$0] }
    }

    private mutating func noteExistingObjects() {
        for record in recorded.resources {
            guard let id = record.id else { continue }
            owners[record.address.kind, default: [:]][id] = record.address
            if known.wanted[record.address] != nil { keepers[record.address.kind, default: [:]][id] = record.address }
        }
        for resource in desired.resources {
            guard let id = recorded[resource.address]?.id else { continue }
            if live.object(resource.address.kind, id: id) != nil { known.exists(resource.address, id: id) }
            noteHidden(resource, id: id)
        }
    }

    /// Why an object that the manifests do not name is to go.
    private func reasonToGo(_ address: Address) -> Reason {
        if let run = options.undoes { return .createdBy(run: run) }
        guard let place = renames.origin(of: address), let former = renames.origin(of: place) else { return .removed }
        return .displaced(by: former)
    }
}

extension [DesiredResource] {
    /// Binary search: the resources of a ``Desired`` are sorted by address.
    func contains(address: Address) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].address == address { return true }
            if self[middle].address < address { low = middle + 1 } else { high = middle }
        }
        return false
    }
}

extension Step {
    /// Whether it deletes data that its object keeps. The deletion that an earlier run began was permitted then.
    fileprivate var deletesData: Bool {
        switch action {
        case .delete, .deleteReplaced, .replace: true
        case .update, .adopt, .resume(.creating), .resume(.updating), .resume(.ready):
            changes.contains { $0.disruption == .dataLoss }
        case .create, .move, .forget, .resume(.deleting), .updateLifecycle, .refuse: false
        }
    }
}
