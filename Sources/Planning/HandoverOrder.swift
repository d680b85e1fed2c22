import Model

/// That the object of one step takes what that of another gives up.
struct Handover: Hashable, Sendable {
    /// The step that gives it up.
    var from: Step.ID
    /// The step that takes it.
    let to: Step.ID
    /// Whether the cloud is known to refuse a second holder.
    let isCertain: Bool
    /// The changes by which it is given up for nothing; none when the object cannot be without.
    var release: [FieldChange]
}

/// Puts giving up before taking.
///
/// No step may begin that would find its place taken: it would wait for another step while it keeps that one from what
/// both change. Where objects take from each other in a circle, one of them gives up first and gets nothing for it until
/// the others have moved. Where none can be without, the swap is refused, if the cloud is known to refuse it, and else
/// left to chance.
struct HandoverOrder {
    fileprivate var steps: [Step]
    fileprivate var handovers: [Handover]

    static func ordered(_ steps: [Step], _ handovers: [Handover]) -> [Step] {
        let ids = Set(steps.map(\.id))
        let known = handovers.filter { ids.contains($0.from) && ids.contains($0.to) }
        guard !known.isEmpty else { return steps }
        var order = HandoverOrder(steps: steps, handovers: known)
        return order.settled()
    }

    private mutating func settled() -> [Step] {
        while true {
            let linked = linked(handovers)
            let knot = TopologicalOrder.knot(linked.map(\.id), of: linked)
            if knot.isEmpty { return linked }
            let circling = handovers.filter { knot.contains($0.from) && knot.contains($0.to) }
            if let giver = circling.filter({ !$0.release.isEmpty }).map(\.from).min() {
                split(giver, circling.filter { $0.from == giver })
            } else {
                refuse(circling.filter { $0.isCertain && isChange($0) })
                return self.linked(handovers.filter { !circling.contains($0) })
            }
        }
    }

    private func linked(_ handovers: [Handover]) -> [Step] {
        let givers = Dictionary(grouping: handovers, by: \.to)
        return steps.map { step in
            guard let mine = givers[step.id], !step.isRefused else { return step }
            var step = step
            step.waitsFor = Set(step.waitsFor + mine.map(\.from)).subtracting([step.id]).sorted()
            return step
        }
    }

    /// Makes two steps of one: the object gives up what it has, and gets what it is to have.
    private mutating func split(_ giver: Step.ID, _ circling: [Handover]) {
        guard let index = steps.firstIndex(where: { $0.id == giver }) else { return }
        let changes = Set(circling.flatMap(\.release)).sorted { $0.path < $1.path }
        let whole = steps[index]
        var first = Step(
            whole.address, .update, because: .makesWay(for: Set(circling.map(\.to.address)).sorted()),
            disruption: changes.map(\.disruption).max() ?? .none, changes: changes, seconds: whole.seconds / 2,
            timeout: whole.timeout, objectID: whole.objectID, liveDigest: whole.liveDigest)
        first.isRelease = true
        // Of the calls about an attachment the first takes it off.
        first.calls = Array(whole.calls.prefix(1))
        steps[index].calls.removeFirst(min(1, steps[index].calls.count))
        steps[index].seconds -= first.seconds
        steps[index].waitsFor = Set(whole.waitsFor + [first.id]).sorted()
        steps.insert(first, at: index)
        for index in handovers.indices where handovers[index].from == giver {
            if Set(handovers[index].release).isSubset(of: changes), !handovers[index].release.isEmpty {
                handovers[index].from = first.id
            }
            handovers[index].release = []
        }
    }

    /// Whether both objects stay, and one takes what the other has: a swap that no order helps.
    private func isChange(_ handover: Handover) -> Bool {
        [handover.from, handover.to].allSatisfy { id in steps.first { $0.id == id }?.changesInPlace ?? false }
    }

    private mutating func refuse(_ circling: [Handover]) {
        for handover in circling {
            guard let index = steps.firstIndex(where: { $0.id == handover.to }), !steps[index].isRefused else {
                continue
            }
            steps[index] = steps[index].refused(
                because:
                    "it needs a value that \(handover.from.address) can only release together with getting a new one",
                advice: "apply in two steps: give one of them a temporary value first, then the final one")
        }
    }
}
