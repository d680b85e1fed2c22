import Model

/// Diagnostics as the lines of a report: message, place, the line with a caret, notes, what to do.
enum DiagnosticLines {
    static func lines(_ diagnostics: [Diagnostic], indent: Int = 0) -> [Line] {
        diagnostics.sorted().flatMap { lines($0, indent: indent) }
    }

    static func lines(_ diagnostic: Diagnostic, indent: Int = 0) -> [Line] {
        var head = Line("\(diagnostic.severity.rawValue): ", diagnostic.severity.tone, indent: indent)
        head.hanging = indent + 4
        head.add(diagnostic.message, .strong)
        head.add(" [\(diagnostic.code)]", .faint)
        return [head] + place(diagnostic, indent: indent + 2) + facts(diagnostic, indent: indent + 2)
    }

    private static func place(_ diagnostic: Diagnostic, indent: Int) -> [Line] {
        guard let span = diagnostic.span else { return [] }
        var lines = [Line("at \(span)", .note, indent: indent)]
        guard let source = diagnostic.line else { return lines }
        let number = String(span.line)
        lines.append(Line("\(number) | ", .faint, indent: indent).adding(source))
        // The caret stands under the character however wide the ones before it are on the screen.
        let before = String(source.prefix(max(0, span.column - 1))).printable.columns
        let marked = String(source.dropFirst(max(0, span.column - 1)).prefix(max(1, span.length))).printable.columns
        var caret = Line(String(repeating: " ", count: number.count) + " | ", .faint, indent: indent)
        caret.add(String(repeating: " ", count: before) + String(repeating: "^", count: max(1, marked)), .danger)
        return lines + [caret]
    }

    private static func facts(_ diagnostic: Diagnostic, indent: Int) -> [Line] {
        let notes = diagnostic.notes.map { Line("note: ", .faint, indent: indent, hanging: indent + 6).adding($0) }
        let help = diagnostic.help.map { Line("help: ", .good, indent: indent, hanging: indent + 6).adding($0) }
        return notes + [help].compactMap { $0 }
    }
}

extension Diagnostic.Severity {
    var tone: Tone {
        switch self {
        case .error: .danger
        case .warning: .change
        case .note: .note
        }
    }
}
