import Model
import Planning
import StateStore

extension Reconciliation {
    /// Refuses a selector that means no object at all: a slip in `--exclude` must not let a run loose.
    /// - Throws: ``Diagnostics`` with each such selector.
    public func check(_ selection: Selection, _ situation: Situation) throws {
        let renamed = situation.desired.renames(of: situation.recorded).map(\.to)
        let declared = situation.desired.resources + situation.desired.externals
        let names = Set(declared.map(\.address) + situation.recorded.resources.map(\.address) + renamed)
        let labels = Dictionary(declared.map { ($0.address, $0.labels) }, uniquingKeysWith: { first, _ in first })
        let misses = selection.misses(among: names.sorted(), labels: labels, kinds: catalog.names)
        guard misses.isEmpty else { throw Diagnostics(misses) }
    }

    /// Brings the rows of unchanged objects up to date with their manifests: what they depend on, how long to wait for
    /// them, and the digests by which the next plan passes over them.
    func tidy(_ plan: Plan, _ situation: Situation) async throws {
        // Rows that are about to be renamed are written by their new addresses by the next run.
        guard plan.renames.isEmpty else { return }
        let unchanged = Set(plan.unchanged)
        let changes = situation.desired.resources.compactMap { resource -> StateChange? in
            guard unchanged.contains(resource.address), let record = situation.recorded[resource.address],
                let kind = catalog[resource.address.kind], let id = record.id,
                let live = situation.live.object(kind.name, id: id)
            else { return nil }
            let tidied = record.tidied(for: resource, kind, live)
            return tidied == record ? nil : .saveResource(tidied)
        }
        if !changes.isEmpty { try await state.write(changes) }
    }
}

extension RecordedResource {
    /// The row as it should read for an object that is as wanted. What is ignored keeps it from being passed over.
    fileprivate func tidied(for resource: DesiredResource, _ kind: Kind, _ live: LiveObject) -> RecordedResource {
        var record = self
        record.dependencies = resource.dependencies
        record.timeouts = resource.lifecycle.timeouts
        // As after a step: the contents of files stay in the workspace.
        record.declared = kind.withoutContents(resource.attributes)
        if record.renamedFrom != resource.renamedFrom { record.renamedFrom = nil }
        let isComparable = resource.lifecycle.ignore.isEmpty
        record.desiredDigest = isComparable ? resource.digest : nil
        record.liveDigest = isComparable ? live.digest : nil
        return record
    }
}
