import Model

extension Step {
    /// What a step waits for, in words, with the status that the API reports: `being created (INIT)`.
    /// - Parameter kind: the kind of the object waited for, which may be another one than the step's.
    func waitingWords(_ status: String, of kind: String) -> String {
        guard kind == address.kind else { return "\(kind) is being changed (\(status))" }
        return switch action {
        case .create, .replace, .resume(.creating): "being created (\(status))"
        case .delete, .deleteReplaced, .resume(.deleting): "being deleted (\(status))"
        case .update, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: "being changed (\(status))"
        }
    }
}
