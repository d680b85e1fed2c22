import Model

// What others put into an object that is partly owned, and that a deletion takes along.

extension Planner {
    private static let mostShown = 5

    /// A warning for each deletion of an object that has elements which nacre left to others, such as records of a zone.
    func lostElements(among steps: [Step]) -> [Diagnostic] {
        steps.flatMap { step -> [Diagnostic] in
            guard step.action == .delete || step.action == .deleteReplaced, let kind = catalog[step.address.kind],
                let record = recorded[step.address], kind.isPartlyOwned(record.applied),
                let object = step.objectID.flatMap({ live.object(kind.name, id: $0) })
            else { return [] }
            return kind.fields.filter(\.isShareable).compactMap { field in
                let names = others(in: field, of: object, besides: record.applied)
                return names.isEmpty ? nil : warning(step, field, names)
            }
        }
    }

    /// What the live elements are called that nacre never applied.
    private func others(in field: Field, of object: LiveObject, besides applied: Attributes) -> [String] {
        let known = applied[field.name]?.elements ?? []
        let found = field.type.elements(of: object.attributes[field.name]?.elements ?? [], besides: known)
        guard case .keyed(let fields, let key) = field.type else { return found.map(\.display) }
        return found.map { ValueComparison.key(of: $0, by: key, fields) }
    }

    private func warning(_ step: Step, _ field: Field, _ names: [String]) -> Diagnostic {
        let shown = names.sorted().prefix(Self.mostShown).joined(separator: ", ")
        let rest = names.count - Self.mostShown
        let count = Counted.of(names.count, "element")
        return Diagnostic(
            .warning, code: "others-lost",
            "\(step.address): deleting it also deletes \(count) of '\(field.name)' that \(names.count == 1 ? "is" : "are") "
                + "not from its manifest: \(shown)\(rest > 0 ? " and \(rest) more" : "")",
            help: "to leave the object as it is, run \"nacre state forget \(step.address)\" instead")
    }
}
