import Kinds
import Model
import NcloudClient
import StateStore

// How an object that is there is brought to what the manifest says.

extension StepRunner {
    func bringToWanted(_ notes: StepNotes, _ live: LiveObject) async throws(StepFailure) {
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
            Catalog.kinds[step.address.kind]?
            .sparing(othersIn: live.attributes, from: wanted, applied: recordBefore?.applied ?? [:]) ?? wanted
        // What the cloud tells of a picture is a part of it: it must not be taken for the whole.
        var current = live
        keepPicture(in: &current, wanted)
        let session = try await session(notes, try await narrowed(target, to: current))
        if step.action == .resume(.creating) {
            current = try await session.wait(for: id, until: .ready) ?? live
            keepPicture(in: &current, wanted)
        }
        if !step.changes.isEmpty || step.isResumption {
            try await session.driver.operations.update(current, to: session.wanted, through: session)
        }
        try await finish(session, wanted: wanted)
    }

    /// What an object serves is told by the cloud only when asked for, and then in part. Where the plan changes nothing
    /// about it, it is shown as wanted, but for what is told to be otherwise, so that nothing is deployed.
    private func keepPicture(in live: inout LiveObject, _ wanted: Attributes) {
        guard let snapshot = Catalog.kinds[step.address.kind]?.snapshot else { return }
        let (told, target) = (live.attributes[snapshot.field], wanted[snapshot.field])
        if step.changes.contains(where: { $0.path.field == snapshot.field }) {
            live.attributes[snapshot.field] = nil
        } else if let told, let target {
            live.attributes[snapshot.field] = snapshot.served(told: told, wanted: target, catalog: Catalog.kinds)
        } else {
            live.attributes[snapshot.field] = target
        }
    }

    /// What the operations are shown: the live object, with exactly the planned changes in it.
    private func narrowed(_ wanted: Attributes, to live: LiveObject) async throws(StepFailure) -> Wanted {
        let changed = Set(step.changes.map(\.path.field))
        var attributes = wanted
        for (name, value) in live.attributes where attributes[name] != nil && !changed.contains(name) {
            attributes[name] = value
        }
        let kind = Catalog.kinds[step.address.kind]
        for name in changed where attributes[name] == nil { attributes[name] = kind?.field(name)?.initial }
        for name in Set(step.desired?.lifecycle.ignore.compactMap(\.elementOf) ?? []) where changed.contains(name) {
            attributes[name] = .list(try await elements(of: name, changing: live.attributes[name]?.elements ?? []))
        }
        return Wanted(step.address, attributes, isResumed: step.isResumption)
    }

    /// The live elements of a list with the planned changes in it: those that are ignored stay as they are.
    private func elements(of name: String, changing live: [Value]) async throws(StepFailure) -> [Value] {
        var elements = live
        for change in step.changes where change.path.field == name {
            if let before = change.before { elements.removeAll { $0 == before } }
            guard let after = change.after else { continue }
            let resolved = try await context.registry.resolve(
                [name: after], of: step.address, cloud: context.caller)
            elements += resolved[name].map { [$0] } ?? []
        }
        return elements
    }
}

extension Ignore {
    /// The list that the rule is about one element of; nil for a rule about a whole field.
    fileprivate var elementOf: String? { path.components.count > 1 ? path.field : nil }
}
