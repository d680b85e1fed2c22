/// The path of a resource taken apart. Source: api/apigateway.md §4.1 (path grammar).
struct GatewayPath {
    enum Segment: Hashable {
        case word(Substring)
        /// `{name}`: one segment.
        case variable
        /// `{name+}`: everything from here on, one segment at least.
        case greedy
    }

    let segments: [Segment]
    /// The names in braces, in order.
    let variables: [String]

    init(_ path: String) {
        var variables: [String] = []
        segments = path.split(separator: "/").map { piece in
            guard piece.hasPrefix("{"), piece.hasSuffix("}") else { return .word(piece) }
            let isGreedy = piece.hasSuffix("+}")
            variables.append(String(piece.dropFirst().dropLast(isGreedy ? 2 : 1)))
            return isGreedy ? .greedy : .variable
        }
        self.variables = variables
    }

    var isGreedy: Bool { segments.contains(.greedy) }

    /// Whether some request fits both.
    func meets(_ other: GatewayPath) -> Bool {
        for (mine, theirs) in zip(segments, other.segments) {
            switch (mine, theirs) {
            case (.greedy, _), (_, .greedy): return true
            case (.word(let one), .word(let two)): if one != two { return false }
            case (.variable, .word), (.word, .variable), (.variable, .variable): continue
            }
        }
        return segments.count == other.segments.count
    }

    /// Whether every request that fits `other` fits this path too.
    func covers(_ other: GatewayPath) -> Bool {
        for (mine, theirs) in zip(segments, other.segments) {
            switch (mine, theirs) {
            case (.greedy, _): return true
            case (.word(let one), .word(let two)): if one != two { return false }
            case (.variable, .word), (.variable, .variable): continue
            case (.variable, .greedy), (.word, .variable), (.word, .greedy): return false
            }
        }
        return segments.count == other.segments.count
    }

    /// The names in braces of a path that a request goes on to, which need not stand alone in their segments.
    static func placeholders(in path: String) -> [String] {
        path.matches(of: /\{([^{}]*)\}/).map { String($0.1) }
    }
}
