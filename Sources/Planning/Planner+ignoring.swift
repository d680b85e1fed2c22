import Model

// What manifests leave to others.

extension Planner {
    /// Warns of paths that reach nothing, neither in the manifest nor in the cloud: most likely they are misspelt.
    func idleIgnores() -> [Diagnostic] {
        desired.resources.flatMap { resource -> [Diagnostic] in
            guard !resource.lifecycle.ignore.isEmpty, let kind = catalog[resource.address.kind] else { return [] }
            let seen = recorded[resource.address]?.id.flatMap { live.object(kind.name, id: $0) }?.attributes ?? [:]
            let wanted = known.resolve(resource.attributes, of: resource.address)
            return resource.lifecycle.ignore.map(\.path).filter { path in
                guard path.components.count > 1, let field = kind.field(path.field) else { return false }
                let inner = path.components.dropFirst()
                return ![wanted, seen].contains { IgnoredParts.reaches(inner, $0[field.name], field.type) }
            }.map { path in
                Diagnostic(
                    .warning, code: "idle-ignore",
                    "\(resource.address): lifecycle.ignore contains \(path), which does not exist now",
                    at: resource.span,
                    help: "compare the key in brackets with the plan, or remove the path")
            }
        }
    }
}

extension Desired {
    /// The same without rules about fields to ignore whose last day is over.
    func withoutExpired(_ today: String) -> Desired {
        var desired = self
        for index in desired.resources.indices {
            desired.resources[index].lifecycle.ignore.removeAll { !$0.holds(on: today) }
        }
        return desired
    }
}
