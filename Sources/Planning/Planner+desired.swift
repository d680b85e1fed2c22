import Model

// What becomes of an object that the manifests name.

extension Planner {
    mutating func plan(_ resource: DesiredResource) {
        guard let kind = catalog[resource.address.kind] else { return }
        let misses = lookupMisses(in: resource)
        if let miss = misses.first {
            self.misses[resource.address] = misses
            return refuse(resource, miss.message, advice: miss.help ?? "", at: miss.span)
        }
        let id = recorded[resource.address]?.id ?? resource.adoption?.id
        if let unknown = unknown(resource.address, id: id) ?? unknownLookup(in: resource) {
            return refuse(resource, unknown.reason, advice: unknown.advice)
        }
        if let refusal = held[resource.address] { return steps.append(refusal) }
        warnIfStale(resource, kind)
        let resource = deciding(serving(resource, kind), kind)
        if kind.life.isOnce, planRequest(resource, kind) { return }
        guard let record = recorded[resource.address] else { return planNew(resource, kind) }
        guard let id = record.id, let object = live.object(kind.name, id: id) else {
            return planMissing(resource, kind, record)
        }
        planExisting(resource, kind, record, object)
    }

    // MARK: Not in state

    private mutating func planNew(_ resource: DesiredResource, _ kind: Kind) {
        if let former = resource.renamedFrom, let meant = misspelt(former) {
            return refuse(
                resource, "renamedFrom refers to \(former), which is not in state",
                advice: "did you mean renamedFrom: \(meant.name)? If it is a new object, remove the line")
        }
        if let parent = parentToBe(of: resource, kind) {
            return planAdoption(resource, kind, comingWith: parent)
        }
        if let adoption = resource.adoption {
            return planAdoption(resource, kind, candidates(for: adoption, resource, kind), named: adoption.text)
        }
        if let object = pendingDeletion(of: resource, kind) {
            return planAdoption(resource, kind, [object], named: object.name ?? object.id)
        }
        if let own = tagged(resource, kind) { return planAdoption(resource, kind, [own], named: "") }
        if hasServed(resource, kind) { return passOver(resource) }
        switch kind.life.creation.ability {
        case .offered:
            if let ended = ended(.create, kind) { return refuse(resource, ended.reason, advice: ended.advice) }
            planCreation(resource, kind, because: options.undoes.map(Reason.deletedBy) ?? .new)
        case .refused(let reason, let advice):
            let name = resource.attributes["name"]?.text ?? resource.address.name
            let found = kind.hasName ? live.all(kind.name).filter { $0.name == name } : foundByMarker(resource, kind)
            if found.isEmpty { return refuse(resource, reason, advice: advice) }
            planAdoption(resource, kind, found, named: "\"\(name)\"")
        }
    }

    mutating func planCreation(_ resource: DesiredResource, _ kind: Kind, because reason: Reason) {
        known.willBeMade(resource.address)
        let fields = known.resolve(resource.attributes, of: resource.address)
        let changes = fields.filter { !$0.value.isAbsent && $0.key != kind.serving.deployment?.field }
            .map {
                FieldChange(
                    FieldPath($0.key), before: nil, after: kind.field($0.key)?.type.withoutContent($0.value) ?? $0.value
                )
            }
        var step = Step(resource.address, .create, because: reason, changes: changes, desired: resource)
        step.take(kind.life.creation, for: fields, within: resource.lifecycle.timeouts.create)
        steps.append(step)
    }

    // MARK: In state, not in the cloud

    private mutating func planMissing(_ resource: DesiredResource, _ kind: Kind, _ record: RecordedResource) {
        guard live.observedKinds.contains(kind.name) else { return }
        if let parent = parentToBe(of: resource, kind) {
            return planAdoption(resource, kind, comingWith: parent)
        }
        if let adoption = resource.adoption {
            let found = candidates(for: adoption, resource, kind)
            if isNewWish(adoption, record, found) {
                return planAdoption(resource, kind, found, named: adoption.text)
            }
        }
        if hasServed(resource, kind) {
            // Of one whose creation was cut off, nothing came of it in time.
            return record.id == nil ? forget(record, because: .interrupted(record.condition)) : passOver(resource)
        }
        switch kind.life.creation.ability {
        case .offered:
            let isFirst = record.id == nil
            if !isFirst, let ended = ended(.create, kind) {
                return refuse(resource, "it was deleted outside nacre; \(ended.reason)", advice: ended.advice)
            }
            planCreation(resource, kind, because: isFirst ? .interrupted(record.condition) : .vanished)
        case .refused(let reason, let advice):
            refuse(resource, "it was deleted outside nacre; \(reason)", advice: advice)
        }
    }

    // MARK: In state and in the cloud

    private mutating func planExisting(
        _ resource: DesiredResource, _ kind: Kind, _ record: RecordedResource, _ object: LiveObject
    ) {
        // An import that was done stays in the manifest, also when its object was replaced since.
        if case .id(let id)? = resource.adoption, id != object.id,
            !record.adopted || live.object(kind.name, id: id) != nil
        {
            return refuse(
                resource, "it is managed with id \(object.id), but import says id \(id)",
                advice:
                    "remove the import, or run \"nacre state forget \(resource.address)\" first to stop managing \(object.id)"
            )
        }
        if record.condition == .deleting, !isWhole(object, kind), !kind.isPendingDeletion(object), !kind.life.isOnce {
            return planReplacement(resource, kind, record, object, [], because: .interrupted(.deleting))
        }
        if isUntouched(resource, record, object) { return unchanged.append(resource.address) }
        let changes = changes(resource, kind, object, applied: record.applied)
        if let refusal = refusal(among: changes, of: object, kind) {
            return refuse(
                resource, refusal.reason, advice: refusal.advice, changes: changes,
                at: resource.place(of: refusal.field))
        }
        let forcing = changes.filter(\.forcesReplace)
        if let former = renames.origin(of: resource.address), !resource.isRenamedAlong,
            forcing.contains(where: { $0.path.field != resource.keyField })
        {
            return refuseReplacing(resource, kind, renamedFrom: former, forcing)
        }
        if let lost = lostChoice(resource, record, forcing) {
            return refuse(
                resource, lost.reason, advice: lost.advice, changes: changes, at: resource.place(of: lost.field))
        }
        if !forcing.isEmpty {
            let reason = replacementReason(record, forcing)
            return planReplacement(resource, kind, record, object, changes, because: reason)
        }
        if record.condition != .ready {
            // One that was to be deleted and is wanted again is brought to the manifest, not deleted after all.
            let condition = record.condition == .deleting ? .updating : record.condition
            return add(
                resource, .resume(condition), because: .interrupted(record.condition), changes: changes,
                kind: kind, object: object)
        }
        if !changes.isEmpty {
            let reason = kind.isPendingDeletion(object) ? Reason.deletionCancelled : .differs
            return add(resource, .update, because: reason, changes: changes, kind: kind, object: object)
        }
        planBookkeeping(resource, kind, record, object)
    }

    /// Whether an object whose deletion was begun is as good as before: no call took effect. One whose secret went with a
    /// lost response is of no use, whatever the cloud shows.
    private func isWhole(_ object: LiveObject, _ kind: Kind) -> Bool {
        kind.life.callShowingSecret == nil && kind.phase(of: object.status) == .ready
    }

    /// Changes that only state sees.
    private mutating func planBookkeeping(
        _ resource: DesiredResource, _ kind: Kind, _ record: RecordedResource, _ object: LiveObject
    ) {
        if let former = renames.origin(of: resource.address) {
            add(resource, .move(from: former), because: .renamed(from: former), kind: kind, object: object)
        } else if record.protect != resource.lifecycle.protect || record.onRemove != resource.lifecycle.onRemove {
            add(resource, .updateLifecycle, because: .lifecycleDiffers, kind: kind, object: object)
        } else {
            unchanged.append(resource.address)
        }
    }

    /// Digests first: an object that is wanted as it was applied, and live as it was then, needs no comparison.
    private func isUntouched(
        _ resource: DesiredResource, _ record: RecordedResource, _ object: LiveObject
    ) -> Bool {
        record.condition == .ready && renames.origin(of: resource.address) == nil
            && record.protect == resource.lifecycle.protect && record.onRemove == resource.lifecycle.onRemove
            && resource.lifecycle.ignore.isEmpty
            && known.knownAfterApply.isDisjoint(with: resource.dependencies)
            && record.desiredDigest == resource.digest && record.liveDigest == object.digest
            && refersToTheSame(resource, record)
    }

    /// The digest covers references as they are written; what they come to may have moved all the same.
    private func refersToTheSame(_ resource: DesiredResource, _ record: RecordedResource) -> Bool {
        resource.attributes.allSatisfy { name, value in
            value.references.isEmpty
                || known.resolve(value, for: KnownValues.Use(owner: resource.address, field: name))
                    == record.applied[name]
        }
    }

    func changes(
        _ resource: DesiredResource, _ kind: Kind, _ object: LiveObject, applied: Attributes
    ) -> [FieldChange] {
        FieldDiff(
            kind: kind, wanted: kind.recovering(object, to: wantedNow(resource, kind, object, applied: applied)),
            live: object.attributes, applied: applied,
            ignored: resource.lifecycle.ignore.filter { $0.holds(on: options.today) }.map(\.path),
            isAdopted: recorded[resource.address]?.adopted ?? false
        ).changes() + (applied.isEmpty ? kind.firstFiles(resource) : [])
            + deploymentChanges(resource, kind, object, applied: applied) + decisionChanges(resource, kind)
    }
}

extension Planner {
    mutating func add(
        _ resource: DesiredResource, _ action: Step.Action, because reason: Reason, changes: [FieldChange] = [],
        kind: Kind, object: LiveObject? = nil
    ) {
        let calls = kind.calls(for: changes, own: kind.ownCalls)
        var step = Step(
            resource.address, action, because: reason, disruption: changes.map(\.disruption).max() ?? .none,
            changes: changes, calls: calls, objectID: object?.id, desired: resource, liveDigest: object?.digest)
        step.seconds = calls.isEmpty ? 0 : kind.life.update.seconds
        step.timeout = resource.lifecycle.timeouts.update ?? kind.life.update.timeout
        steps.append(step)
    }
}
