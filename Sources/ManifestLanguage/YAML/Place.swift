import Model

/// Where something was written. Lines and columns count from 1, columns in characters.
struct Place: Sendable {
    let source: SourceFile
    private let startLine: Int32
    private let startColumn: Int32
    /// In characters of the first line; zero means to the end of that line.
    private let extent: Int32
    private let lineCount: Int32

    /// - Parameter length: In characters of the first line; zero, for what spans lines, means to the end of it.
    init(_ source: SourceFile, line: Int, column: Int, length: Int = 0, lines: Int = 1) {
        self.source = source
        startLine = Int32(clamping: line)
        startColumn = Int32(clamping: column)
        extent = Int32(clamping: length)
        lineCount = Int32(clamping: lines)
    }

    var line: Int { Int(startLine) }
    var column: Int { Int(startColumn) }
    /// How many lines it reaches over, at least 1.
    var lines: Int { Int(lineCount) }

    var span: SourceSpan { SourceSpan(file: source.path, line: line, column: column, length: length) }

    var lineText: String { source.line(line) }

    /// In characters; at least 1.
    var length: Int {
        if extent > 0 { return Int(extent) }
        let text = lineText.unicodeScalars
        let used = text.count - text.reversed().prefix { $0 == " " || $0 == "\t" }.count
        return max(1, used - column + 1)
    }

    /// What is written there, on its first line.
    var spelling: String {
        String(lineText.unicodeScalars.dropFirst(column - 1).prefix(length).map(Character.init))
    }

    /// The part of this place where `text` is written; this place when it is not found on its lines.
    func finding(_ text: String) -> Place {
        let wanted = Array(text.unicodeScalars)
        for offset in 0..<lines {
            let scalars = Array(source.line(line + offset).unicodeScalars)
            let first = offset == 0 ? column - 1 : 0
            guard scalars.count >= wanted.count, first <= scalars.count - wanted.count else { continue }
            for start in first...(scalars.count - wanted.count) where scalars[start...].starts(with: wanted) {
                return Place(source, line: line + offset, column: start + 1, length: wanted.count)
            }
        }
        return self
    }
}

extension Place: CustomStringConvertible {
    var description: String { "\(source.path):\(line):\(column)" }
}
