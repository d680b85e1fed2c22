import Model

/// Objects that name each other in a circle, such as two groups that let each other in, cannot all do so by name: which
/// would come first? The reference that closes a circle is written as an id.
enum DraftCycles {
    /// - Parameter drafts: sorted by address, so that the same circles are broken at the same places.
    static func broken(_ drafts: [ManifestDraft]) -> [ManifestDraft] {
        let numbers = Dictionary(uniqueKeysWithValues: drafts.enumerated().map { ($1.address, $0) })
        var drafts = drafts
        let edges = drafts.map { draft in draft.resource.dependencies.compactMap { numbers[$0] } }
        for (source, target) in closing(edges) {
            guard case .id(let id)? = drafts[target].resource.adoption else { continue }
            let address = drafts[target].address
            drafts[source].resource.attributes = drafts[source].resource.attributes.mapValues {
                $0.resolving { $0.address == address ? .string(id) : nil }
            }
        }
        return drafts
    }

    /// The edges that lead back to a node which the way here has passed.
    private static func closing(_ edges: [[Int]]) -> [(source: Int, target: Int)] {
        var found: [(source: Int, target: Int)] = []
        var isDone = [Bool](repeating: false, count: edges.count)
        var isOpen = [Bool](repeating: false, count: edges.count)
        for root in edges.indices where !isDone[root] {
            // A stack of our own: chains may be as long as an account is large.
            var way: [(node: Int, next: Int)] = [(root, 0)]
            isOpen[root] = true
            while let (node, next) = way.last {
                guard next < edges[node].count else {
                    isOpen[node] = false
                    isDone[node] = true
                    way.removeLast()
                    continue
                }
                way[way.count - 1].next += 1
                let target = edges[node][next]
                if isOpen[target] {
                    found.append((node, target))
                } else if !isDone[target] {
                    isOpen[target] = true
                    way.append((target, 0))
                }
            }
        }
        return found
    }
}
