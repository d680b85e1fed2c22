import Model
import Testing

@testable import Reporting

@Suite("Showing diagnostics")
struct DiagnosticReportTests {
    private func excerpt(_ line: String, column: Int, length: Int) -> [String] {
        let excerpt = SourceExcerpt(line, span: SourceSpan(file: "f", line: 1, column: column, length: length))
        return [
            excerpt.text,
            String(repeating: " ", count: excerpt.indent) + String(repeating: "^", count: excerpt.width),
        ]
    }

    @Test("the caret stands under what is meant, wide characters and tabs counted as they are shown")
    func wide() {
        #expect(excerpt("이름: 값", column: 5, length: 1) == ["이름: 값", "      ^^"])
        #expect(excerpt("\ta: b", column: 5, length: 1) == ["\\ta: b", "     ^"])
        #expect(excerpt("e\u{301}x", column: 3, length: 1) == ["e\u{301}x", " ^"])
        #expect(excerpt("ab", column: 9, length: 1) == ["ab", "  ^"])
    }

    @Test("a long line is cut around the caret")
    func long() {
        let shown = excerpt(
            String(repeating: "a", count: 500) + "b" + String(repeating: "c", count: 500), column: 501, length: 1)
        #expect(shown[0].count == 86 && shown[0].hasPrefix("…a") && shown[0].hasSuffix("c…"))
        #expect(Array(shown[0])[shown[1].count - 1] == "b")
    }

    @Test("nothing in a file can paint the terminal")
    func hostile() {
        let text = DiagnosticReport.text([
            Diagnostic(
                code: "c", "no '\u{1B}[2J'", at: SourceSpan(file: "f", line: 1, column: 1), line: "a\u{1B}[31m\u{202E}b"
            )
        ])
        #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
    }

    @Test("colour is there when asked for, and changes no word")
    func colour() {
        let diagnostic = Diagnostic(.warning, code: "c", "m", notes: ["n"], help: "h")
        var coloured = TextStyle.plain
        coloured.colour = true
        #expect(DiagnosticReport.text([diagnostic], style: coloured).contains("\u{1B}["))
        #expect(DiagnosticReport.text([diagnostic]).hasPrefix("warning: m [c]\n  note: n\n  help: h"))
    }
}
