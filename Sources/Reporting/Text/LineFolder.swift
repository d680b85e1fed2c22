/// Breaks a line at spaces so that it fits the page; a word longer than the page is cut.
struct LineFolder {
    private let style: TextStyle
    private let hanging: Int
    private var done: [(pieces: [Line.Piece], indent: Int)] = []
    private var current: [Line.Piece] = []
    private var used = 0
    private var indent: Int

    init(indent: Int, hanging: Int, style: TextStyle) {
        self.style = style
        self.indent = indent
        self.hanging = hanging
    }

    private var room: Int { style.room(after: indent) }

    mutating func take(_ piece: Line.Piece) {
        for word in Self.words(piece.text) { take(word, piece.tone) }
    }

    func finished() -> [(pieces: [Line.Piece], indent: Int)] {
        current.isEmpty ? done : done + [(current, indent)]
    }

    private mutating func take(_ word: String, _ tone: Tone) {
        let columns = word.columns
        let isSpace = word.utf8.first == UInt8(ascii: " ")
        if used + columns > room, !current.isEmpty {
            // A space at the end of a line is where it breaks.
            breakLine()
            if isSpace { return }
        }
        if columns > room {
            let (head, tail) = word.split(atColumn: room)
            append(head, tone, head.columns)
            breakLine()
            take(tail, tone)
        } else {
            append(word, tone, columns)
        }
    }

    private mutating func append(_ text: String, _ tone: Tone, _ columns: Int) {
        used += columns
        if let last = current.last, last.tone == tone {
            current[current.count - 1].text += text
        } else {
            current.append(Line.Piece(text: text, tone: tone))
        }
    }

    private mutating func breakLine() {
        done.append((current, indent))
        current = []
        used = 0
        indent = hanging
    }

    /// Runs of spaces and runs of everything else, in order.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var wasSpace: Bool?
        for character in text {
            let isSpace = character == " "
            if isSpace == wasSpace, !words.isEmpty {
                words[words.count - 1].append(character)
            } else {
                words.append(String(character))
            }
            wasSpace = isSpace
        }
        return words
    }
}
