import Model

// What the cloud refuses to show is unknown: never made again, never let go of, nothing done to it.

extension Planner {
    /// What to say of an object that is hidden; nil for one that was read, or that is known to be gone.
    func unknown(_ address: Address, id: String?) -> (reason: String, advice: String)? {
        guard let hidden = live.hidden(address.kind, id: id) else { return nil }
        return (
            "whether it is there is unknown, since the cloud refuses to show it: \(hidden.reason)",
            "give the access key the permission to call \(hidden.call), and run again"
        )
    }

    /// The objects that state has an id of and that are hidden: others may go on referring to them.
    mutating func noteHidden(_ resource: DesiredResource, id: String) {
        if live.isHidden(resource.address.kind, id: id) { known.exists(resource.address, id: id) }
    }
}
