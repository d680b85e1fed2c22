import Model

/// The paths of every API, taken apart once.
struct PathsByAPI {
    private var trees: [Address: PathTree] = [:]
    private var entries: [Address: (api: Address, entry: PathTree.Entry)] = [:]

    init(_ scene: LintRule.Scene) {
        for resource in scene.all("Resource") {
            guard let api = scene.api(of: resource), let text = resource.attributes.text("path") else { continue }
            let entry = PathTree.Entry(object: resource, text: text, path: GatewayPath(text))
            trees[api.address, default: PathTree()].insert(entry)
            entries[resource.address] = (api.address, entry)
        }
    }

    /// A resource, and all paths of its API; nil when one of the two is open.
    func around(_ resource: DesiredResource) -> (own: PathTree.Entry, siblings: PathTree)? {
        guard let (api, own) = entries[resource.address], let tree = trees[api] else { return nil }
        return (own, tree)
    }
}

/// The paths of one API, by their segments: to find those that meet a path, most of the others need no look.
struct PathTree {
    struct Entry {
        var object: DesiredResource
        var text: String
        var path: GatewayPath
    }

    /// Of paths with the same segments, the first in the order of blame.
    private var firsts: [[GatewayPath.Segment]: Entry] = [:]
    private var root = Node()

    mutating func insert(_ entry: Entry) {
        let segments = entry.path.segments
        let isFirst = firsts[segments].map { entry.object.precedes($0.object) } ?? true
        if isFirst { firsts[segments] = entry }
        root.insert(entry, at: segments[...])
    }

    /// The first path, in the order of blame, that differs from `path` by the names of variables only; maybe itself.
    func first(like path: GatewayPath) -> Entry? { firsts[path.segments] }

    /// Every path that some request fits which fits `path` too, that one included, in no order.
    func meeting(_ path: GatewayPath) -> [Entry] {
        var found: [Entry] = []
        root.collect(meeting: path.segments[...], into: &found)
        return found
    }

    private struct Node {
        /// Paths that end here.
        private var ends: [Entry] = []
        /// Paths that take everything from here on.
        private var greedy: [Entry] = []
        private var words: [Substring: Node] = [:]
        /// Where a variable leads; one or none.
        private var variable: [Node] = []

        mutating func insert(_ entry: Entry, at segments: ArraySlice<GatewayPath.Segment>) {
            switch segments.first {
            case nil: ends.append(entry)
            case .greedy?: greedy.append(entry)
            case .word(let word)?: words[word, default: Node()].insert(entry, at: segments.dropFirst())
            case .variable?:
                if variable.isEmpty { variable.append(Node()) }
                variable[0].insert(entry, at: segments.dropFirst())
            }
        }

        func collect(meeting segments: ArraySlice<GatewayPath.Segment>, into found: inout [Entry]) {
            guard let segment = segments.first else {
                found += ends
                return
            }
            // Whatever takes all the rest takes one segment at least.
            found += greedy
            switch segment {
            case .word(let word):
                words[word]?.collect(meeting: segments.dropFirst(), into: &found)
                variable.first?.collect(meeting: segments.dropFirst(), into: &found)
            case .variable:
                for next in Array(words.values) + variable {
                    next.collect(meeting: segments.dropFirst(), into: &found)
                }
            case .greedy: for next in Array(words.values) + variable { next.collectAll(into: &found) }
            }
        }

        private func collectAll(into found: inout [Entry]) {
            found += ends + greedy
            for next in Array(words.values) + variable { next.collectAll(into: &found) }
        }
    }
}
