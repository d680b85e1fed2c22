import Model

// What the cloud refuses to show is unknown: never made again, never let go of, nothing done to it.

extension Planner {
    /// What to say of an object that is hidden; nil for one that was read, or that is known to be gone.
    func unknown(_ address: Address, id: String?) -> (reason: String, advice: String)? {
        guard let hidden = live.hidden(address.kind, id: id) else { return nil }
        return (
            "whether it exists is unknown, because the API denies access to it: \(hidden.reason)",
            "give the access key permission to call \(hidden.call), then run the command again"
        )
    }

    /// The objects that state has an id of and that are hidden: others may go on referring to them.
    mutating func noteHidden(_ resource: DesiredResource, id: String) {
        if live.isHidden(resource.address.kind, id: id) { known.exists(resource.address, id: id) }
    }

    /// What to say of an object that looks up others which the cloud refuses to show.
    func unknownLookup(in resource: DesiredResource) -> (reason: String, advice: String)? {
        for reference in resource.attributes.values.flatMap(\.references) {
            guard case .lookup(let kind, _) = reference.target, let hidden = live.hidden(kind, id: nil) else {
                continue
            }
            return (
                "the result of \(reference) is unknown, because the API denies access: \(hidden.reason)",
                "give the access key permission to call \(hidden.call), then run the command again"
            )
        }
        return nil
    }

    /// What to say of an object that would be replaced because what its lookup once found is not listed, though the
    /// manifest asks as it did then. A list may lack it for many reasons; another choice is never made for it.
    func lostChoice(
        _ resource: DesiredResource, _ record: RecordedResource, _ forcing: [FieldChange]
    ) -> Refusal? {
        for change in forcing {
            let name = change.path.field
            guard case .reference(let reference)? = resource.attributes[name], reference.attribute == nil,
                case .lookup(let kind, _) = reference.target, record.declared[name] == .reference(reference),
                let id = change.before?.text, live.object(kind, id: id) == nil
            else { continue }
            return (
                "\(name) resolved to \(kind) \(id) before, which the cloud no longer lists",
                "check that the account may read it; to recreate the object with another one, write {id: …}",
                change.path
            )
        }
        return nil
    }
}
