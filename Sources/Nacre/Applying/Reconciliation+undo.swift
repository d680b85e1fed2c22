import Model
import Planning
import StateStore

extension Reconciliation {
    /// The same workspace, wanting what was before a run: for a reviewed plan that goes back.
    ///
    /// Objects the run made are no longer wanted, those it changed are wanted as they were, those it deleted are wanted
    /// again (with new ids: what only the old ones held is gone). Objects the run did not touch are wanted as state has
    /// them. Only steps that were done are undone.
    /// - Returns: the wanting, and the addresses the undo is about.
    public func undoing(_ run: RunDetails, recorded: Recorded) -> (Reconciliation, touched: [Address]) {
        let done = run.steps.filter { $0.outcome == .done }
        // An object may have had several steps (replaced, say): the first knows what was before all of them.
        var before: [Address: RecordedResource?] = [:]
        for step in done where before[step.address] == nil { before[step.address] = .some(step.before) }
        let forgotten = Set(done.filter { $0.action == Step.Action.forget.word }.map(\.address))
        var resources = recorded.resources.filter { before[$0.address] == nil }.map(\.asWanted)
        for (address, record) in before {
            guard let record else { continue }
            var wanted = record.asWanted
            wanted.address = address
            // What was only forgotten is still there: it is taken back, not made a second time.
            if forgotten.contains(address), let id = record.id { wanted.adoption = .id(id) }
            resources.append(wanted)
        }
        let adopted = before.filter { address, record in
            record == nil && recorded[address]?.adopted ?? false
        }.map(\.key)
        let reconciliation = wanting(Desired(project: desired.project, resources: resources, forgotten: adopted))
        return (reconciliation, before.keys.sorted())
    }
}

extension RecordedResource {
    /// The object as its row says it was wanted.
    fileprivate var asWanted: DesiredResource {
        DesiredResource(
            address, attributes: wanted.isEmpty ? applied : wanted,
            lifecycle: Lifecycle(protect: protect, onRemove: onRemove, timeouts: timeouts), dependsOn: dependencies)
    }
}
