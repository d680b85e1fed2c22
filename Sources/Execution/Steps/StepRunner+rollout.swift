import Kinds
import Model

// Of the objects of a series, those that serve stay as many as the rollout says.

extension StepRunner {
    /// Waits until the objects of the step's series whose turn it is not serve their users: one that fails meanwhile, or
    /// that had failed before, counts as out of service.
    func awaitOthers(_ notes: StepNotes) async throws(StepFailure) {
        guard let others = step.turn?.others, !others.isEmpty else { return }
        try await awaitHealth(of: others, session(notes, DesiredObject(step.address, [:])))
    }

    /// Waits until the objects of the step's checkpoint serve their users. Until then the step's object is recorded as
    /// changing: a run that does not see the end of it leaves that to the next one, which begins there.
    func awaitHealth(_ session: StepSession) async throws(StepFailure) {
        try await awaitHealth(of: step.checkpoint?.healthy ?? [], session)
    }

    private func awaitHealth(of objects: [Address], _ session: StepSession) async throws(StepFailure) {
        for (kind, addresses) in Dictionary(grouping: objects, by: \.kind) {
            guard let health = context.drivers[kind]?.health else { continue }
            var ids: Set<String> = []
            for address in addresses {
                let id = address == step.address ? session.notes.record.id : await currentID(of: address)
                if let id { ids.insert(id) }
            }
            try await health(ids, session)
        }
    }

    /// The id of another object as it is at present: its old one until this run has made a new one.
    private func currentID(of address: Address) async -> String? {
        await context.registry.id(of: address) ?? context.recorded[address]?.id
    }

    /// Leaves what was changed some time to prove itself. Cut short by an interrupt, it takes nothing from what was done.
    func pause() async {
        guard let seconds = step.checkpoint?.pause, seconds > 0 else { return }
        let length = Duration.seconds(seconds)
        context.progress(.waiting(step.id, "pausing \(LongPauses.time(length)) before the next of its series"))
        await context.pauses.pause(length)
    }
}
