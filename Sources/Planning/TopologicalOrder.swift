import HeapModule
import Model

/// Puts things after what they depend on, ties in their natural order.
enum TopologicalOrder {
    /// Sorts `nodes`; dependencies outside them do not count. Nodes on a cycle come last, in their natural order.
    static func sort<Node: Hashable & Comparable>(_ nodes: [Node], dependencies: (Node) -> [Node]) -> [Node] {
        let (order, rest) = peel(nodes, dependencies: dependencies)
        return order + rest
    }

    /// The steps on circles, and those between two circles.
    static func knot(_ ids: [Step.ID], of steps: [Step]) -> Set<Step.ID> {
        let needs = Dictionary(steps.map { ($0.id, $0.waitsFor) }, uniquingKeysWith: { first, _ in first })
        let rest = peel(ids) { needs[$0] ?? [] }.rest
        guard !rest.isEmpty else { return [] }
        var users: [Step.ID: [Step.ID]] = [:]
        for id in rest { for needed in needs[id] ?? [] { users[needed, default: []].append(id) } }
        return Set(peel(rest) { users[$0] ?? [] }.rest)
    }

    /// Nodes that can be put in order, in order, and the rest: those on a cycle, and those that depend on one.
    static func peel<Node: Hashable & Comparable>(
        _ nodes: [Node], dependencies: (Node) -> [Node]
    ) -> (order: [Node], rest: [Node]) {
        // Names are compared once, to number them; all else goes by number.
        let sorted = Set(nodes).sorted()
        let number = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        var dependants = [[Int]](repeating: [], count: sorted.count)
        var open = [Int](repeating: 0, count: sorted.count)
        for (index, node) in sorted.enumerated() {
            let needed = Set(dependencies(node).compactMap { number[$0] }).subtracting([index])
            open[index] = needed.count
            for dependency in needed { dependants[dependency].append(index) }
        }
        var ready = Heap(open.indices.filter { open[$0] == 0 })
        var order: [Node] = []
        order.reserveCapacity(sorted.count)
        while let index = ready.popMin() {
            order.append(sorted[index])
            for dependant in dependants[index] {
                open[dependant] -= 1
                if open[dependant] == 0 { ready.insert(dependant) }
            }
        }
        return (order, open.indices.filter { open[$0] > 0 }.map { sorted[$0] })
    }
}
