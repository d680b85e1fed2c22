import Model

/// Why a row is in the plan, with the facts at hand.
enum StepReason {
    static func text(_ row: PlanRow) -> String {
        let step = row.first
        let reason = step.reason == .differs ? differences(row) : step.reason.text
        guard !row.isFolded else { return reason }
        switch step.action {
        case .delete, .deleteReplaced, .replace:
            return step.objectID.map { "\(reason) (id \($0))" } ?? reason
        case .adopt(let id): return "\(reason) (id \(id))"
        case .create, .update, .move, .forget, .resume, .updateLifecycle, .refuse: return reason
        }
    }

    /// `same 2 fields: description, size (size changed in the cloud)`.
    private static func differences(_ row: PlanRow) -> String {
        let changes = row.first.changes
        guard !changes.isEmpty else { return row.first.reason.text }
        let drifted = changes.filter { $0.origin != .manifest }
        let count = "\(row.isFolded ? "same " : "")\(Quantity.count(changes.count, "field"))"
        let names = some(changes)
        if drifted.isEmpty { return "\(count): \(names)" }
        if drifted.count == changes.count { return "\(count) changed in the cloud: \(names)" }
        return "\(count): \(names) (\(some(drifted)) changed in the cloud)"
    }

    private static func some(_ changes: [FieldChange]) -> String {
        let shown = changes.prefix(4).map(\.path.description).joined(separator: ", ")
        return changes.count > 4 ? "\(shown) and \(changes.count - 4) more" : shown
    }
}
