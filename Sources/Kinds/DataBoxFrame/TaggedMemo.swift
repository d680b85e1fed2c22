import Model
import OrderedJSON

/// A text with nacre's tag behind it, in brackets: `for the churn study [nacre:shop/DataBox/churn]`.
///
/// What has no name of its own is found again by what stands in its memo or description: a new Data Box, whose call
/// answers no id, and a public address. Source: api/databoxframe.md §6 "Planning rules", api/vserver.md §3.8.
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

extension [Column] {
    /// The text of `member` as `field`, and the tag behind it.
    static func taggedMemo(_ field: String, _ member: String) -> [Column] {
        @Sendable func memo(_ wire: JSON) -> TaggedMemo { TaggedMemo(wire: wire[member]?.text ?? "") }
        return [.value(field) { .string(memo($0).text) }, .value("tag") { Value(memo($0).tag) }]
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
