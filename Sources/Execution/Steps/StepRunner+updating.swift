import Kinds
import Model
import NcloudClient
import Planning
import StateStore

// How an object that is there is brought to what the manifest says.

extension StepRunner {
    func bringToDesired(_ notes: StepNotes, _ live: LiveObject) async throws(StepFailure) {
        let id = live.id
        notes.made(id)
        if case .adopt = step.action {
            notes.saw(live)
            notes.update { $0.adopted = true }
            await context.registry.note(step.address, id: id)
            try await write([.saveResource(notes.record)])
        }
        let wanted = try await resolved()
        let target =
            kind?
            .keepingOthers(in: live.attributes, from: wanted, applied: recordBefore?.applied ?? [:]) ?? wanted
        // What the cloud reports of a deployment is a part of it: it must not be taken for the whole.
        var current = live
        keepDeployment(in: &current, wanted)
        rememberSecrets(in: &current, target)
        let session = try await session(notes, narrowed(target, to: current))
        if step.action == .resume(.creating) {
            current = try await session.wait(for: id, until: .ready) ?? live
            keepDeployment(in: &current, wanted)
            rememberSecrets(in: &current, target)
        }
        if !step.changes.isEmpty || step.isResumption {
            try await session.driver.operations.update(
                ManagedObject(current, to: session.desired, through: session))
        }
        try await awaitHealth(session)
        try await finish(session, wanted: wanted)
    }

    /// Takes what others wait for from the object, and gives it nothing for it yet.
    func release(_ notes: StepNotes, _ live: LiveObject) async throws(StepFailure) {
        notes.made(live.id)
        // Nothing else is to be brought about now: only what no call changes is reported besides.
        var attributes = live.attributes.filter { kind?.field($0.key)?.change == .replace }
        for change in step.changes { attributes[change.path.field] = change.after ?? .null }
        let session = try await session(notes, DesiredObject(step.address, attributes))
        try await session.driver.operations.update(
            ManagedObject(live, to: session.desired, through: session))
    }

    /// The object as it is after the parts of its update that came before.
    func afterRelease(_ notes: StepNotes, _ live: LiveObject) async throws(StepFailure) -> LiveObject {
        guard step.continuesUpdate else { return live }
        return try await session(notes, DesiredObject(step.address, live.attributes)).look(for: live.id) ?? live
    }

    /// What an object serves is reported by the cloud only when asked for, and then in part. Where the plan changes nothing
    /// about it, it is shown as wanted, but for what is reported to be otherwise, so that nothing is deployed.
    private func keepDeployment(in live: inout LiveObject, _ wanted: Attributes) {
        guard let snapshot = kind?.serving.deployment else { return }
        let (reported, target) = (live.attributes[snapshot.field], wanted[snapshot.field])
        if step.changes.contains(where: { $0.path.field == snapshot.field }) {
            live.attributes[snapshot.field] = nil
        } else if let reported, let target {
            live.attributes[snapshot.field] = snapshot.served(
                reported: reported, wanted: target, catalog: context.drivers.kinds)
        } else {
            live.attributes[snapshot.field] = target
        }
    }

    /// Secrets, which no answer shows, are as they were last applied. Where a creation was cut off, those of what it had made
    /// by then are not known.
    private func rememberSecrets(in live: inout LiveObject, _ wanted: Attributes) {
        guard let kind, step.action != .resume(.creating) else { return }
        live.attributes = kind.remembering(
            recordBefore?.applied ?? [:], in: live.attributes, for: wanted,
            changing: Set(step.changes.map(\.path.field)))
    }

    /// What the operations are shown: the live object, with exactly the planned changes in it.
    private func narrowed(_ wanted: Attributes, to live: LiveObject) -> DesiredObject {
        let changed = Set(step.changes.map(\.path.field))
        var attributes = wanted
        for (name, value) in live.attributes where attributes[name] != nil && !changed.contains(name) {
            attributes[name] = value
        }
        for name in changed where attributes[name] == nil { attributes[name] = kind?.field(name)?.initial }
        let ignored = IgnoredParts(step.desired?.lifecycle.ignore.map(\.path) ?? [])
        for name in changed {
            guard let field = kind?.field(name), let target = attributes[name], let shown = live.attributes[name] else {
                continue
            }
            attributes[name] = ignored.leaving(field, target, as: shown)
        }
        return DesiredObject(step.address, attributes, isResumed: step.isResumption)
    }
}
