import Model
import Planning
import StateStore

extension Reconciliation {
    /// The same workspace, wanting what was before a run: for a reviewed plan that goes back.
    ///
    /// Objects the run made are no longer wanted, those it changed are wanted as they were, those it deleted are wanted
    /// again (with new ids: what only the old ones held is gone). Objects the run did not touch are wanted as state has
    /// them, and so are those whose address another object has by now. Only steps that were done are undone.
    /// - Returns: the wanting, and the addresses the undo is about.
    public func undoing(_ run: RunDetails, recorded: Recorded) -> (Reconciliation, touched: [Address]) {
        let touched = UndoneObjects(run, recorded: recorded).all
        let places = Set(touched.map(\.address))
        let known = Set(recorded.resources.map(\.address)).union(places)
        var resources = recorded.resources.filter { !places.contains($0.address) }.map { $0.asDeclared(among: known) }
        for object in touched {
            guard let record = object.before else { continue }
            var wanted = record.asDeclared(among: known)
            wanted.address = object.address
            // What was only forgotten is still there: it is taken back, not made a second time.
            if object.isForgotten, let id = record.id { wanted.adoption = .id(id) }
            resources.append(wanted)
        }
        let adopted = touched.filter { $0.before == nil && recorded[$0.address]?.adopted ?? false }.map(\.address)
        let reconciliation = wanting(Desired(project: desired.project, resources: resources, forgotten: adopted))
        return (reconciliation, places.sorted())
    }
}

extension RecordedResource {
    /// The object as its row says it was wanted.
    ///
    /// What it referred to may be called otherwise by now, or be gone: there the value stands that the reference came to.
    fileprivate func asDeclared(among known: Set<Address>) -> DesiredResource {
        var attributes = declared.isEmpty ? applied : declared
        for (name, value) in attributes
        where value.references.contains(where: { !($0.address.map(known.contains) ?? true) }) {
            attributes[name] = applied[name] ?? value
        }
        return DesiredResource(
            address, attributes: attributes,
            lifecycle: Lifecycle(protect: protect, onRemove: onRemove, timeouts: timeouts),
            dependsOn: dependencies.filter(known.contains))
    }
}
