import Model
import OrderedJSON
import Testing

@testable import ManifestLanguage

@Suite("Showing diagnostics")
struct RenderingTests {
    private func caretLine(_ line: String, column: Int, length: Int) -> [String] {
        let diagnostic = Diagnostic(
            code: "c", "m", at: SourceSpan(file: "f", line: 1, column: column, length: length), line: line)
        return DiagnosticRendering.text(diagnostic, colour: false).split(separator: "\n").suffix(2)
            .map { String($0.dropFirst(4)) }
    }

    @Test("the caret stands under what is meant, wide characters and tabs counted as they are shown")
    func wide() {
        #expect(caretLine("이름: 값", column: 5, length: 1) == ["이름: 값", "      ^^"])
        #expect(caretLine("\ta: b", column: 5, length: 1) == ["    a: b", "       ^"])
        #expect(caretLine("e\u{301}x", column: 3, length: 1) == ["e\u{301}x", " ^"])
        #expect(caretLine("ab", column: 9, length: 1) == ["ab", "  ^"])
    }

    @Test("a long line is cut around the caret")
    func long() {
        let shown = caretLine(
            String(repeating: "a", count: 500) + "b" + String(repeating: "c", count: 500), column: 501, length: 1)
        #expect(shown[0].count == 112 && shown[0].hasPrefix("…a") && shown[0].hasSuffix("c…"))
        #expect(Array(shown[0])[shown[1].count - 1] == "b")
    }

    @Test("nothing in a file can paint the terminal")
    func hostile() {
        let text = DiagnosticRendering.text(
            Diagnostic(
                code: "c", "no '\u{1B}[2J'", at: SourceSpan(file: "f", line: 1, column: 1), line: "a\u{1B}[31m\u{202E}b"
            ),
            colour: false)
        #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
    }

    @Test("colour is there when asked for, and changes no word")
    func colour() {
        let diagnostic = Diagnostic(.warning, code: "c", "m", notes: ["n"], help: "h")
        #expect(DiagnosticRendering.text(diagnostic, colour: true).contains("\u{1B}[1;33m"))
        #expect(DiagnosticRendering.text(diagnostic, colour: false) == "warning[c]: m\n  = note: n\n  = help: h")
    }
}

@Suite("JSON Schema")
struct JSONSchemaTests {
    @Test("a kind's schema has its writable fields, the required ones named, summaries as descriptions")
    func kind() {
        let schema = JSONSchema.document(for: TestCatalog.catalog, kind: "Server")
        let spec = schema["properties"]?["spec"]
        #expect(spec?["required"] == ["subnet"] && spec?["properties"]?["privateIp"] == nil)
        #expect(spec?["properties"]?["port"]?["description"]?.text == "Where it listens.")
        #expect(schema["properties"]?["kind"]?["const"]?.text == "Server" && schema["$defs"]?["lifecycle"] != nil)
    }

    @Test("the whole set holds every kind and the workspace's own documents, and all its pointers lead somewhere")
    func whole() {
        let schema = JSONSchema.document(for: TestCatalog.catalog, kind: nil)
        let definitions = schema["$defs"]?.members
        for name in TestCatalog.catalog.names + ["Project", "Environment"] { #expect(definitions?[name] != nil) }
        #expect(schema["oneOf"]?.elements.count == 7)
        for pointer in pointers(schema) {
            #expect(definitions?[String(pointer.dropFirst("#/$defs/".count))] != nil, "\(pointer)")
        }
    }

    private func pointers(_ json: JSON) -> [String] {
        let own = json["$ref"]?.text.map { [$0] } ?? []
        return own + json.elements.flatMap(pointers) + json.members.values.flatMap(pointers)
    }
}
