import Kinds
import Model
import NcloudClient
import StateStore

// How an object goes, and what becomes of its row.

extension StepRunner {
    func delete(_ notes: StepNotes) async throws(StepFailure) {
        if let id = step.objectID, let live = lastSeen(id) {
            notes.made(id)
            let session = try await session(notes, DesiredObject(step.address, live.attributes))
            do throws(StepFailure) {
                try await session.driver.operations.delete(ManagedObject(deleting: live, through: session))
            } catch .vanished {
                // Gone is gone, whoever did it; but it may be another object that the deletion waited for.
                try await makeSureItIsGone(id, session)
            }
        }
        try await write(notes.takeClosings() + [rowAfterDeletion(notes)])
    }

    /// The object to be deleted; one that went in a deletion that was cut off by its id alone, where what was made besides
    /// is still to go.
    private func lastSeen(_ id: String) -> LiveObject? {
        if var live = context.live.object(step.address.kind, id: id) {
            // What the cloud does not show counts for a deletion too: how the object was made.
            live.attributes = live.known(recordBefore?.applied ?? [:], treatedAs: step.treatment)
            return live
        }
        guard step.remainders.contains(where: { $0.fate == .deleted }) else { return nil }
        return LiveObject(kind: step.address.kind, id: id, attributes: [:])
    }

    /// Says once the step has ended what was made together with the object and stays in the cloud.
    func tellWhatIsLeft() {
        for remainder in step.remainders {
            guard case .left(let why) = remainder.fate else { continue }
            context.progress(.note("\(remainder.kind) \(remainder.id) of \(step.address) stays in the cloud: \(why)"))
        }
    }

    private func makeSureItIsGone(_ id: String, _ session: StepSession) async throws(StepFailure) {
        guard let object = try await session.look(for: id), kind?.isDeleted(object) != true else { return }
        throw .pending(
            "another object that its deletion involves disappeared meanwhile; the object itself still exists")
    }

    /// An object that is made anew keeps its row, so that a run cut off in between knows what it is about.
    private func rowAfterDeletion(_ notes: StepNotes) -> StateChange {
        guard step.action == .deleteReplaced else { return .removeResource(step.address) }
        if step.createsFirst { return .removeResource(StepRunner.formerAddress(step)) }
        return .saveResource(notes.record.awaitingCreation)
    }

    /// Before the new object is made, the old one gets a row of its own, to be deleted: no crash can lose sight of it.
    func prepareReplacement() async throws(StepFailure) {
        guard step.action == .replace, step.createsFirst, var old = recordBefore else { return }
        await context.registry.willBeMade(step.address)
        old.address = StepRunner.formerAddress(step)
        old.condition = .deleting
        old.onRemove = .delete
        try await write([.move(from: step.address, to: old.address), .saveResource(old)])
    }

    /// Where the old object of a replacement is kept until it is deleted.
    static func formerAddress(_ step: Step) -> Address { step.address.former(id: step.objectID ?? "old") }
}
