import Model

// What the cloud offers no more, and what it will soon not offer any more.

extension Planner {
    /// Why an operation is not offered any more, and what to do instead; nil when it is.
    func ended(
        _ operation: Ending.Operation, _ kind: Kind, fields: [String] = []
    ) -> (reason: String, advice: String)? {
        guard let ending = kind.ending(operation, of: fields, on: options.today),
            desired.project.capabilities[kind.name]?.contains(operation) != true
        else { return nil }
        let allowance =
            "if your account still may, allow it in nacre.yaml with capabilities: {\(kind.name): [\(operation)]}"
        return ("since \(ending.day) \(ending.reason)", "\(ending.advice); \(allowance)")
    }

    func ended(_ changes: [FieldChange], _ kind: Kind) -> Refusal? {
        for change in changes where kind.field(change.path.field)?.change.isInPlace ?? false {
            guard let ended = ended(.update, kind, fields: [change.path.field]) else { continue }
            return (ended.reason, ended.advice, change.path)
        }
        return nil
    }

    /// A warning for each ending that comes soon and concerns a kind of the workspace.
    func comingEndings() -> [Diagnostic] {
        let kinds = Set(desired.resources.map(\.address.kind)).compactMap { catalog[$0] }
        return CapabilityCalendar(kinds).coming(after: options.today).map { entry in
            let ending = entry.ending
            let what = "the cloud stops offering to \(ending.operation) \(entry.kind.withArticle) on \(ending.day)"
            return Diagnostic(
                .warning, code: "ending", "\(what): \(ending.reason)", notes: ["source: \(ending.source)"],
                help: ending.advice)
        }
    }
}
