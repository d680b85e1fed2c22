import Model

/// What the plan's text says in one line: one step, or several that are the same but for the object's name.
struct PlanRow {
    /// Fewer than these are shown one by one.
    static let fewestFolded = 3

    /// In the plan's order; never empty.
    private(set) var steps: [Step]
    let first: Step

    private init(_ steps: [Step], first: Step) {
        self.steps = steps
        self.first = first
    }

    var isFolded: Bool { steps.count > 1 }
    var kind: String { first.address.kind }

    /// The rows of a plan, the most dangerous first, else in executable order.
    static func rows(of plan: Plan) -> [PlanRow] {
        let steps = withReplacementsJoined(plan.steps)
        var order: [FoldKey] = []
        var groups: [FoldKey: [Step]] = [:]
        for step in steps {
            let key = FoldKey(step)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(step)
        }
        let rows = order.flatMap { folded(groups[$0] ?? []) }
        return rows.enumerated()
            .sorted { ($1.element.danger, $0.offset) < ($0.element.danger, $1.offset) }
            .map(\.element)
    }

    private static func folded(_ steps: [Step]) -> [PlanRow] {
        guard let first = steps.first else { return [] }
        if steps.count >= fewestFolded { return [PlanRow(steps, first: first)] }
        return steps.map { PlanRow([$0], first: $0) }
    }

    /// Puts the deletion of a replaced object into its replacement, since readers see one act.
    private static func withReplacementsJoined(_ steps: [Step]) -> [Step] {
        let replaced = Set(steps.filter { $0.action == .replace }.map(\.address))
        var deletions: [Address: Step] = [:]
        for step in steps where step.action == .deleteReplaced && replaced.contains(step.address) {
            deletions[step.address] = step
        }
        return steps.compactMap { step in
            guard let deletion = deletions[step.address] else { return step }
            guard step.action != .deleteReplaced else { return nil }
            return step.joined(with: deletion)
        }
    }

    /// How much the row should stand out: what cannot be done before all else, then by disruption.
    var danger: Int {
        let rank = Disruption.allCases.firstIndex(of: first.effectiveDisruption) ?? 0
        return first.isRefused ? Disruption.allCases.count : rank
    }
}

extension Step {
    /// The disruption, at least that of a replacement where an object goes.
    var effectiveDisruption: Disruption {
        destroys || action == .replace ? max(disruption, .replace) : disruption
    }

    fileprivate func joined(with deletion: Step) -> Step {
        var step = self
        step.disruption = max(disruption, deletion.disruption)
        // What protects the old object is lifted first, which is not about the new one.
        step.changes = deletion.changes.filter { !changes.contains($0) } + changes
        step.remainders = deletion.remainders
        step.calls = deletion.waitsFor.contains(id) ? calls + deletion.calls : deletion.calls + calls
        step.seconds += deletion.seconds
        step.objectID = deletion.objectID ?? objectID
        step.waitsFor = Set(waitsFor + deletion.waitsFor).subtracting([deletion.id, id]).sorted()
        return step
    }
}

/// What two steps have in common when they are told as one.
private struct FoldKey: Hashable {
    var kind: String
    var action: Step.Action
    var reason: Reason
    var disruption: Disruption
    var changes: [FieldChange]
    var checkpoint: Step.Checkpoint?
    var waitsForItself: Bool
    var part: Int
    var breaking: [String]
    var remainders: [Step.Remainder]

    init(_ step: Step) {
        // A step that waits for its own object alone is like the next one that does.
        waitsForItself = step.checkpoint?.healthy == [step.address]
        checkpoint = waitsForItself ? Step.Checkpoint(pause: step.checkpoint?.pause ?? 0) : step.checkpoint
        part = step.part
        breaking = step.breaking
        remainders = step.remainders
        kind = step.address.kind
        action = step.action
        reason = step.reason
        disruption = step.effectiveDisruption
        changes = step.shownChanges.map { $0.withoutName(step.address.name) }
    }
}

extension Step {
    /// The changes; for a new object without any, its wanted fields.
    var shownChanges: [FieldChange] {
        guard changes.isEmpty, makesObject, let desired else { return changes }
        return desired.attributes.map { FieldChange(FieldPath($0.key), before: nil, after: $0.value) }
    }

    /// Whether a new object comes, so that its fields have no values before.
    var makesObject: Bool {
        switch action {
        case .create, .replace, .resume(.creating): true
        case .update, .deleteReplaced, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: false
        }
    }
}

extension FieldChange {
    /// Stands in a folded row for "each object's own name".
    static let ownName = Value.string("\u{0}own name")

    func withoutName(_ name: String) -> FieldChange {
        var change = self
        if before == .string(name) { change.before = Self.ownName }
        if after == .string(name) { change.after = Self.ownName }
        return change
    }
}
