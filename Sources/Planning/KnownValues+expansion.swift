import Model

extension KnownValues {
    /// The fields of objects that say them by fields of others, with what those say put in.
    ///
    /// A field may be said by that of another object, which says it by a third, and so on through the whole workspace.
    /// Followed once, in the order of dependencies, whatever is left to be found out is one object away.
    static func expanded(_ wanted: [Address: DesiredResource]) -> [Address: Attributes] {
        var borrowers: [Address: [Address]] = [:]
        for resource in wanted.values {
            let lenders = resource.attributes.values.flatMap(\.references).filter { reference in
                text(of: reference, wanted[reference.address]?.attributes, for: resource.address) != nil
            }
            if !lenders.isEmpty { borrowers[resource.address] = lenders.compactMap(\.address) }
        }
        var expanded: [Address: Attributes] = [:]
        for address in TopologicalOrder.sort(Array(borrowers.keys), dependencies: { borrowers[$0] ?? [] }) {
            expanded[address] = wanted[address]?.attributes.mapValues { value in
                value.resolving { reference in
                    let given = reference.address.flatMap { expanded[$0] ?? wanted[$0]?.attributes }
                    return text(of: reference, given, for: address)
                }
            }
        }
        return expanded
    }

    /// What another object's manifest says of the field that is meant, where that holds references itself. A lookup
    /// stays where it stands: what it comes to depends on whom it is for.
    private static func text(of reference: Reference, _ fields: Attributes?, for own: Address) -> Value? {
        guard let attribute = reference.attribute, attribute != "id", reference.address != own,
            let given = fields?[attribute]
        else { return nil }
        let inside = given.references
        return inside.isEmpty || inside.contains { $0.address == nil } ? nil : given
    }
}

extension [Address: DesiredResource] {
    fileprivate subscript(address: Address?) -> DesiredResource? { address.flatMap { self[$0] } }
}
