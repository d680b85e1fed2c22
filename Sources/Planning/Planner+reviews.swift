import Model

// Requests of others that wait for a decision, and the rules that decide them.

extension Planner {
    /// The object with the decisions that its rules take on what waits now. Each decision that is not taken, since it is a
    /// trial or since no rule covers the request, is told.
    mutating func deciding(_ resource: DesiredResource, _ kind: Kind) -> DesiredResource {
        guard let review = kind.serving.review else { return resource }
        var resource = resource
        let verdicts =
            reviewed(resource, kind).map {
                review.decide(known.resolve(resource.attributes, of: resource.address), $0.attributes)
            } ?? []
        let isTrial = resource.attributes[review.trial]?.bool ?? true
        resource.attributes[review.decisions] = .list(isTrial ? [] : verdicts.compactMap(\.decision))
        warnings += verdicts.compactMap { note(on: $0, of: resource, review, isTrial: isTrial) }
        return resource
    }

    /// The decisions that the object's rules take.
    func decisionChanges(_ resource: DesiredResource, _ kind: Kind) -> [FieldChange] {
        guard let field = kind.serving.review?.decisions else { return [] }
        return (resource.attributes[field]?.elements ?? []).map { decision in
            let request = decision.members["request"]?.spelling ?? ""
            return FieldChange(FieldPath(field).appending(element: request), before: nil, after: decision)
        }
    }

    private func note(
        on verdict: Review.Verdict, of resource: DesiredResource, _ review: Review, isTrial: Bool
    ) -> Diagnostic? {
        if verdict.decision == nil {
            return Diagnostic(
                .warning, code: "review", "\(resource.address): \(verdict.title) waits, and no rule covers it",
                at: resource.span, help: "decide it in the console, or add a rule")
        }
        guard isTrial else { return nil }
        return Diagnostic(
            .note, code: "review", "\(resource.address): \(verdict.title): would \(verdict.words)", at: resource.span,
            help: "write \(review.trial): false to decide by the rules")
    }

    /// The live object that the rules are for.
    private func reviewed(_ resource: DesiredResource, _ kind: Kind) -> LiveObject? {
        if let id = recorded[resource.address]?.id { return live.object(kind.name, id: id) }
        return foundByMarker(resource, kind).first
    }

    /// Live objects that have the fields by which one of the kind is found.
    func foundByMarker(_ resource: DesiredResource, _ kind: Kind) -> [LiveObject] {
        let desired = known.resolve(resource.attributes, of: resource.address)
        return live.all(kind.name).filter { kind.isFound($0, as: desired) }
    }
}
