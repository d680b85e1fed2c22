import Model
import Testing

@testable import ManifestLanguage

@Suite("writing manifests") struct WritingTests {
    @Test(
        "any text is read back as it was written",
        arguments: [
            "", " ", "a", "web-0", "443", "1-65535", "0123", "0x1f", "1e3", ".5", "-", "-1", "- a", "--- a", "...",
            "null",
            "~", "true", "yes", "off", "a: b", "a:", "a #b", "#a", "a'b", "\"", "it's \"so\"", "{a}", "[a]", "a, b",
            "*a",
            "&a", "!a", "|", ">", "%a", "@a", "`a", "?", "? a", ":a", "10.0.0.0/16", "2027-01-31", "::/0", "tab\there",
            "bell\u{7}", "\u{FEFF}a", "\u{2028}", "\u{85}", "한국어", "🦪", "${a}", "$${a}", "$$${a}", "$", "${", "a\nb",
            "a\nb\n", "a\nb\n\n", "\na", "\n", "#!/bin/sh\necho $HOME ${x}\n\n  done\t\n", " a\nb", "a \nb ",
            "a\r\nb\r\n",
            "a\n\n\nb", "---\na: b\n", "a\\b", "=", "<<", "a\u{0}b", "a\u{E000}b", "\u{FFFD}",
        ])
    func texts(_ text: String) throws {
        for field in ["label", "script"] {
            let draft = ManifestDraft(DesiredResource(WritingCatalog.address, attributes: [field: .string(text)]))
            let written = ManifestWriter(WritingCatalog.kinds).text(of: [draft])
            #expect(try WritingCatalog.read(written).attributes[field]?.text ?? "" == text, "\(written)")
        }
        let inside = Value.list([.map(["key": "a", "note": .string(text)])])
        let draft = ManifestDraft(DesiredResource(WritingCatalog.address, attributes: ["rules": inside]))
        let written = ManifestWriter(WritingCatalog.kinds).text(of: [draft])
        let rule = try #require(try WritingCatalog.read(written).attributes["rules"]?.elements.first)
        #expect(rule.members["note"]?.text == text, "\(written)")
    }

    @Test(
        "keys of maps are read back as they were written, on one line or many; no expression is looked for in them",
        arguments: ["short", String(repeating: "long ", count: 30)])
    func keys(_ note: String) throws {
        let schema: Value = ["patternProperties": ["^${": ["a: b": 1, "${x}": "$${y}"]], "${note}": .string(note)]
        let draft = ManifestDraft(DesiredResource(WritingCatalog.address, attributes: ["shape": schema]))
        let written = ManifestWriter(WritingCatalog.kinds).text(of: [draft])
        #expect(try WritingCatalog.read(written).attributes["shape"] == schema, "\(written)")
    }

    @Test("texts of characters that YAML has uses for, at random", arguments: 1...20)
    func randomTexts(_ seed: UInt64) throws {
        let alphabet = Array(" \n\t:#-?,[]{}&*!|>'\"%@`$\\/=~ab01.é\u{2029}\r")
        var state = seed &* 0x9e37_79b9_7f4a_7c15
        for _ in 0..<100 {
            var text = ""
            for _ in 0..<Int(state >> 33 % 12) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            try texts(text)
        }
    }

    @Test("a document reads as a person would have written it")
    func document() throws {
        let other = Address(kind: "Thing", name: "other")
        let draft = ManifestDraft(
            DesiredResource(
                WritingCatalog.address,
                attributes: [
                    "name": "thing", "owner": .reference(Reference(other)), "image": "17", "count": 3, "isOpen": false,
                    "tags": ["a", "b c", "7"], "script": "one\ntwo\n",
                    "peers": [
                        .reference(Reference(other)), "18",
                        .reference(
                            Reference(
                                lookup: "Thing", criteria: ["owner": .reference(Reference(other)), "isOpen": true])),
                    ],
                    "rules": [
                        ["key": "x", "note": "short"],
                        ["key": "y", "note": .string(String(repeating: "long ", count: 25) + "end")],
                    ],
                ],
                adoption: .id("99")), remarks: ["image": "rocky"])
        let text = ManifestWriter(WritingCatalog.kinds).text(of: [draft], heading: ["Written for a test."])
        #expect(
            text == """
                # Written for a test.

                apiVersion: ncloud/v1
                kind: Thing
                metadata: {name: thing}
                import: {id: "99"}
                spec:
                  owner: other
                  image: {id: "17"}   # rocky
                  count: 3
                  isOpen: false
                  tags: [a, b c, "7"]
                  peers: [other, {id: "18"}, {lookup: {owner: other, isOpen: true}}]
                  script: |
                    one
                    two
                  rules:
                    - {key: x, note: short}
                    - key: y
                      note: \(String(repeating: "long ", count: 25))end

                """)
        let read = try WritingCatalog.read(
            text, besides: "apiVersion: ncloud/v1\nkind: Thing\nmetadata: {name: other}\n")
        #expect(Set(read.attributes.map(\.key)) == Set(draft.resource.attributes.map(\.key)))
        for (field, value) in read.attributes { #expect(value == draft.resource.attributes[field], "\(field)") }
        #expect(read.adoption == .id("99"))
    }

    @Test("a new file stands where the project's patterns look, and beside what is there")
    func placement() throws {
        func path(
            _ patterns: [String], _ folder: String? = nil, named name: String = "vpc", besides: Set<String> = []
        ) throws -> String {
            var project = Project(name: "test")
            project.manifests = patterns
            return try ManifestPlacement(project, root: "/").path(name, in: folder, besides: besides)
        }
        #expect(try path(["manifests/**/*.yaml"]) == "manifests/vpc.yaml")
        #expect(try path(["*.yml"]) == "vpc.yml")
        #expect(try path(["a.yaml", "more/*.yaml"]) == "more/vpc.yaml")
        #expect(try path(["manifests/**/*.yaml"], "./manifests/found/") == "manifests/found/vpc.yaml")
        #expect(try path(["m/*.yaml"], besides: ["m/vpc.yaml", "m/vpc-2.yaml"]) == "m/vpc-3.yaml")
        #expect(throws: Diagnostic.self) { try path(["a.yaml"]) }
        #expect(throws: Diagnostic.self) { try path(["manifests/*.yaml"], "elsewhere") }
        // What cannot be looked at is no reason to look for ever.
        #expect(throws: Diagnostic.self) { try path(["*.yaml"], named: String(repeating: "n", count: 300)) }
    }
}

/// One kind with a field for each way a value is written.
private enum WritingCatalog {
    static let address = Address(kind: "Thing", name: "thing")

    static let kinds = KindCatalog([
        Kind(
            "Thing", service: "Test", summary: "",
            fields: [
                Field("name", .string, .optionalFromName, change: .replace, ""),
                Field("label", .string, ""), Field("owner", .reference("Thing"), ""),
                Field("image", .reference("Thing"), ""),
                Field("count", .integer, ""), Field("isOpen", .boolean, ""), Field("tags", .set(.string), ""),
                Field("peers", .list(.reference("Thing")), ""), Field("script", .text, ""), Field("shape", .json, ""),
                Field("rules", .keyed([Field("key", .string, ""), Field("note", .string, "")], by: ["key"]), ""),
            ], identity: Kind.Identity(id: "no"),
            life: Kind.Life(
                creation: Kind.Procedure([], seconds: 1, timeout: 1),
                deletion: Kind.Procedure([], seconds: 1, timeout: 1)), example: "")
    ])

    /// The document of ``address`` out of a file.
    static func read(_ text: String, besides: String = "") throws -> DesiredResource {
        let project = "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: test}\n"
        let files = MemoryFiles(["nacre.yaml": project, "manifests/a.yaml": text, "manifests/b.yaml": besides])
        let loaded = try ManifestLoader.load(ManifestSource(root: "work"), catalog: kinds, files: files)
        return try #require(loaded.desired.resources.first { $0.address == address })
    }
}
