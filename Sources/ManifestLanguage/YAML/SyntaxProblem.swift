import CLibYAML

/// Why libyaml stopped, in words that say what to do.
struct SyntaxProblem {
    private let problem: String
    private let context: String
    private let place: Place
    private let contextPlace: Place?
    private let source: SourceFile

    init(_ parser: UnsafeMutablePointer<yaml_parser_t>, in source: SourceFile) {
        self.source = source
        problem = parser.pointee.problem.map { String(cString: $0) } ?? "unreadable"
        context = parser.pointee.context.map { String(cString: $0) } ?? ""
        if parser.pointee.error == YAML_READER_ERROR {
            place = source.place(ofByte: parser.pointee.problem_offset)
            contextPlace = nil
        } else {
            place = SyntaxProblem.place(parser.pointee.problem_mark, source)
            contextPlace = context.isEmpty ? nil : SyntaxProblem.place(parser.pointee.context_mark, source)
        }
    }

    private static func place(_ mark: yaml_mark_t, _ source: SourceFile) -> Place {
        Place(source, line: mark.line + 1, column: mark.column + 1, length: 1)
    }

    func report(to findings: Findings) {
        if isTab {
            findings.error(
                .tab, "a tab where YAML wants spaces", at: place, help: "indent with spaces; editors can convert tabs")
        } else if problem.contains("control characters") {
            findings.error(.controlCharacter, "a control character in the text", at: place, help: "remove it")
        } else if let bareExpression {
            findings.error(
                .syntax, "'${…}' between brackets or braces must be in quotes", at: bareExpression,
                help: "put quotes around the whole value, or write it on a line of its own")
        } else if let unclosed {
            findings.error(
                .syntax, unclosed.message, at: contextPlace ?? place, notes: ["noticed at \(place)"],
                help: "add the missing \(unclosed.closing)")
        } else {
            findings.error(.syntax, message, at: place, notes: contextNotes, help: help)
        }
    }

    private var character: Unicode.Scalar? { place.lineText.unicodeScalars.dropFirst(place.column - 1).first }

    private var isTab: Bool {
        if problem.contains("tab character") { return true }
        return problem.contains("cannot start any token") && character == "\t"
    }

    /// What was opened and never closed; nil when that is not the problem.
    private var unclosed: (message: String, closing: String)? {
        if context.contains("quoted scalar"), problem.contains("unexpected end of stream") {
            return ("the quote opened here is never closed", "quote")
        }
        if problem.contains("',' or ']'") { return ("the '[' opened here is not closed where it should be", "']'") }
        if problem.contains("',' or '}'") { return ("the '{' opened here is not closed where it should be", "'}'") }
        return nil
    }

    /// `{name: web-${each.index}}` reads as a map inside a text: the braces of the expression are YAML's there.
    private var bareExpression: Place? {
        guard unclosed != nil || problem.contains("mapping values"), place.lineText.contains("${") else { return nil }
        let found = Place(source, line: place.line, column: 1).finding("${")
        guard found.column > 1, found.column < place.column else { return nil }
        let before = place.lineText.unicodeScalars.prefix(found.column - 1)
        let isBracketed = before.contains { $0 == "{" || $0 == "[" }
        return isBracketed && before.filter { $0 == "\"" || $0 == "'" }.count.isMultiple(of: 2) ? found : nil
    }

    private var message: String {
        if problem.contains("cannot start any token"), let character {
            return "a value cannot begin with '\(character)'"
        }
        if problem.contains("mapping values are not allowed") { return "a ':' that does not fit here" }
        if problem.contains("could not find expected ':'") { return "a key without ':' after it" }
        if problem.contains("did not find expected key") {
            return "expected a key here, at the same indentation as its siblings"
        }
        if problem.contains("did not find expected '-'") { return "expected '- ' here, as on the lines above" }
        if problem.contains("did not find expected node content") {
            return "a value, or a closing bracket, is missing here"
        }
        return problem
    }

    private var help: String {
        if problem.contains("cannot start any token") { return "put the value in quotes" }
        if problem.contains("mapping values are not allowed") {
            return "check the indentation, or quote a string that contains ': '"
        }
        if problem.contains("could not find expected ':'") {
            return "write it as 'key: value', or check the line above"
        }
        return "check the indentation of this line and the one above"
    }

    private var contextNotes: [String] {
        contextPlace.map { ["\(context), begun at \($0)"] } ?? []
    }
}
