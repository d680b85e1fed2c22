import HeapModule

/// Puts things after what they depend on, ties in their natural order.
enum TopologicalOrder {
    /// Sorts `nodes`; dependencies outside them do not count. Nodes on a cycle come last, in their natural order.
    static func sort<Node: Hashable & Comparable>(_ nodes: [Node], dependencies: (Node) -> [Node]) -> [Node] {
        let all = Set(nodes)
        var dependants: [Node: [Node]] = [:]
        var open: [Node: Int] = [:]
        for node in all {
            let needed = Set(dependencies(node)).intersection(all).subtracting([node])
            open[node] = needed.count
            for dependency in needed { dependants[dependency, default: []].append(node) }
        }
        var ready = Heap(open.filter { $0.value == 0 }.keys)
        var order: [Node] = []
        order.reserveCapacity(all.count)
        while let node = ready.popMin() {
            order.append(node)
            for dependant in dependants[node] ?? [] {
                let left = (open[dependant] ?? 0) - 1
                open[dependant] = left
                if left == 0 { ready.insert(dependant) }
            }
        }
        guard order.count < all.count else { return order }
        return order + all.subtracting(order).sorted()
    }
}
