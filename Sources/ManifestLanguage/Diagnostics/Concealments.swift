import Model

/// The places of a workspace where a secret stands in clear: kept out of every line that is shown.
public struct Concealments: Sendable {
    private struct Key: Hashable {
        var file: String
        var line: Int
    }

    /// Columns that are blotted out, by line.
    private var blots: [Key: [Range<Int>]] = [:]

    public init() {}

    init(_ places: [Place]) {
        for place in places {
            for offset in 0..<place.lines {
                let first = offset == 0 ? place.column - 1 : 0
                let key = Key(file: place.source.path, line: place.line + offset)
                blots[key, default: []].append(first..<(place.lines == 1 ? first + place.length : Int.max))
            }
        }
    }

    /// The text of the line that `span` begins in, with stars for what is secret.
    public func shown(_ line: String, at span: SourceSpan) -> String {
        guard let columns = blots[Key(file: span.file, line: span.line)] else { return line }
        var shown = ""
        for (index, scalar) in line.unicodeScalars.enumerated() {
            let isHidden = columns.contains { $0.contains(index) } && scalar != " "
            shown.unicodeScalars.append(isHidden ? "*" : scalar)
        }
        return shown
    }
}
