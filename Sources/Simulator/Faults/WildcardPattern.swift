/// Patterns where `*` stands for any text.
enum WildcardPattern {
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard pieces.count > 1 else { return pattern == text }
        guard text.hasPrefix(pieces[0]) else { return false }
        var rest = text.dropFirst(pieces[0].count)
        for piece in pieces[1..<(pieces.count - 1)] where !piece.isEmpty {
            guard let found = firstRange(of: piece, in: rest) else { return false }
            rest = rest[found...].dropFirst(piece.count)
        }
        return rest.hasSuffix(pieces[pieces.count - 1])
    }

    private static func firstRange(of piece: Substring, in text: Substring) -> Substring.Index? {
        text.indices.first { text[$0...].hasPrefix(piece) }
    }
}
