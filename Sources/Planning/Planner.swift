import Model

/// Decides what has to be done, and says why.
///
/// A pure function: the same inputs give the same plan, in the same order. It knows no client, no clock and no file.
public struct Planner {
    let catalog: KindCatalog
    let desired: Desired
    let recorded: Recorded
    let live: LiveSnapshot
    let options: PlanOptions

    var known: KnownValues
    var steps: [Step] = []
    var unchanged: [Address] = []
    var warnings: [Diagnostic] = []
    /// Objects whose lookups do not come to one object, and why.
    var misses: [Address: [Diagnostic]] = [:]
    /// Who has, or in this plan adopts, which live object: by kind and id.
    var owners: [String: [String: Address]] = [:]

    /// Compares what is wanted, recorded and live, and plans the steps between.
    public static func plan(
        desired: Desired, recorded: Recorded, live: LiveSnapshot, catalog: KindCatalog, options: PlanOptions
    ) -> Plan {
        var planner = Planner(
            catalog: catalog, desired: desired, recorded: recorded, live: live, options: options,
            known: KnownValues(desired, recorded: recorded, live: live, catalog: catalog))
        planner.planAll()
        planner.warnings += planner.newerChoices()
        let chosen = planner.selected()
        return Plan(
            project: desired.project.name,
            steps: StepOrder.ordered(chosen, desired: desired, recorded: recorded, catalog: catalog),
            unchanged: planner.unchanged.sorted(), warnings: planner.warnings.sorted(),
            problems: planner.misses)
    }

    private mutating func planAll() {
        if options.destroy {
            for record in recorded.resources { planRemoval(of: record, because: .destroyRequested) }
            spareWhatHoldsForgotten()
            return finish()
        }
        noteExistingObjects()
        let renamed = leftByRenames()
        for record in recorded.resources
        where !desired.resources.contains(address: record.address) && !renamed.contains(record.address) {
            planRemoval(of: record, because: .removed)
        }
        spareWhatHoldsForgotten()
        for resource in dependencyOrder() { plan(resource) }
        finish()
    }

    /// What can be said only when every step is there.
    private mutating func finish() {
        orderPictures()
        orderSuccessions()
        judgeBreaking()
    }

    /// Desired objects, each after those it refers to: whether an id stays must be known before its dependants are
    /// compared.
    private func dependencyOrder() -> [DesiredResource] {
        let byAddress = Dictionary(
            desired.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        let byKind = Dictionary(grouping: desired.resources.map(\.address), by: \.kind)
        return TopologicalOrder.sort(desired.resources.map(\.address)) { address in
            // What serves a picture of others can be compared only when those are planned.
            let pictured = catalog[address.kind]?.snapshot?.parts.flatMap { byKind[$0.kind] ?? [] } ?? []
            return pictured + (byAddress[address]?.dependencies ?? [])
        }
        .compactMap { byAddress[$0] }
    }

    private mutating func noteExistingObjects() {
        for record in recorded.resources {
            if let id = record.id { owners[record.address.kind, default: [:]][id] = record.address }
        }
        for resource in desired.resources {
            guard let record = record(of: resource), let id = record.id else { continue }
            if live.object(resource.address.kind, id: id) != nil { known.exists(resource.address, id: id) }
            noteHidden(resource, id: id)
        }
    }

    /// Addresses that a renamed object leaves behind.
    private func leftByRenames() -> Set<Address> {
        Set(desired.resources.filter { recorded[$0.address] == nil }.compactMap(\.renamedFrom))
    }

    /// What state holds of the object, under its address or the one it had before.
    func record(of resource: DesiredResource) -> RecordedResource? {
        recorded[resource.address] ?? resource.renamedFrom.flatMap { recorded[$0] }
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
