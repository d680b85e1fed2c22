import Model

/// Finds objects that wait for each other in a circle, or for themselves, and tells every circle once and whole.
struct Cycles {
    let findings: Findings
    private let addresses: [Address]
    private let edges: [[(target: Int, place: Place)]]
    /// Where objects name themselves that cannot exist before they are named.
    private let loops: [(address: Address, place: Place)]

    init(_ edges: [(source: Address, edges: [FieldChecker.Edge])], findings: Findings) {
        self.findings = findings
        addresses = edges.map(\.source)
        let indices = Dictionary(
            addresses.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        self.edges = edges.map { address, named in
            named.compactMap { edge in
                guard edge.target != address, let target = indices[edge.target] else { return nil }
                return (target, edge.place)
            }
        }
        loops = edges.flatMap { address, named in
            named.filter { $0.target == address && !$0.mayBeItself }.map { (address: address, place: $0.place) }
        }
    }

    func report() {
        for (address, place) in loops {
            findings.error(
                .cycle, "dependency cycle: \(address) refers to itself", at: place,
                help: "remove the reference, or name another object")
        }
        for group in knots() {
            let members = Set(group)
            guard let start = group.min(), let circle = circle(from: start, within: members) else { continue }
            report(circle)
        }
    }

    private func report(_ circle: [Int]) {
        let names = (circle + circle.prefix(1)).map { addresses[$0].description }
        var places: [Place] = []
        for (index, one) in circle.enumerated() {
            let next = circle[(index + 1) % circle.count]
            if let edge = edges[one].first(where: { $0.target == next }) { places.append(edge.place) }
        }
        let notes = zip(zip(names, names.dropFirst()), places).map { "\($0.0) depends on \($0.1) at \($1)" }
        findings.error(
            .cycle, "dependency cycle: \(names.joined(separator: " → "))", at: places.first,
            notes: notes,
            help: "remove one of these references; if both need the same thing, make it an object of its own")
    }

    /// The shortest way from `start` back to it.
    private func circle(from start: Int, within members: Set<Int>) -> [Int]? {
        var cameFrom: [Int: Int] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            for edge in edges[node] where members.contains(edge.target) {
                if edge.target == start { return path(to: node, from: start, cameFrom) }
                if cameFrom[edge.target] == nil {
                    cameFrom[edge.target] = node
                    queue.append(edge.target)
                }
            }
        }
        return nil
    }

    private func path(to end: Int, from start: Int, _ cameFrom: [Int: Int]) -> [Int] {
        var path = [end]
        while let last = path.last, last != start, let previous = cameFrom[last] { path.append(previous) }
        return path.reversed()
    }

    /// Groups of objects that reach each other: Tarjan's strongly connected components, without recursion, since a
    /// chain of objects may be as long as the workspace.
    private func knots() -> [[Int]] {
        var search = KnotSearch(count: addresses.count)
        for root in addresses.indices where search.order[root] == nil {
            search.visit(root)
            while let frame = search.frames.last {
                if frame.nextEdge < edges[frame.node].count {
                    search.follow(edges[frame.node][frame.nextEdge].target)
                } else {
                    search.leave()
                }
            }
        }
        return search.knots
    }
}

/// The state of the search for strongly connected components.
private struct KnotSearch {
    struct Frame {
        var node: Int
        var nextEdge = 0
    }

    var order: [Int?]
    var frames: [Frame] = []
    var knots: [[Int]] = []
    private var lowest: [Int]
    private var stack: [Int] = []
    private var isOnStack: [Bool]
    private var count = 0

    init(count: Int) {
        order = Array(repeating: nil, count: count)
        lowest = Array(repeating: 0, count: count)
        isOnStack = Array(repeating: false, count: count)
    }

    mutating func visit(_ node: Int) {
        order[node] = count
        lowest[node] = count
        count += 1
        stack.append(node)
        isOnStack[node] = true
        frames.append(Frame(node: node))
    }

    mutating func follow(_ target: Int) {
        frames[frames.count - 1].nextEdge += 1
        let node = frames[frames.count - 1].node
        guard let seen = order[target] else { return visit(target) }
        if isOnStack[target] { lowest[node] = min(lowest[node], seen) }
    }

    mutating func leave() {
        let node = frames.removeLast().node
        if let parent = frames.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
        guard lowest[node] == order[node] else { return }
        var knot: [Int] = []
        while let top = stack.popLast() {
            isOnStack[top] = false
            knot.append(top)
            if top == node { break }
        }
        if knot.count > 1 { knots.append(knot) }
    }
}
