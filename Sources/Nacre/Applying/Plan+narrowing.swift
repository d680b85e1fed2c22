import Model

extension Plan {
    /// The steps of these objects alone.
    ///
    /// A deletion that would have waited for the deletion of something left out is refused: the cloud could take along
    /// what nobody chose.
    func narrowed(to chosen: Set<Address>) -> Plan {
        let left = Dictionary(
            steps.filter { !chosen.contains($0.address) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var plan = self
        plan.steps = steps.filter { chosen.contains($0.address) }.map { step in
            guard step.destroys, let above = step.waitsFor.lazy.compactMap({ left[$0] }).first(where: \.destroys) else {
                return step
            }
            return Step(
                step.address, .refuse(advice: "deal with \(above.address) first"),
                because: .notOffered("\(above.address) rests on it, and is not part of this run"),
                objectID: step.objectID)
        }
        return plan
    }
}
