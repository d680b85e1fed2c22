import Model

// Values that cannot be sent, for nobody knows them.

extension Planner {
    /// Refuses what would send a secret of which only the fingerprint is known, or a content of which only the digest is:
    /// state keeps neither, and an undo wants former ones.
    mutating func refuseUnknownValues() {
        let refusals = steps.compactMap { step -> Step? in
            guard let path = unknownValue(in: step) else { return nil }
            return steps.refusal(
                of: step, because: "the former value of \(path) is not kept in state, so it cannot be set again",
                advice:
                    "give the former value in the manifest or its secret source and try again, or change the manifest "
                    + "and run \"nacre apply\"")
        }
        let refused = Set(refusals.map(\.address))
        steps.removeAll { refused.contains($0.address) }
        steps += refusals
    }

    private func unknownValue(in step: Step) -> FieldPath? {
        guard let kind = catalog[step.address.kind] else { return nil }
        switch step.action {
        case .create, .replace:
            let fields = (step.desired?.attributes ?? [:]).sorted { $0.key < $1.key }
            return fields.first { kind.isUnknown($0.value, at: FieldPath($0.key)) }.map { FieldPath($0.key) }
        case .update, .adopt, .resume(.creating), .resume(.updating), .resume(.ready):
            return step.changes.flatMap(\.innermost).first { change in
                // A change shows the digest of a content, whether or not the content is known.
                let value = kind.holdsContent(change.path) ? step.desired?.attributes[change.path.field] : change.after
                return value.map { kind.isUnknown($0, at: change.path) } ?? false
            }?.path
        case .deleteReplaced, .delete, .move, .forget, .resume(.deleting), .updateLifecycle, .refuse: return nil
        }
    }
}

extension Kind {
    fileprivate func isUnknown(_ value: Value, at path: FieldPath) -> Bool {
        if value.secrets.contains(where: \.isFingerprintOnly) { return true }
        return holdsContent(path) && value.text.map(FileContent.isDigest) ?? false
    }

    fileprivate func holdsContent(_ path: FieldPath) -> Bool {
        contentFields.contains(path.field)
    }
}
