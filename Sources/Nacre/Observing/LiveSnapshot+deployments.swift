import Model

extension LiveSnapshot {
    /// Forgets what objects serve (`Kind.snapshot`) that cannot be compared with what there is, some of which is unread.
    mutating func dropDeployments(without unread: Set<String>, _ catalog: KindCatalog) {
        for kind in catalog.kinds {
            guard let snapshot = kind.serving.deployment, snapshot.parts.contains(where: { unread.contains($0.kind) })
            else {
                continue
            }
            for var object in all(kind.name) {
                object.attributes[snapshot.field] = nil
                observe(object)
            }
        }
    }
}
