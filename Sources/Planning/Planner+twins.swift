import Model

// Documents that describe one and the same object.

extension Planner {
    /// The documents that say of an object what another one says already: by what the cloud tells objects of the kind from
    /// each other within one parent, or by the name that is the id.
    ///
    /// Made twice, both would end on one id, and taking one away would delete the object of the other.
    func twins() -> [Address: Address] {
        var first: [Place: Address] = [:]
        var found: [Address: Address] = [:]
        for resource in desired.resources {
            guard let place = place(of: resource) else { continue }
            if let other = first[place] { found[resource.address] = other } else { first[place] = resource.address }
        }
        return found
    }

    /// Says which fields two documents have in common, and where the other one is.
    mutating func refuse(_ resource: DesiredResource, asTwinOf other: Address) {
        let fields = (catalog[resource.address.kind]?.identity.marker ?? []).joined(separator: " and ")
        let first = known.wanted[other]
        let place = (first?.place(of: catalog[other.kind]?.identity.marker.last ?? "") ?? first?.span).map {
            " (\($0))"
        }
        refuse(
            resource, "\(other)\(place ?? "") already has this \(fields)",
            advice: "change one of the two documents, or remove it",
            at: resource.place(of: catalog[other.kind]?.identity.marker.last.map { FieldPath($0) }))
    }

    /// Nil for kinds of which the cloud allows several alike, and where not all is said.
    private func place(of resource: DesiredResource) -> Place? {
        guard let kind = catalog[resource.address.kind], !kind.identity.isTagged, !kind.identity.isMarkerShared,
            kind.place.listedUnder != nil || kind.identity.isName
        else { return nil }
        let marker = kind.identity.marker.compactMap { name in
            resource.attributes[name].map {
                known.resolve($0, for: KnownValues.Use(owner: resource.address, field: name))
            }
        }
        guard !marker.isEmpty, marker.count == kind.identity.marker.count else { return nil }
        return Place(kind: kind.name, marker: marker)
    }

    private struct Place: Hashable {
        let kind: String
        let marker: [Value]
    }
}
