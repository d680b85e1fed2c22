import Model

// Requests that are done once: what was asked for is not asked for again.

extension Planner {
    /// Plans a request that is done once.
    /// - Returns: false for one that was made as it is asked for and is listed: it is planned as any object is.
    mutating func planRequest(_ resource: DesiredResource, _ kind: Kind) -> Bool {
        let key = resource.attributes[Kind.requestKey]
        let record = recorded[resource.address]
        // An import names one by itself, as long as it is not done.
        if record == nil, resource.adoption != nil { return false }
        if let record, let id = record.id {
            guard live.observedKinds.contains(kind.name) else { return true }
            // The id of a request is its key, also where its step never ended and nothing counts as applied.
            if id == key?.text || record.applied[Kind.requestKey] == key {
                if live.object(kind.name, id: id) != nil { return false }
                planUnlisted(resource, kind, record)
                return true
            }
        }
        // Made by this workspace on another machine, before its state was lost, or by a call whose responses were.
        if let made = live.all(kind.name).first(where: { $0.attributes[Kind.requestKey] == key }) {
            planAdoption(resource, kind, [made], named: "")
            return true
        }
        guard record?.id != nil else { return false }
        planCreation(resource, kind, because: .requestedAnew)
        return true
    }

    /// One that was made and is not listed any more, or not yet: it is not repeated.
    private mutating func planUnlisted(_ resource: DesiredResource, _ kind: Kind, _ record: RecordedResource) {
        switch record.condition {
        case .ready: unchanged.append(resource.address)
        // It was cancelled, and is wanted again.
        case .deleting: planCreation(resource, kind, because: .interrupted(.deleting))
        case .creating, .updating:
            refuse(
                resource, "it was requested, and the cloud does not list it",
                advice: "run this again later; to request it once more, give it another \(Kind.requestKey)")
        }
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
            content["$request"] = .string(resource.address.tag(in: project.name))
            desired.resources[index].attributes[Kind.requestKey] = .string(
                String(Digest(of: content).text.prefix(Self.requestKeyLength)))
        }
        return desired
    }

    /// Sixteen hexadecimal digits: as many as leave room in a memo of 50 characters.
    private static let requestKeyLength = 16
}
