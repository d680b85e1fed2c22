import Model

// What comes new in the very place of something that goes.

extension Planner {
    /// Lets objects wait for those whose place they take: in one parent, a name or a path is one object's alone.
    ///
    /// A manifest that is called otherwise, without a word of what it was called before, asks for this.
    mutating func orderSuccessions() {
        var leaving: [Place: Step.ID] = [:]
        for step in steps where step.destroys {
            guard let kind = catalog[step.address.kind], let id = step.objectID,
                let place = place(of: kind, live.object(kind.name, id: id)?.attributes)
            else { continue }
            leaving[place] = step.id
        }
        guard !leaving.isEmpty else { return }
        for index in steps.indices where steps[index].comesNew {
            guard let kind = catalog[steps[index].address.kind],
                let place = place(of: kind, steps[index].desired.map { known.resolve($0.attributes) }),
                let former = leaving[place], former.address != steps[index].address
            else { continue }
            steps[index].succeeds = former
        }
    }

    /// Nil for kinds of which there may be several alike.
    private func place(of kind: Kind, _ attributes: Attributes?) -> Place? {
        guard let attributes, kind.listedUnder != nil, kind.identity.tagField == nil else { return nil }
        let marker = kind.identity.marker.compactMap { attributes[$0] }
        return marker.count == kind.identity.marker.count ? Place(kind: kind.name, marker: marker) : nil
    }

    /// By what the cloud tells objects of a kind from each other.
    private struct Place: Hashable {
        let kind: String
        let marker: [Value]
    }
}

extension Step {
    fileprivate var comesNew: Bool {
        switch action {
        case .create, .replace: true
        case .update, .deleteReplaced, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: false
        }
    }
}
