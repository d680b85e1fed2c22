import Kinds
import Model

// What the next steps of a rollout wait for.

extension StepRunner {
    /// Waits until the objects of the step's checkpoint serve their users. Until then the step's object is recorded as
    /// changing: a run that does not see the end of it leaves that to the next one, which begins there.
    func awaitHealth(_ session: StepSession) async throws(StepFailure) {
        for (kind, addresses) in Dictionary(grouping: step.checkpoint?.healthy ?? [], by: \.kind) {
            guard let health = context.drivers[kind]?.health else { continue }
            var ids: Set<String> = []
            for address in addresses {
                let id = address == step.address ? session.notes.record.id : await context.registry.id(of: address)
                if let id { ids.insert(id) }
            }
            try await health(ids, session)
        }
    }

    /// Leaves what was changed some time to prove itself. Cut short by an interrupt, it takes nothing from what was done.
    func pause() async {
        guard let seconds = step.checkpoint?.pause, seconds > 0 else { return }
        try? await context.clock.sleep(.seconds(seconds))
    }
}
