/// A memo with nacre's tag behind it, in brackets: `for the churn study [nacre:shop/DataBox/churn]`.
///
/// A new Data Box gets no name and its call answers no id, so it is found again by what stands in its memo. Source:
/// api/databoxframe.md §6 "Planning rules".
struct TaggedMemo: Hashable, Sendable {
    var text: String
    var tag: String?

    private static let opening = "[nacre:"

    init(text: String, tag: String?) {
        self.text = text
        self.tag = tag
    }

    /// Takes a memo apart as the cloud holds it.
    init(wire: String) {
        let trimmed = wire.trimmingLineEnds
        guard trimmed.hasSuffix("]"), let start = trimmed.lastRange(of: Self.opening) else {
            self.init(text: wire, tag: nil)
            return
        }
        let text = String(trimmed[..<start.lowerBound]).trimmingLineEnds
        self.init(text: text, tag: String(trimmed[start.upperBound...].dropLast()))
    }

    /// The memo as it is sent.
    var wire: String {
        guard let tag else { return text }
        return (text.isEmpty ? "" : text + " ") + Self.opening + tag + "]"
    }
}

extension String {
    /// Where `other` stands last.
    fileprivate func lastRange(of other: String) -> Range<Index>? {
        var end = endIndex
        while end > startIndex {
            if self[..<end].hasSuffix(other) { return index(end, offsetBy: -other.count)..<end }
            end = index(before: end)
        }
        return nil
    }
}
