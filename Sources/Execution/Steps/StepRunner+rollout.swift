import Kinds
import Model

// What the next steps of a rollout wait for.

extension StepRunner {
    /// Waits until the objects of the step's checkpoint serve their users. Until then the step's object is recorded as
    /// changing: a run that does not see the end of it leaves that to the next one, which begins there.
    func awaitHealth(_ session: StepSession) async throws(StepFailure) {
        for address in step.checkpoint?.healthy ?? [] {
            let id = address == step.address ? session.notes.record.id : await context.registry.id(of: address)
            guard let id, let health = context.drivers[address.kind]?.health else { continue }
            try await health(id, session)
        }
    }

    /// Leaves what was changed some time to prove itself. Cut short by an interrupt, it takes nothing from what was done.
    func pause() async {
        guard let seconds = step.checkpoint?.pause, seconds > 0 else { return }
        try? await context.clock.sleep(.seconds(seconds))
    }
}
