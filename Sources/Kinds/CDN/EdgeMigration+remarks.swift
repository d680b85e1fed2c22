import Model

// What the head of the file says: what is not the same, and what cannot be known.

extension EdgeMigration {
    static let heading = MigrationDraft.heading(.edge, from: "instances of CDN+ or Global CDN")

    func remarks(on instances: [LiveObject]) -> [String] {
        [
            "Site: Global Edge is documented for the public site only. On another one, check that it is offered before you apply.",
            "Domains: each edge gets a generated domain, to test it by. Your own domains were \(domains(of: instances)).",
            certificates(of: instances),
            "Codes: no document lists those of CDN+ and Global CDN. What they were is behind the fields.",
            "Origins: an edge requests from its origin by one protocol and one port. An origin in Object Storage can be "
                + "written with type OBJECT_STORAGE and its bucket.",
            "Cached content: an edge starts with an empty cache, so the origin gets more requests at first.",
            "Not included: statistics, usage, the history of purges, and what it serves for errors.",
        ].compactMap(\.self) + losses
    }

    private func domains(of instances: [LiveObject]) -> String {
        instances.map { instance in
            let names = instance.attributes["domains"]?.elements.compactMap(\.text) ?? []
            return "\(instance.name ?? instance.id) \(names.isEmpty ? "none" : names.joined(separator: " and "))"
        }.joined(separator: ", ")
    }

    /// Nil when no instance has a domain of its owner.
    private func certificates(of instances: [LiveObject]) -> String? {
        let owned = instances.filter { !($0.attributes["domains"]?.elements.isEmpty ?? true) }
        guard !owned.isEmpty else { return nil }
        return
            "Domains of your own: set domainType, domain and certificate (an EdgeCertificate) before anyone uses the edge, as "
            + "that recreates it; an edge has one domain. Certificates were \(owned.listing("certificate"))."
    }
}
