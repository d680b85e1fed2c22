import Model

/// Lets the objects of a series go out of service a few at a time.
///
/// The objects of one document that have a rollout and are replaced, or changed in a way that takes them out of service,
/// are done in batches. A batch begins when the one before it has ended: its objects are changed, those that refer to
/// them have turned to their new forms, and they serve again. An object that refers to several of them, such as a target
/// group, turns to each batch in a part of its own.
struct RolloutOrder {
    private var steps: [Step]
    /// Where each step is among them.
    private var places: [Step.ID: Int]
    private let catalog: KindCatalog
    /// The old ids of replaced members of series that are not in order yet.
    private var later: [Address: String]
    /// How many parts an object's update has by now, besides the last.
    private var parts: [Address: Int] = [:]

    /// - Parameter series: the objects of each series, changed or not; sorted.
    static func ordered(_ steps: [Step], catalog: KindCatalog, series: [String: [Address]]) -> [Step] {
        let members = Dictionary(grouping: steps.compactMap(Member.init), by: \.rollout.series)
        guard !members.isEmpty else { return steps }
        let replaced = members.values.joined().filter(\.isReplaced)
        var order = RolloutOrder(
            steps: steps,
            places: Dictionary(zip(steps.map(\.id), steps.indices), uniquingKeysWith: { first, _ in first }),
            catalog: catalog,
            later: Dictionary(replaced.map { ($0.address, $0.oldID) }, uniquingKeysWith: { first, _ in first }))
        for name in members.keys.sorted() { order.link(members[name] ?? [], of: series[name] ?? []) }
        let knot = TopologicalOrder.knot(order.steps.map(\.id), of: order.steps)
        return knot.isEmpty ? order.steps : refused(steps, members, knot)
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

        /// Whether an earlier run began its change.
        var isBegun: Bool { if case .resume = step.action { true } else { false } }

        /// The id of its old form.
        var oldID: String { step.objectID ?? "" }

        /// The step that deletes its old form.
        var deletion: Step.ID { Step.ID(address, isDeletionOfReplaced: true) }

        /// The step that its change begins with.
        var first: Step.ID { isReplaced && !step.createsFirst ? deletion : step.id }

        /// The step that ends its own change.
        var last: Step.ID { isReplaced && step.createsFirst ? deletion : step.id }
    }

    // MARK: Batches

    private mutating func link(_ members: [Member], of series: [Address]) {
        guard let rollout = members.first?.rollout else { return }
        let batches = batches(members, of: rollout.maxUnavailable.of(max(series.count, members.count)))
        let turns = turns(to: batches)
        var ends: [Step.ID] = []
        for (index, batch) in batches.enumerated() {
            let turned = turns.compactMap { $0[index] }
            for member in batch { update(member.first) { $0.wait(for: ends) } }
            if rollout.waitsUntilHealthy {
                let turn = Step.Turn(series: series, batch: Set(batch.map(\.address)))
                // What an earlier run has left half done comes to health by going on only.
                for member in batch where !member.isBegun { update(member.first) { $0.turn = turn } }
                check(batch, turned)
            }
            if index < batches.count - 1, rollout.pause > 0 {
                for member in batch { update(member.last) { $0.pause(rollout.pause) } }
            }
            ends = batch.map(\.last) + turned
        }
    }

    /// The members in the order of their change: what an earlier run began first, and each after those it refers to.
    private func batches(_ members: [Member], of size: Int) -> [[Member]] {
        let byAddress = Dictionary(members.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        let sorted = TopologicalOrder.sort(members.map(\.address)) { byAddress[$0]?.step.desired?.dependencies ?? [] }
            .compactMap { byAddress[$0] }
        let all = sorted.filter(\.isBegun) + sorted.filter { !$0.isBegun }
        return all.batches(of: size)
    }

    /// New objects are healthy when those that refer to them have turned to them; others when they are changed.
    private mutating func check(_ batch: [Member], _ turned: [Step.ID]) {
        var unseen = Set(batch.map(\.address))
        let replaced = Set(batch.filter(\.isReplaced).map(\.address))
        for id in turned {
            guard let place = places[id] else { continue }
            let named = steps[place].named.intersection(replaced)
            steps[place].check(named)
            unseen.subtract(named)
        }
        for member in batch where unseen.contains(member.address) {
            update(member.step.id) { $0.check([member.address]) }
        }
    }

    private mutating func update(_ id: Step.ID, _ change: (inout Step) -> Void) {
        if let place = places[id] { change(&steps[place]) }
    }

    // MARK: Objects that refer to several of a series

    /// For each object that refers to replaced members by a list, the steps in which it turns to each batch; nil for a batch
    /// that it does not name.
    private mutating func turns(to batches: [[Member]]) -> [[Step.ID?]] {
        let replaced = Series(batches)
        guard !replaced.isEmpty else { return [] }
        let users = steps.filter { step in
            step.changesInPlace && !step.isPartial && step.changes.contains { !replaced.named(after: $0).isEmpty }
        }
        let turns = users.map { split($0, batches, replaced) }
        for address in replaced.batches.keys { later[address] = nil }
        return turns
    }

    /// The replaced members of a series.
    private struct Series {
        /// In which batch each is, by its address and by the id of its old form.
        private(set) var batches: [Address: Int] = [:]
        private var oldBatches: [String: Int] = [:]

        init(_ batches: [[Member]]) {
            for (number, batch) in batches.enumerated() {
                for member in batch where member.isReplaced {
                    self.batches[member.address] = number
                    oldBatches[member.oldID] = number
                }
            }
        }

        var isEmpty: Bool { batches.isEmpty }

        /// The batches with members whose new forms the change names.
        func named(after change: FieldChange) -> Set<Int> {
            Set((change.after?.elements ?? []).compactMap { $0.target.flatMap { batches[$0] } })
        }

        /// The batches with members whose old forms the object names before the change.
        func named(before change: FieldChange) -> Set<Int> {
            Set((change.before?.elements ?? []).compactMap { $0.text.flatMap { oldBatches[$0] } })
        }
    }

    /// Makes parts of one step, all but the last new: each has the new forms of one more batch, and the old ones of those
    /// that are still to come.
    private mutating func split(_ whole: Step, _ batches: [[Member]], _ replaced: Series) -> [Step.ID?] {
        let changes = whole.changes.filter { !replaced.named(after: $0).isEmpty }
        let turning = Set(changes.map(\.path))
        let concerned = changes.map { replaced.named(after: $0).union(replaced.named(before: $0)) }
            .reduce(Set()) { $0.union($1) }.sorted()
        // Who has to turn to members of another series too ends there.
        let elsewhere = later.filter { replaced.batches[$0.key] == nil }
        let goesOn = whole.named.contains { elsewhere[$0] != nil }
        var turns = [Step.ID?](repeating: nil, count: batches.count)
        var rest = whole
        var old = later
        turnFromLeftovers(of: whole, &rest, turning: turning)
        var next = 0
        for batch in goesOn ? concerned : concerned.dropLast() {
            for member in batches[next...batch].joined() { old[member.address] = nil }
            next = batch + 1
            let number = parts[whole.address, default: 0] + 1
            let part = part(number, of: rest, turning: turning, to: batches[batch].map(\.address), keeping: old)
            // One that only drops members has dropped them all in its first part.
            append(part, before: &rest, turning: turning)
            turns[batch] = Step.ID(whole.address, part: parts[whole.address, default: 0])
        }
        rest.wait(for: [])
        update(whole.id) { $0 = rest }
        if !goesOn, let last = concerned.last { turns[last] = whole.id }
        // An old object goes when those that refer to it have turned to its new form, not to all new forms.
        for (batch, turn) in zip(batches, turns) {
            guard let turn else { continue }
            for member in batch { update(member.deletion) { $0.turn(from: whole.id, to: turn) } }
        }
        return turns
    }

    /// What a run that died has replaced goes when the object has turned from it, not when the rollout has ended: the step
    /// gets a part before all others, in which it turns to what is there already.
    private mutating func turnFromLeftovers(of whole: Step, _ rest: inout Step, turning: Set<FieldPath>) {
        let leftovers = steps.filter { step in
            step.action == .resume(.deleting) && step.address.successor != nil && step.waitsFor.contains(whole.id)
                && !whole.changes.contains { !turning.contains($0.path) && $0.before?.names(step.objectID) ?? false }
        }
        let used = leftovers.filter { leftover in
            whole.changes.contains { turning.contains($0.path) && $0.before?.names(leftover.objectID) ?? false }
        }
        if !used.isEmpty {
            let number = parts[whole.address, default: 0] + 1
            let new = used.compactMap(\.address.successor)
            append(part(number, of: rest, turning: turning, to: new, keeping: later), before: &rest, turning: turning)
        }
        let turn = Step.ID(whole.address, part: parts[whole.address, default: 0])
        let waiting = Set(used.map(\.id))
        for leftover in leftovers {
            update(leftover.id) { $0.turn(from: whole.id, to: waiting.contains(leftover.id) ? turn : nil) }
        }
    }

    /// Takes in a part, unless it changes nothing; what comes after it is left to the rest.
    private mutating func append(_ part: Step, before rest: inout Step, turning: Set<FieldPath>) {
        guard !part.changes.isEmpty else { return }
        parts[part.address] = part.part
        places[part.id] = steps.count
        steps.append(part)
        rest.waitsFor = rest.waitsFor.filter { !part.waitsFor.contains($0) } + [part.id]
        let whole = rest
        rest.changes = rest.changes.compactMap { change in
            guard turning.contains(change.path), let turn = part.changes.first(where: { $0.path == change.path })
            else { return change }
            return self.change(change, from: turn.after, to: change.after, of: whole)
        }
    }

    /// All else that the step changes is changed by its last part, and until then stays as it is.
    /// - Parameters:
    ///   - rest: what the parts before leave to do.
    ///   - turning: the paths at which it turns to new objects.
    ///   - old: the ids of objects whose new forms come later.
    private func part(
        _ number: Int, of rest: Step, turning: Set<FieldPath>, to new: [Address], keeping old: [Address: String]
    ) -> Step {
        var part = Step(
            rest.address, .update, because: .rollsOut(new), seconds: rest.seconds, timeout: rest.timeout,
            objectID: rest.objectID, desired: rest.desired, liveDigest: rest.liveDigest)
        part.part = number
        part.renamedFrom = rest.renamedFrom
        for change in rest.changes {
            let field = change.path.field
            guard turning.contains(change.path) else {
                part.desired?.attributes[field] = change.before
                continue
            }
            part.desired?.attributes[field] = rest.desired?.attributes[field]?.keeping(old)
            part.changes += [self.change(change, from: change.before, to: change.after?.keeping(old), of: rest)]
                .compactMap(\.self)
        }
        part.disruption = part.changes.map(\.disruption).max() ?? .none
        part.calls = catalog[rest.address.kind].map { $0.calls(for: part.changes, own: $0.ownCalls) } ?? []
        let named = part.named.union([rest.address])
        part.wait(for: rest.waitsFor.filter { named.contains($0.address) })
        return part
    }

    /// The same change between two other values; nil where these are the same.
    private func change(_ change: FieldChange, from before: Value?, to after: Value?, of step: Step) -> FieldChange? {
        guard before != after else { return nil }
        var other = change
        (other.before, other.after) = (before, after)
        guard let type = catalog[step.address.kind]?.field(change.path.field)?.type else { return other }
        other.inside = Difference(path: change.path, before: before, after: after, type: type).parts.map { piece in
            var inner = other
            inner.inside = []
            (inner.path, inner.before, inner.after) = (piece.path, piece.before, piece.after)
            return inner
        }
        return other
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
    /// The objects that the manifest refers to, be they many.
    fileprivate var named: Set<Address> {
        Set((desired?.attributes.values.flatMap(\.references) ?? []).compactMap(\.address))
    }

    fileprivate mutating func wait(for ids: [ID]) {
        waitsFor = Set(waitsFor + ids).subtracting([id]).sorted()
    }

    fileprivate mutating func turn(from whole: ID, to part: ID?) {
        guard waitsFor.contains(whole) else { return }
        waitsFor.removeAll { $0 == whole }
        wait(for: [part].compactMap(\.self))
    }

    fileprivate mutating func check(_ objects: Set<Address>) {
        let healthy = objects.union(checkpoint?.healthy ?? []).sorted()
        if !healthy.isEmpty { checkpoint = Checkpoint(healthy: healthy, pause: checkpoint?.pause ?? 0) }
    }

    fileprivate mutating func pause(_ length: Int) {
        checkpoint = Checkpoint(healthy: checkpoint?.healthy ?? [], pause: length)
        seconds += length
    }
}

extension Value {
    /// The object that a reference names.
    fileprivate var target: Address? {
        guard case .reference(let reference) = self, reference.attribute == nil else { return nil }
        return reference.address
    }

    /// Whether it is this id, or a list with it.
    fileprivate func names(_ id: String?) -> Bool {
        id.map { id in ([self] + elements).contains { $0.text == id } } ?? false
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
