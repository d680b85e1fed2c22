/// A resource's path taken apart: words, `{name}` and, for all that follows, `{name+}`. Source: api/apigateway.md §4.1.
struct PathPattern: Sendable {
    enum Piece: Sendable {
        case word(String)
        case variable(String)
        case greedy(String)
    }

    let pieces: [Piece]

    init(_ path: String) {
        pieces = path.split(separator: "/").map { segment in
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return .word(String(segment)) }
            let name = segment.dropFirst().dropLast()
            return name.hasSuffix("+") ? .greedy(String(name.dropLast())) : .variable(String(name))
        }
    }

    var variables: [(name: String, isGreedy: Bool)] {
        pieces.compactMap { piece in
            switch piece {
            case .word: nil
            case .variable(let name): (name, false)
            case .greedy(let name): (name, true)
            }
        }
    }

    /// The values of the variables in a path, or nil where it does not match.
    func match(_ segments: [String]) -> [String: String]? {
        var values: [String: String] = [:]
        for (index, piece) in pieces.enumerated() {
            guard index < segments.count else { return nil }
            switch piece {
            case .word(let word): if word != segments[index] { return nil }
            case .variable(let name): values[name] = segments[index]
            case .greedy(let name):
                values[name] = segments[index...].joined(separator: "/")
                return values
            }
        }
        return pieces.count == segments.count ? values : nil
    }

    /// How closely it describes what it matches: words before variables, variables before greedy ones. (inferred)
    var rank: [Int] {
        pieces.map { piece in
            switch piece {
            case .word: 0
            case .variable: 1
            case .greedy: 2
            }
        }
    }

    /// Whether a text is a path: `/`, or segments that are words, `{name}` or `{name+}`.
    static func accepts(_ path: String) -> Bool {
        guard path.hasPrefix("/") else { return false }
        if path == "/" { return true }
        return path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
            if segment.hasPrefix("{"), segment.hasSuffix("}") {
                let name = segment.dropFirst().dropLast()
                return isWord(name.hasSuffix("+") ? name.dropLast() : name, allowing: "-")
            }
            return isWord(segment, allowing: "+-") && segment.utf8.last.map(HeaderRule.isWordByte) == true
        }
    }

    private static func isWord(_ text: Substring, allowing extra: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { HeaderRule.isWordByte($0) || extra.utf8.contains($0) }
    }
}
