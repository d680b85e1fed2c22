import Model

/// Lets the objects of a series go out of service a few at a time.
///
/// The objects of one document that have a rollout and are replaced, or changed in a way that takes them out of service,
/// are done in batches. A batch begins when the one before it has ended: its objects are changed, those that refer to
/// them have turned to their new forms, and they serve again. An object that refers to several of them, such as a target
/// group, turns to each batch in a part of its own.
struct RolloutOrder {
    private var steps: [Step]
    private let catalog: KindCatalog
    private let totals: [String: Int]

    /// - Parameter totals: how many objects each series has, changed or not.
    static func ordered(_ steps: [Step], catalog: KindCatalog, totals: [String: Int]) -> [Step] {
        let series = Dictionary(grouping: steps.compactMap(Member.init), by: \.rollout.series)
        guard !series.isEmpty else { return steps }
        var order = RolloutOrder(steps: steps, catalog: catalog, totals: totals)
        for name in series.keys.sorted() { order.link(series[name] ?? [], of: totals[name] ?? 0) }
        let knot = TopologicalOrder.knot(order.steps.map(\.id), of: order.steps)
        return knot.isEmpty ? order.steps : refused(steps, series, knot)
    }

    /// An object of a series whose change takes it out of service.
    private struct Member {
        let address: Address
        let rollout: Rollout
        let step: Step

        /// Nil for a step that leaves its object in service, or has no rollout.
        init?(_ step: Step) {
            guard let rollout = step.desired?.rollout, !step.isPartial else { return nil }
            switch step.action {
            case .replace: break
            case .update where step.disruption >= .restart: break
            // What an earlier run began may be out of service already, whatever is still to be changed.
            case .resume(.updating), .resume(.creating): break
            case .create, .update, .deleteReplaced, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse:
                return nil
            }
            address = step.address
            self.rollout = rollout
            self.step = step
        }

        var isReplaced: Bool { step.action == .replace }

        /// The step that a batch begins with.
        var first: Step.ID {
            isReplaced && !step.createsFirst ? Step.ID(address, isDeletionOfReplaced: true) : step.id
        }

        /// The step that ends the object's own change.
        var last: Step.ID {
            isReplaced && step.createsFirst ? Step.ID(address, isDeletionOfReplaced: true) : step.id
        }
    }

    // MARK: Batches

    private mutating func link(_ members: [Member], of total: Int) {
        guard let rollout = members.first?.rollout else { return }
        let batches = batches(members, of: rollout.maxUnavailable.of(max(total, members.count)))
        let turns = turns(to: members, batches)
        for (index, batch) in batches.enumerated() {
            let isLast = index == batches.count - 1
            let turned = turns.map { $0[index] }
            if index > 0 {
                let ends = batches[index - 1].map(\.last) + turns.map { $0[index - 1] }.filter(isPlanned)
                for member in batch { add(ends, to: member.first) }
            }
            let checked = rollout.waitsUntilHealthy ? batch.map(\.address).sorted() : []
            let replaced = batch.filter(\.isReplaced).map(\.address)
            for id in turned.filter(isPlanned) {
                let mine = Set(replaced).intersection(checked).sorted()
                add(Step.Checkpoint(healthy: mine), to: id)
            }
            for member in batch {
                let isSeenThere = member.isReplaced && turned.contains(where: isPlanned)
                let health = isSeenThere || !checked.contains(member.address) ? [] : [member.address]
                // A new object is healthy before the old one goes.
                add(Step.Checkpoint(healthy: health), to: member.step.id)
                add(Step.Checkpoint(pause: isLast ? 0 : rollout.pause), to: member.last)
            }
        }
    }

    /// The members in the order of their change: what an earlier run began first, and each after those it refers to.
    private func batches(_ members: [Member], of size: Int) -> [[Member]] {
        let byAddress = Dictionary(members.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        let sorted = TopologicalOrder.sort(members.map(\.address)) { byAddress[$0]?.step.desired?.dependencies ?? [] }
            .compactMap { byAddress[$0] }
        let begun = sorted.filter { $0.step.isContinued }
        let all = begun + sorted.filter { !$0.step.isContinued }
        return stride(from: 0, to: all.count, by: size).map { Array(all[$0..<min($0 + size, all.count)]) }
    }

    private func isPlanned(_ id: Step.ID) -> Bool { steps.contains { $0.id == id } }

    private mutating func add(_ ids: [Step.ID], to id: Step.ID) {
        guard let index = steps.firstIndex(where: { $0.id == id }) else { return }
        steps[index].waitsFor = Set(steps[index].waitsFor + ids).subtracting([id]).sorted()
    }

    private mutating func add(_ checkpoint: Step.Checkpoint, to id: Step.ID) {
        guard !checkpoint.healthy.isEmpty || checkpoint.pause > 0,
            let index = steps.firstIndex(where: { $0.id == id })
        else { return }
        var whole = steps[index].checkpoint ?? Step.Checkpoint()
        whole.healthy = Set(whole.healthy + checkpoint.healthy).sorted()
        whole.pause = max(whole.pause, checkpoint.pause)
        steps[index].checkpoint = whole
        steps[index].seconds += checkpoint.pause
    }

    // MARK: Objects that refer to several of a series

    /// For each object that refers to replaced members by a list, the steps in which it turns to each batch.
    private mutating func turns(to members: [Member], _ batches: [[Member]]) -> [[Step.ID]] {
        let replaced = Set(members.filter(\.isReplaced).map(\.address))
        guard !replaced.isEmpty else { return [] }
        let users = steps.filter { step in
            step.changesInPlace && !step.isPartial && step.changes.contains { refers($0, to: replaced) }
        }
        return users.map { split($0, batches) }
    }

    private func refers(_ change: FieldChange, to objects: Set<Address>) -> Bool {
        (change.after?.elements ?? []).contains { $0.target.map(objects.contains) ?? false }
    }

    /// Makes parts of one step, all but the last new: each has the new forms of one more batch, and the old ones of those
    /// that are still to come.
    private mutating func split(_ whole: Step, _ batches: [[Member]]) -> [Step.ID] {
        guard batches.count > 1, let index = steps.firstIndex(where: { $0.id == whole.id }), var desired = whole.desired
        else { return batches.map { _ in whole.id } }
        let all = Set(batches.joined().map(\.address))
        let turning = whole.changes.filter { refers($0, to: all) }
        // All else is changed by the last part, and until then stays as it is.
        for change in whole.changes where !turning.contains(change) {
            desired.attributes[change.path.field] = change.before
        }
        var parts: [Step] = []
        var ids: [Step.ID] = []
        var previous = turning
        for (number, batch) in batches.enumerated() {
            guard number < batches.count - 1 else {
                ids.append(whole.id)
                continue
            }
            let coming = batches[(number + 1)...].joined().filter(\.isReplaced)
            let old = Dictionary(
                coming.map { ($0.address, $0.step.objectID ?? "") }, uniquingKeysWith: { one, _ in one })
            var part = Step(
                whole.address, .update, because: .rollsOut(batch.map(\.address)), disruption: whole.disruption,
                calls: whole.calls, seconds: whole.seconds, timeout: whole.timeout, objectID: whole.objectID,
                desired: desired, liveDigest: whole.liveDigest)
            part.part = number + 1
            part.changes = turning.enumerated().compactMap { position, change in
                let after = change.after?.keeping(old)
                part.desired?.attributes[change.path.field] = whole.desired?.attributes[change.path.field]?.keeping(old)
                return turn(
                    change, from: number == 0 ? change.before : previous[position].after, to: after, whole.address)
            }
            previous = turning.enumerated().map { position, change in
                var done = change
                done.after = change.after?.keeping(old)
                return done
            }
            let named = Set(part.desired?.dependencies ?? [])
            part.waitsFor = (whole.waitsFor.filter { named.contains($0.address) } + (ids.last.map { [$0] } ?? []))
                .sorted()
            parts.append(part)
            ids.append(part.id)
        }
        finish(index, with: ids, after: previous, turning)
        move(batches, from: whole.id, to: ids)
        steps.insert(contentsOf: parts, at: index)
        return ids
    }

    private func turn(_ change: FieldChange, from before: Value?, to after: Value?, _ address: Address) -> FieldChange?
    {
        guard before != after else { return nil }
        var part = change
        (part.before, part.after) = (before, after)
        guard let type = catalog[address.kind]?.field(change.path.field)?.type else { return part }
        part.inside = Difference(path: change.path, before: before, after: after, type: type).parts.map { piece in
            var inner = part
            inner.inside = []
            (inner.path, inner.before, inner.after) = (piece.path, piece.before, piece.after)
            return inner
        }
        return part
    }

    /// What is left for the last part.
    private mutating func finish(
        _ index: Int, with ids: [Step.ID], after previous: [FieldChange], _ turning: [FieldChange]
    ) {
        let address = steps[index].address
        steps[index].changes = steps[index].changes.map { change in
            guard let position = turning.firstIndex(of: change) else { return change }
            return turn(change, from: previous[position].after, to: change.after, address) ?? change
        }
        let earlier = ids.dropLast().last.map { [$0] } ?? []
        steps[index].waitsFor = Set(steps[index].waitsFor + earlier).sorted()
    }

    /// An old object goes when those that refer to it have turned to its new form, not to all new forms.
    private mutating func move(_ batches: [[Member]], from whole: Step.ID, to ids: [Step.ID]) {
        for (batch, id) in zip(batches, ids) {
            let old = Set(batch.map { Step.ID($0.address, isDeletionOfReplaced: true) })
            for index in steps.indices where old.contains(steps[index].id) {
                guard steps[index].waitsFor.contains(whole) else { continue }
                steps[index].waitsFor = Set(steps[index].waitsFor).subtracting([whole]).union([id]).sorted()
            }
        }
    }

    // MARK: What cannot be ordered

    /// The steps as they were, those refused whose rollout would wait for itself.
    private static func refused(_ steps: [Step], _ series: [String: [Member]], _ knot: Set<Step.ID>) -> [Step] {
        let tied = series.values.filter { $0.contains { knot.contains($0.first) || knot.contains($0.last) } }
        let members = Dictionary(
            (tied.isEmpty ? Array(series.values) : tied).joined().map { ($0.address, $0) },
            uniquingKeysWith: { first, _ in first })
        return steps.compactMap { step in
            guard let member = members[step.address] else { return step }
            guard step.action != .deleteReplaced else { return nil }
            return steps.refusal(
                of: step,
                because: "its rollout (\(member.rollout.series)) cannot be ordered: objects in it depend on each other",
                advice: "remove rollout from the document, or change these objects one after the other with --target")
        }
    }
}

extension Step {
    /// Whether an earlier run began it.
    fileprivate var isContinued: Bool {
        if case .resume = action { return true }
        return false
    }
}

extension Value {
    /// The object that a reference names.
    fileprivate var target: Address? {
        guard case .reference(let reference) = self, reference.attribute == nil else { return nil }
        return reference.address
    }

    /// The list with these objects by the ids of their old forms.
    fileprivate func keeping(_ old: [Address: String]) -> Value {
        guard case .list(let elements) = self else { return self }
        return .list(
            elements.map { element in
                element.target.flatMap { old[$0] }.map(Value.string) ?? element
            })
    }
}
