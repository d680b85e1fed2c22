import Model

/// Why a row is in the plan, with the facts at hand.
enum StepReason {
    static func text(_ row: PlanRow) -> String {
        let step = row.first
        let what = step.reason == .differs ? differences(row) : step.reason.text
        guard !row.isFolded else { return what }
        let reason = renaming(step, what)
        switch step.action {
        case .delete, .deleteReplaced, .replace:
            return step.objectID.map { "\(reason) (id \($0))" } ?? reason
        case .adopt(let id): return id.map { "\(reason) (id \($0))" } ?? reason
        case .create, .update, .move, .forget, .resume, .updateLifecycle, .refuse: return reason
        }
    }

    /// Says of an object that it is renamed, where that is not all.
    private static func renaming(_ step: Step, _ reason: String) -> String {
        guard let former = step.renamedFrom else { return reason }
        switch step.action {
        case .update, .replace, .deleteReplaced, .resume, .updateLifecycle: return "\(reason); renamed from \(former)"
        case .create, .delete, .adopt, .move, .forget, .refuse: return reason
        }
    }

    /// `same 2 fields: description, size (size changed in the cloud)`.
    private static func differences(_ row: PlanRow) -> String {
        let changes = row.first.changes
        guard !changes.isEmpty else { return row.first.reason.text }
        let drifted = changes.filter { $0.origin != .manifest }
        let names = some(changes)
        let count = "\(row.isFolded ? "same " : "")\(Quantity.count(fields(changes).count, "field"))"
        if drifted.isEmpty { return "\(count): \(names)" }
        if drifted.count == changes.count { return "\(count) changed outside nacre: \(names)" }
        return "\(count): \(names) (\(some(drifted)) changed outside nacre)"
    }

    private static func some(_ changes: [FieldChange]) -> String {
        let names = fields(changes)
        let shown = names.prefix(4).joined(separator: ", ")
        return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
    }

    /// The fields changed, each once however many of its elements are.
    private static func fields(_ changes: [FieldChange]) -> [String] {
        changes.reduce(into: []) { names, change in
            if !names.contains(change.path.field) { names.append(change.path.field) }
        }
    }
}
