import Model

/// Which steps wait for which, and an order in which they can be done.
enum StepOrder {
    /// The steps sorted, each with the steps it waits for.
    /// - Parameter series: the objects of each series that has a rollout.
    static func ordered(
        _ steps: [Step], recorded: Recorded, catalog: KindCatalog, handovers: [Handover] = [],
        series: [String: [Address]] = [:]
    ) -> [Step] {
        let graph = Graph(steps, recorded: recorded, catalog: catalog)
        let linked = RolloutOrder.ordered(
            HandoverOrder.ordered(relaxed(steps.map { graph.linked($0) }), handovers), catalog: catalog, series: series)
        let byID = Dictionary(linked.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return TopologicalOrder.sort(linked.map(\.id)) { byID[$0]?.waitsFor ?? [] }.compactMap { byID[$0] }
    }

    /// Opens circles: a deletion that waits for an update, which in turn waits for it, goes ahead. (An object is removed
    /// and its user turns to one that can only come when the removed one is gone.)
    private static func relaxed(_ steps: [Step]) -> [Step] {
        let stuck = TopologicalOrder.knot(steps.map(\.id), of: steps)
        guard !stuck.isEmpty else { return steps }
        let updates = Set(steps.filter { stuck.contains($0.id) && $0.changesInPlace }.map(\.id))
        return steps.map { step in
            guard step.destroys, stuck.contains(step.id) else { return step }
            var step = step
            step.waitsFor.removeAll(where: updates.contains)
            return step
        }
    }

    private struct Graph {
        private let planned: [Address: [Step]]
        private let recordedDependants: [Address: [Address]]
        /// What objects were made of at a moment and do not rest on.
        private let origins: [Address: Set<Address>]
        /// Replaced objects whose new form comes before the old one goes.
        private var createdFirst: Set<Address> = []
        /// Deletions that make room for something new.
        private var succeeded: Set<Step.ID> = []
        private var restingOnDeletion: Set<Address> = []

        init(_ steps: [Step], recorded: Recorded, catalog: KindCatalog) {
            planned = Dictionary(grouping: steps, by: \.address)
            var dependants: [Address: [Address]] = [:]
            for record in recorded.resources {
                for used in record.dependencies { dependants[used, default: []].append(record.address) }
            }
            recordedDependants = dependants
            origins = Dictionary(
                uniqueKeysWithValues: recorded.resources.map {
                    ($0.address, catalog[$0.address.kind]?.origins(of: $0) ?? [])
                })
            let replacements = steps.filter { $0.action == .replace }
            let replaced = Set(replacements.map(\.address))
            createdFirst = Set(
                replacements.filter {
                    catalog[$0.address.kind]?.life.replacement == .createFirst || $0.createsFirst
                }.map(\.address))
            // An object whose place another takes goes first as well.
            deleteFirstUpon(replaced.subtracting(createdFirst).union(steps.flatMap(\.succeeds).map(\.address)))
            restingOnDeletion = findRestingOnDeletion()
            succeeded = Set(steps.flatMap(\.succeeds))
        }

        /// What rests on an object that has to go first has to go before it.
        private mutating func deleteFirstUpon(_ deletedFirst: Set<Address>) {
            var open = Array(deletedFirst)
            while let address = open.popLast() {
                for user in recordedDependants[address] ?? [] where createdFirst.remove(user) != nil {
                    open.append(user)
                }
            }
        }

        func linked(_ step: Step) -> Step {
            var step = step
            // What goes waits only for what goes or stays, never for the new form of it: that may rest on what goes here.
            let followed = step.follows.flatMap { planned[$0] ?? [] }
                .filter { !step.destroys || $0.destroys || $0.changesInPlace }.map(\.id)
            step.replacementOrder = order(of: step)
            step.waitsFor = Set(waits(of: step) + followed + room(for: step)).subtracting([step.id]).sorted()
            return step
        }

        /// The steps that make room for a new object, as far as they are among those that are done.
        private func room(for step: Step) -> [Step.ID] {
            step.succeeds.filter { former in planned[former.address]?.contains { $0.id == former } ?? false }
        }

        private func waits(of step: Step) -> [Step.ID] {
            switch step.action {
            case .refuse:
                []
            case .create, .update, .adopt, .move, .updateLifecycle, .resume(.creating), .resume(.updating),
                .resume(.ready):
                makers(of: step.desired?.dependencies ?? [])
            case .replace:
                makers(of: step.desired?.dependencies ?? [])
                    + (createsFirst(step) ? [] : [Step.ID(step.address, isDeletionOfReplaced: true)])
            case .deleteReplaced:
                createsFirst(step)
                    ? [Step.ID(step.address)] + users(of: step, includingUpdates: true)
                    : users(of: step, includingUpdates: false) + groundwork(for: step.address)
            case .delete, .forget, .resume(.deleting):
                users(of: step, includingUpdates: true) + newForm(of: step)
            }
        }

        /// What a dead run's replacement was to put in the place of an object that is kept beside its address: the old one
        /// goes only when the new one is there, unless it has to make room.
        private func newForm(of step: Step) -> [Step.ID] {
            guard let address = step.address.successor, !succeeded.contains(step.id) else { return [] }
            return (planned[address] ?? []).filter { $0.action == .create || $0.action == .replace }.map(\.id)
        }

        private func order(of step: Step) -> Kind.Replacement? {
            switch step.action {
            case .replace, .deleteReplaced: createsFirst(step) ? .createFirst : .deleteFirst
            case .create, .update, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: nil
            }
        }

        private func createsFirst(_ step: Step) -> Bool { createdFirst.contains(step.address) }

        /// What a new object rests on, where that can be there before the old one goes: nothing is deleted for a
        /// replacement that then cannot be made.
        private func groundwork(for address: Address) -> [Step.ID] {
            let new = planned[address]?.first { $0.action == .replace }
            return makers(of: (new?.desired?.dependencies ?? []).filter { !restingOnDeletion.contains($0) })
        }

        /// Objects that are deleted before they are made anew, or take the place of one that is deleted, and all planned
        /// objects that rest on one: they wait for the users of what is deleted.
        private func findRestingOnDeletion() -> Set<Address> {
            var users: [Address: [Address]] = [:]
            for (address, steps) in planned {
                for used in Set(steps.compactMap(\.desired).flatMap(\.dependencies)) {
                    users[used, default: []].append(address)
                }
            }
            var open = planned.filter { address, steps in
                steps.contains { $0.action == .replace && !createdFirst.contains(address) || !room(for: $0).isEmpty }
            }.map(\.key)
            var found = Set(open)
            while let address = open.popLast() {
                for user in users[address] ?? [] where found.insert(user).inserted { open.append(user) }
            }
            return found
        }

        /// The steps that bring the given objects to what is wanted.
        private func makers(of addresses: [Address]) -> [Step.ID] {
            addresses.flatMap { planned[$0] ?? [] }.filter { !$0.destroys && $0.action != .forget }.map(\.id)
        }

        /// The steps that end the use of an object by those built upon it.
        ///
        /// A run that died while it replaced an object leaves the old one under an address of its own, and its users
        /// recorded as built upon either: they had begun to turn to the new one, or had not.
        private func users(of step: Step, includingUpdates: Bool) -> [Step.ID] {
            // Rows written since the replacement began name the new object; they may still be built upon the old one.
            let successor = step.action == .resume(.deleting) ? step.address.successor : nil
            let dependants = [step.address, successor].compactMap { $0 }.flatMap { recordedDependants[$0] ?? [] }
            return dependants.flatMap { planned[$0] ?? [] }
                .filter { user in
                    switch user.action {
                    case .delete, .deleteReplaced, .resume(.deleting): true
                    // A refused step leaves its object as it is, still resting on this one.
                    case .refuse: !(origins[user.address]?.contains(step.address) ?? false)
                    case .update, .resume: includingUpdates
                    case .create, .replace, .adopt, .move, .forget, .updateLifecycle: false
                    }
                }
                .map(\.id)
        }
    }
}

extension Step {
    /// Whether it changes an object that stays.
    var changesInPlace: Bool {
        switch action {
        case .update, .resume(.creating), .resume(.updating), .resume(.ready): true
        case .create, .replace, .deleteReplaced, .delete, .adopt, .move, .forget, .resume(.deleting), .updateLifecycle,
            .refuse:
            false
        }
    }
}
