import Model
import Testing

@testable import ManifestLanguage

@Suite("YAML")
struct YAMLTests {
    private func read(_ text: String, limits: YAMLReader.Limits = .init()) -> (nodes: [Node], codes: [String]) {
        let findings = Findings()
        let result = YAMLReader.read(
            SourceFile(path: "a.yaml", bytes: Array(text.utf8)), limits: limits, findings: findings)
        return (result.documents, findings.sorted().map { "\($0.span.map(\.description) ?? "") \($0.code)" })
    }

    private func show(_ node: Node) -> String {
        switch node.content {
        case .null: "null"
        case .bool(let value): "bool \(value)"
        case .integer(let value): "int \(value)"
        case .number(let value): "float \(value)"
        case .string(let text): "str \(text)"
        case .list(let elements): "[" + elements.map(show).joined(separator: ", ") + "]"
        case .map(let members): "{" + members.map { "\($0.key): \(show($0.value))" }.joined(separator: ", ") + "}"
        case .reference, .template, .secret, .unknown: "?"
        }
    }

    @Test(
        "plain scalars follow the core schema, and digits with leading zeros stay text",
        arguments: [
            ("no", "str no"), ("on", "str on"), ("0123", "str 0123"), ("-012", "str -012"), ("~", "null"),
            ("Null", "null"),
            ("true", "bool true"), ("TRUE", "bool true"), ("tRue", "str tRue"), ("0o14", "int 12"), ("0x1F", "int 31"),
            ("0x", "str 0x"), ("0x-1", "str 0x-1"), ("-7", "int -7"), ("+7", "int 7"), ("1.5", "float 1.5"),
            ("1.", "float 1.0"), (".5", "float 0.5"), (".", "str ."), ("1e3", "float 1000.0"), ("1e", "str 1e"),
            ("-.inf", "float -inf"), (".nan", "float nan"), ("12:30", "str 12:30"), ("1_000", "str 1_000"),
            ("10.0.0.1", "str 10.0.0.1"), ("2027-01-31", "str 2027-01-31"), ("\"1\"", "str 1"), ("'true'", "str true"),
            ("!!str 1", "str 1"), ("! 1", "str 1"), ("!!int \"7\"", "int 7"), ("!!float 1", "float 1.0"),
            ("!!null ''", "null"), ("9223372036854775807", "int 9223372036854775807"), ("-", "[null]"),
        ])
    func coreSchema(text: String, wanted: String) {
        let result = read("v: \(text == "-" ? "\n - " : text)")
        #expect(result.nodes.map(show) == ["{v: \(wanted)}"], "\(result.codes)")
    }

    @Test("several documents, empty ones left out")
    func documents() {
        #expect(read("---\n---\na: 1\n---\n# nothing\n---\n[]\n...\n").nodes.map(show) == ["{a: int 1}", "[]"])
    }

    @Test("aliases stand for their anchors")
    func aliases() {
        #expect(read("a: &x {b: 1}\nc: [*x, *x]").nodes.map(show) == ["{a: {b: int 1}, c: [{b: int 1}, {b: int 1}]}"])
    }

    @Test(
        "what breaks a rule is told with its place",
        arguments: [
            ("a: 1\na: 2", "a.yaml:2:1 duplicate-key"), ("a: *x", "a.yaml:1:4 unknown-anchor"),
            ("a: &x [*x]", "a.yaml:1:8 unknown-anchor"), ("<<: {a: 1}", "a.yaml:1:1 merge-key"),
            ("[a]: 1", "a.yaml:1:1 bad-key"), ("a: !!int x", "a.yaml:1:4 unknown-tag"),
            ("a: !mine x", "a.yaml:1:4 unknown-tag"), ("a:\n\t- b", "a.yaml:2:1 tab"),
            ("a: b: c", "a.yaml:1:5 yaml-syntax"),
            ("a: @b", "a.yaml:1:4 yaml-syntax"), ("서버: 1\n서버: 2", "a.yaml:2:1 duplicate-key"),
            ("a: \u{07}", "a.yaml:1:4 control-character"), ("서: [b", "a.yaml:1:4 yaml-syntax"),
            ("a: 1\r\nb: 2\r\na: 3", "a.yaml:3:1 duplicate-key"), ("b: \"x\u{2028}\"\na: @", "a.yaml:3:4 yaml-syntax"),
        ])
    func problems(text: String, wanted: String) {
        #expect(read(text).codes == [wanted])
    }

    @Test("quoted '<<' is a key like any other")
    func quotedMergeKey() { #expect(read("\"<<\": 1").nodes.map(show) == ["{<<: int 1}"]) }

    @Test("an invalid byte is found wherever it stands")
    func invalidBytes() {
        #expect(YAMLReader.invalidByte(Array("서버".utf8)) == nil)
        #expect(YAMLReader.invalidByte([0x61, 0xC3, 0x28]) == 1)
        #expect(YAMLReader.invalidByte([0xED, 0xA0, 0x80]) == 0)
        #expect(YAMLReader.invalidByte(Array("서".utf8) + [0xE9]) == 3)
    }

    @Test("limits hold: depth, aliases, size")
    func limits() {
        let deep = String(repeating: "[", count: 50_000)
        #expect(read(deep).codes == ["a.yaml:1:101 too-deep"])
        #expect(read("a: [1, [2]]", limits: .init(depth: 2)).codes == ["a.yaml:1:5 too-deep"])
        #expect(read("a: &a [1, 2]\nb: *a", limits: .init(aliasedNodes: 2)).codes == ["a.yaml:2:4 too-many-aliases"])
        #expect(read("a: &a [[1]]\nb: [[*a]]", limits: .init(depth: 5)).codes == ["a.yaml:2:6 too-many-aliases"])
        #expect(read("abc: 1", limits: .init(bytes: 3)).codes == ["a.yaml:1:1 too-large"])
    }

    @Test("a map of many keys still finds the one given twice")
    func manyKeys() {
        let text = (0..<50).map { "k\($0): 1" }.joined(separator: "\n") + "\nk3: 1\nk49: 2"
        #expect(read(text).codes == ["a.yaml:51:1 duplicate-key", "a.yaml:52:1 duplicate-key"])
    }
}
