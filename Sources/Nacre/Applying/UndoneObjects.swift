import Model
import StateStore

/// The objects that a run left otherwise than it found them, and where state has them now.
///
/// Objects are followed by their ids: an address may have been given to another object since, and an object another
/// address.
struct UndoneObjects {
    struct Object {
        /// Where state has the object now, or had it when it was deleted.
        var address: Address
        /// Its row before the run; nil for one that the run made or imported.
        var before: RecordedResource?
        /// Whether the run only let go of it.
        var isForgotten: Bool
    }

    let all: [Object]

    init(_ run: RunDetails, recorded: Recorded) {
        let done = run.steps.filter { $0.outcome == .done }
        // An object may have had several steps (replaced, say): the first knows what was before all of them.
        var before: [Address: RecordedResource?] = [:]
        for step in done where before[step.address] == nil { before[step.address] = .some(step.before) }
        let forgotten = Set(done.filter { $0.action == Step.Action.forget.word }.map(\.address))
        all = before.sorted { $0.key < $1.key }.compactMap { address, record in
            Self.place(of: address, record, in: run, recorded).map {
                Object(address: $0, before: record, isForgotten: forgotten.contains(address))
            }
        }
    }

    /// Nil when the object is gone and its address is another's, or when there is nothing to go back to.
    private static func place(
        of address: Address, _ before: RecordedResource?, in run: RunDetails, _ recorded: Recorded
    ) -> Address? {
        let made = run.intents.last { $0.address == address && $0.purpose == .create && $0.answeredID != nil }
        guard let left = made?.answeredID ?? before?.id else { return address }
        if let row = recorded.resources.first(where: { $0.address.kind == address.kind && $0.id == left }) {
            return row.address
        }
        return recorded[address] == nil && before != nil ? address : nil
    }
}
