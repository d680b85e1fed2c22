import Model

// Requests that are done once: what was asked for is not asked for again.

extension Planner {
    /// The request that somebody made with the same key: this workspace on another machine, or before its state was lost.
    func requested(_ resource: DesiredResource, _ kind: Kind) -> LiveObject? {
        guard let key = resource.attributes[Kind.requestKey]?.text else { return nil }
        return live.all(kind.name).first { $0.attributes[Kind.requestKey]?.text == key }
    }

    /// Another request than the one that the address stands for so far.
    mutating func planRequest(_ resource: DesiredResource, _ kind: Kind) {
        guard let made = requested(resource, kind) else {
            return planCreation(resource, kind, because: .requestedAnew)
        }
        planAdoption(resource, kind, [made], named: "")
    }

    /// One that was made and is not listed any more, or not yet: it is not repeated.
    mutating func planUnlisted(_ resource: DesiredResource, _ kind: Kind, _ record: RecordedResource) {
        // The id of a request is its key, also where its step never ended and nothing counts as applied.
        let key = resource.attributes[Kind.requestKey]
        guard record.id == key?.text || record.applied[Kind.requestKey] == key else {
            return planRequest(resource, kind)
        }
        if record.condition == .ready { return unchanged.append(resource.address) }
        refuse(
            resource, "it was requested, and the cloud does not list it",
            advice: "run this again later; to request it once more, give it another \(Kind.requestKey)")
    }
}

extension Desired {
    /// The same with a key for each request that has none: made of the project, the address and all fields, so that every
    /// machine comes to the same one.
    public func withRequestKeys(_ catalog: KindCatalog) -> Desired {
        var desired = self
        for index in resources.indices where catalog[resources[index].address.kind]?.life.isOnce ?? false {
            let resource = resources[index]
            guard resource.attributes[Kind.requestKey]?.isAbsent ?? true else { continue }
            var content = resource.attributes
            content["$request"] = .string("\(project.name)/\(resource.address)")
            desired.resources[index].attributes[Kind.requestKey] = .string(
                String(Digest(of: content).text.prefix(Self.requestKeyLength)))
        }
        return desired
    }

    /// Sixteen hexadecimal digits: as many as leave room in a memo of 50 characters.
    private static let requestKeyLength = 16
}
