/// Patterns in which `*` stands for any run of characters.
public enum Wildcard {
    /// Whether `text` as a whole is what `pattern` means. Of several stars, only the last is ever extended: what the
    /// earlier ones took can stay as it is.
    public static func matches(_ pattern: some StringProtocol, _ text: some StringProtocol) -> Bool {
        var (at, place) = (pattern.startIndex, text.startIndex)
        var lastStar: (next: String.Index, place: String.Index)?
        while place < text.endIndex {
            if at < pattern.endIndex, pattern[at] == "*" {
                at = pattern.index(after: at)
                lastStar = (at, place)
            } else if at < pattern.endIndex, pattern[at] == text[place] {
                (at, place) = (pattern.index(after: at), text.index(after: place))
            } else if let star = lastStar {
                (at, place) = (star.next, text.index(after: star.place))
                lastStar = (star.next, place)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
