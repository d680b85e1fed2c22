import Model
import Planning
import StateStore

/// Why a plan is more likely a slip than a wish: what it was told is less than what there was. Pure.
///
/// Each is a ``Diagnostic`` that names how to go on where it is meant after all.
struct Objections {
    let plan: Plan
    let situation: Reconciliation.Situation
    let catalog: KindCatalog
    let options: PlanOptions

    func all() -> [Diagnostic] {
        guard !options.destroy, situation.desired.manifests != nil else { return [] }
        return [nothingDescribed ?? emptyPattern, lostState, strangeCloud].compactMap(\.self)
    }

    private var recorded: [RecordedResource] { situation.recorded.resources }

    /// A folder that was renamed, a submodule that was not checked out, a misspelt pattern.
    private var nothingDescribed: Diagnostic? {
        guard situation.desired.resources.isEmpty, situation.desired.forgotten.isEmpty, !recorded.isEmpty else {
            return nil
        }
        let patterns = situation.desired.manifests?.patterns.map { "'\($0.text)'" }.joined(separator: ", ") ?? ""
        let count = recorded.count == 1 ? "1 object" : "\(recorded.count) objects"
        return Diagnostic(
            code: "no-manifests", "the manifests declare no objects, but state holds \(count)",
            notes: ["spec.manifests: \(patterns)"],
            help: "restore the manifests, or correct spec.manifests; to delete everything, run \"nacre destroy\"")
    }

    /// One of several patterns matches nothing: misspelt, or its files are gone. What is deleted may have come from them.
    private var emptyPattern: Diagnostic? {
        let removed = plan.removed
        guard !removed.isEmpty,
            let pattern = situation.desired.manifests?.patterns.first(where: { $0.files == 0 })
        else { return nil }
        let names = removed.prefix(5).map(\.description).joined(separator: ", ")
        let more = removed.count > 5 ? " and \(removed.count - 5) more" : ""
        return Diagnostic(
            code: "no-manifests", "no file matches '\(pattern.text)', and the plan deletes \(names)\(more)",
            at: pattern.span,
            help: "restore the files; if they were removed on purpose, remove the pattern from spec.manifests")
    }

    /// A state that lacks what the account holds: it is empty, an older copy, or an import was cut off. Where it has other
    /// objects, one look-alike may be chance.
    fileprivate var lostState: Diagnostic? {
        let created = Set(plan.steps.filter { $0.action == .create && $0.reason == .new }.map(\.address))
        guard !options.ignoresExisting, !created.isEmpty else { return nil }
        let existing = ExistingObjects(
            desired: situation.desired, recorded: situation.recorded, live: situation.live, catalog: catalog,
            weighed: created)
        guard existing.areMost, recorded.isEmpty || existing.matches.count + existing.ambiguous.count > 1 else {
            return nil
        }
        let found = existing.matches.sorted { $0.key < $1.key }.map { "\($0.key) matches \($0.value)" }
        let several = existing.ambiguous.sorted { $0.key < $1.key }.map {
            "\($0.key) matches \($0.value.joined(separator: " and "))"
        }
        let shown = (found + several).prefix(10)
        let rest = existing.matches.count + existing.ambiguous.count - shown.count
        return Diagnostic(
            code: "lost-state",
            "state may be lost: most objects to be created exist in the account already, but are not in state",
            notes: shown + (rest > 0 ? ["and \(rest) more"] : []),
            help:
                "run \"nacre import --matching\" to import them, or \"nacre state restore\"; to create everything a "
                + "second time, add --ignore-existing")
    }

    /// A state that was never bound, and a cloud that shows none of its objects.
    private var strangeCloud: Diagnostic? {
        let known = recorded.filter { $0.id != nil && situation.live.observedKinds.contains($0.address.kind) }
        guard situation.binding.bound == nil, !known.isEmpty,
            known.allSatisfy({ row in row.id.map { situation.live.object(row.address.kind, id: $0) } == .some(nil) })
        else { return nil }
        return Diagnostic(
            code: "other-cloud", "none of the \(known.count) objects in state exist in \(situation.binding.target)",
            help:
                "if state belongs to another cloud, region or account, select that one; if all objects are really gone, run "
                + "\"nacre state rebind\" first")
    }
}

extension Reconciliation {
    /// What speaks against carrying the plan out as it is; empty when nothing does.
    public func objections(to plan: Plan, _ situation: Situation, _ options: PlanOptions) -> [Diagnostic] {
        Objections(plan: plan, situation: situation, catalog: catalog, options: options).all()
    }

    /// That the account holds most of what the manifests describe, and state does not know it; nil otherwise.
    public func lostState(_ situation: Situation, today: String) -> Diagnostic? {
        // A state that knows every address has lost nothing: no plan is made for that.
        guard situation.desired.resources.contains(where: { situation.recorded[$0.address] == nil }) else { return nil }
        let options = PlanOptions(today: today)
        let plan = plan(situation, options)
        var problem = Objections(plan: plan, situation: situation, catalog: catalog, options: options).lostState
        problem?.help = "run \"nacre import --matching\" to import them, or \"nacre state restore\""
        return problem
    }

    /// The live objects that agree with manifests of which state has nothing.
    public func existingObjects(_ situation: Situation) -> ExistingObjects {
        ExistingObjects(
            desired: situation.desired, recorded: situation.recorded, live: situation.live, catalog: catalog)
    }
}
