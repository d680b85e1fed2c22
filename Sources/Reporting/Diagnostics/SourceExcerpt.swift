import Model

/// The part of a source line that a diagnostic is about, as a terminal shows it.
struct SourceExcerpt {
    /// Characters shown, so that the line fits a page of 100 columns; a longer one is cut around what is meant.
    static let limit = 84
    /// How far into the shown part the caret may stand: what leads to it says more than what follows.
    private static let lead = limit / 3

    /// What is shown, harmless to a terminal.
    let text: String
    /// Columns before the caret, however wide the characters there are.
    let indent: Int
    /// Columns the carets take; at least one.
    let width: Int

    init(_ line: String, span: SourceSpan) {
        let scalars = Array(line.unicodeScalars)
        let start = min(max(span.column - 1, 0), scalars.count)
        let end = min(start + max(span.length, 1), scalars.count)
        let shown = Self.window(scalars.count, around: start)
        let cutBefore = shown.lowerBound > 0 ? "…" : ""
        let cutAfter = shown.upperBound < scalars.count ? "…" : ""
        let part = { (range: Range<Int>) in
            String(String.UnicodeScalarView(scalars[range.clamped(to: shown)])).printable
        }
        text = cutBefore + part(shown) + cutAfter
        indent = (cutBefore + part(0..<start)).columns
        width = max(1, part(start..<end).columns)
    }

    private static func window(_ count: Int, around start: Int) -> Range<Int> {
        guard count > limit else { return 0..<count }
        let first = min(max(0, start - lead), count - limit)
        return first..<(first + limit)
    }
}
