/// One line of a report before it meets the page: pieces of text, each with its tone.
///
/// Everything that is printed goes through here, so no name or value from a manifest or the cloud can carry control
/// characters to the terminal.
struct Line: Hashable, Sendable {
    struct Piece: Hashable, Sendable {
        var text: String
        var tone: Tone
    }

    private(set) var pieces: [Piece]
    /// Columns before the first line, and before those it is continued on.
    var indent: Int
    var hanging: Int

    init(_ text: String = "", _ tone: Tone = .plain, indent: Int = 0, hanging: Int? = nil) {
        pieces = []
        self.indent = indent
        self.hanging = hanging ?? indent
        add(text, tone)
    }

    mutating func add(_ text: String, _ tone: Tone = .plain) {
        guard !text.isEmpty else { return }
        pieces.append(Piece(text: text.printable, tone: tone))
    }

    func adding(_ text: String, _ tone: Tone = .plain) -> Line {
        var line = self
        line.add(text, tone)
        return line
    }

    mutating func add(_ other: Line) { pieces += other.pieces }

    /// Fills up with spaces to `columns`, indentation not counted.
    mutating func pad(to columns: Int) {
        let missing = columns - self.columns
        if missing > 0 { add(String(repeating: " ", count: missing)) }
    }

    /// Columns taken, indentation not counted.
    var columns: Int { pieces.reduce(0) { $0 + $1.text.columns } }

    /// The line cut to `limit` columns, indentation counted.
    func cut(to limit: Int) -> Line {
        guard indent + columns > limit else { return self }
        var line = Line(indent: indent, hanging: hanging)
        var left = limit - indent
        for piece in pieces where left > 0 {
            let text = piece.text.cut(to: left)
            line.add(text, piece.tone)
            left -= text == piece.text ? text.columns : left
        }
        return line
    }

    /// The line as it is printed, folded to the page's width.
    func rendered(_ style: TextStyle) -> [String] {
        guard !pieces.isEmpty else { return [""] }
        guard style.width > 0, indent + columns > style.width else { return [Self.paint(pieces, indent, style)] }
        var folder = LineFolder(indent: indent, hanging: style.column(hanging), style: style)
        for piece in pieces { folder.take(piece) }
        return folder.finished().map { Self.paint($0.pieces, $0.indent, style) }
    }

    private static func paint(_ pieces: [Piece], _ indent: Int, _ style: TextStyle) -> String {
        var text = String(repeating: " ", count: indent)
        for piece in withoutTrailingSpaces(pieces) {
            if style.colour, let code = piece.tone.code {
                text += "\u{1B}[\(code)m\(piece.text)\u{1B}[0m"
            } else {
                text += piece.text
            }
        }
        return text
    }

    private static func withoutTrailingSpaces(_ pieces: [Piece]) -> [Piece] {
        var pieces = pieces
        while var last = pieces.popLast() {
            while last.text.utf8.last == UInt8(ascii: " ") { last.text.removeLast() }
            if !last.text.isEmpty { return pieces + [last] }
        }
        return []
    }
}

extension [Line] {
    /// The lines as one text, without a newline at its end.
    func text(_ style: TextStyle) -> String {
        flatMap { $0.rendered(style) }.joined(separator: "\n")
    }
}
