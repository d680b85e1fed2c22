import Model

/// Which steps wait for which, and an order in which they can be done.
enum StepOrder {
    /// The steps sorted, each with the steps it waits for.
    static func ordered(
        _ steps: [Step], desired: Desired, recorded: Recorded, catalog: KindCatalog
    ) -> [Step] {
        var graph = Graph(steps, recorded: recorded, catalog: catalog)
        let linked = steps.map { graph.linked($0) }
        let byID = Dictionary(linked.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return TopologicalOrder.sort(linked.map(\.id)) { byID[$0]?.waitsFor ?? [] }.compactMap { byID[$0] }
    }

    private struct Graph {
        private let planned: [Address: [Step]]
        private let recordedDependants: [Address: [Address]]
        private let recorded: Recorded
        private let catalog: KindCatalog

        init(_ steps: [Step], recorded: Recorded, catalog: KindCatalog) {
            planned = Dictionary(grouping: steps, by: \.address)
            var dependants: [Address: [Address]] = [:]
            for record in recorded.resources {
                for dependency in record.dependencies { dependants[dependency, default: []].append(record.address) }
            }
            recordedDependants = dependants
            self.recorded = recorded
            self.catalog = catalog
        }

        mutating func linked(_ step: Step) -> Step {
            var step = step
            step.waitsFor = Set(waits(of: step)).subtracting([step.id]).sorted()
            return step
        }

        private func waits(of step: Step) -> [Step.ID] {
            switch step.action {
            case .create, .update, .adopt, .move, .updateLifecycle, .resume(.creating), .resume(.updating),
                .resume(.ready), .refuse:
                makers(of: step.desired?.dependencies ?? [])
            case .replace:
                makers(of: step.desired?.dependencies ?? [])
                    + (createsFirst(step) ? [] : [Step.ID(step.address, isDeletionOfReplaced: true)])
            case .deleteReplaced:
                createsFirst(step)
                    ? [Step.ID(step.address)] + users(of: step.address, includingUpdates: true)
                    : users(of: step.address, includingUpdates: false)
            case .delete, .forget, .resume(.deleting):
                users(of: step.address, includingUpdates: true)
            }
        }

        private func createsFirst(_ step: Step) -> Bool {
            catalog[step.address.kind]?.replacement == .createFirst
        }

        /// The steps that bring the given objects to what is wanted.
        private func makers(of addresses: [Address]) -> [Step.ID] {
            addresses.flatMap { planned[$0] ?? [] }.filter { !$0.destroys && $0.action != .forget }.map(\.id)
        }

        /// The steps that end the use of an object by those built upon it.
        private func users(of address: Address, includingUpdates: Bool) -> [Step.ID] {
            (recordedDependants[address] ?? []).flatMap { planned[$0] ?? [] }
                .filter { step in
                    switch step.action {
                    case .delete, .deleteReplaced, .resume(.deleting): true
                    case .update, .resume: includingUpdates
                    case .create, .replace, .adopt, .move, .forget, .updateLifecycle, .refuse: false
                    }
                }
                .map(\.id)
        }
    }
}
