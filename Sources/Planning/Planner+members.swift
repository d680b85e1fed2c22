import Model

// Objects that other ones make and end by themselves: nobody else's to manage, and gone with their makers.

extension Planner {
    /// Says of every deletion which objects go with it since it has made them.
    mutating func settleMembers() {
        for index in steps.indices where steps[index].destroys {
            let step = steps[index]
            guard let members = catalog[step.address.kind]?.life.members,
                let object = step.objectID.flatMap({ live.object(step.address.kind, id: $0) })
            else { continue }
            steps[index].remainders += members.ids(in: object.attributes).map {
                Step.Remainder(kind: members.kind, id: $0, fate: .ended)
            }
        }
    }

    /// Why an object is not taken under management: another one has made it and ends it by itself.
    func foreign(_ object: LiveObject) -> (reason: String, advice: String)? {
        guard let maker = memberships.maker(of: object) else { return nil }
        let title = title(of: maker)
        return (
            "\(object.fullTitle) is made by \(title), which ends it by itself",
            "change \(title) instead; for an object of its own, remove the import"
        )
    }

    /// What a live object is called here, or else in the cloud.
    func title(of object: LiveObject) -> String {
        let owner =
            owners[object.kind]?[object.id]
            ?? recorded.resources.first { $0.address.kind == object.kind && $0.id == object.id }?.address
        return owner?.description ?? object.fullTitle
    }
}
