/// How diagnostics are shown to people.
public enum DiagnosticRendering {
    /// The diagnostic with its place, the line it lies on, a caret beneath and what to do. No newline at the end.
    ///
    /// Control and direction characters from files are replaced, so that no manifest can paint a terminal.
    public static func text(_ diagnostic: Diagnostic, colour: Bool) -> String {
        let paint = Paint(isOn: colour)
        let hue = hue(of: diagnostic.severity)
        let label = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
        var lines = [paint(label, hue) + paint(": \(harmless(diagnostic.message))", .bold)]
        let gutter = String(diagnostic.span?.line ?? 0).count
        let margin = String(repeating: " ", count: gutter)
        if let span = diagnostic.span {
            lines.append("\(margin)\(paint("-->", .blue)) \(harmless(span.description))")
            if let line = diagnostic.line {
                let excerpt = Excerpt(line, column: span.column, length: span.length)
                let carets = String(repeating: "^", count: excerpt.width)
                lines.append(paint("\(margin) |", .blue))
                lines.append(paint("\(span.line) |", .blue) + " \(excerpt.text)")
                lines.append(
                    paint("\(margin) |", .blue) + " " + String(repeating: " ", count: excerpt.indent)
                        + paint(carets, hue))
            }
        }
        lines += diagnostic.notes.map { "\(margin) \(paint("=", .blue)) note: \(harmless($0))" }
        if let help = diagnostic.help { lines.append("\(margin) \(paint("=", .blue)) help: \(harmless(help))") }
        return lines.joined(separator: "\n")
    }

    private static func hue(of severity: Diagnostic.Severity) -> Paint.Style {
        switch severity {
        case .error: .red
        case .warning: .yellow
        case .note: .cyan
        }
    }

    private static func harmless(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isHarmful ? "\u{FFFD}" : $0 }))
    }
}

private struct Paint {
    enum Style: String {
        case bold = "1"
        case red = "1;31"
        case yellow = "1;33"
        case cyan = "1;36"
        case blue = "34"
    }

    let isOn: Bool

    func callAsFunction(_ text: String, _ style: Style) -> String {
        isOn ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// The part of a line around what is wrong, with the width of things on a terminal.
private struct Excerpt {
    /// Longer lines are cut around the caret.
    static let limit = 110
    static let ellipsis = "…"

    var text = ""
    /// Terminal cells before the caret.
    var indent = 0
    /// Terminal cells under which carets stand; at least 1.
    var width = 0

    init(_ line: String, column: Int, length: Int) {
        let scalars = Array(line.unicodeScalars)
        let start = min(max(column - 1, 0), scalars.count)
        let end = min(start + max(length, 1), scalars.count)
        let shown = Excerpt.window(scalars.count, start: start)
        if shown.lowerBound > 0 {
            text += Excerpt.ellipsis
            indent += 1
        }
        for index in shown {
            let cell = Excerpt.cell(scalars[index])
            text += cell.text
            if index < start { indent += cell.width } else if index < end { width += cell.width }
        }
        if shown.upperBound < scalars.count { text += Excerpt.ellipsis }
        width = max(width, 1)
    }

    private static func window(_ count: Int, start: Int) -> Range<Int> {
        guard count > limit else { return 0..<count }
        let first = min(max(0, start - limit / 3), count - limit)
        return first..<(first + limit)
    }

    private static func cell(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
        if scalar == "\t" { return ("    ", 4) }
        if scalar.isHarmful { return ("\u{FFFD}", 1) }
        return (String(scalar), scalar.terminalWidth)
    }
}

extension Unicode.Scalar {
    /// Moves the cursor, changes the writing direction or cannot be seen.
    fileprivate var isHarmful: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // Joiners build emoji and several scripts; the rest of the class hides or turns text.
        case .format: value != 0x200D && value != 0x200C
        default: false
        }
    }

    /// Cells on a terminal: two for Hangul, Han, kana, full-width forms and emoji, none for combining marks.
    fileprivate var terminalWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
