import Model
import Testing

@testable import ManifestLanguage

@Suite("What is taken for a value")
struct TakenValueTests {
    @Test("a byte order mark in front of any file means nothing")
    func byteOrderMark() throws {
        let mark = "\u{FEFF}"
        var workspace = TestWorkspace(
            project: mark + TestWorkspace.project, manifest: mark + TestWorkspace.network, environmentName: "e")
        workspace.others["env/e.yaml"] = mark + "apiVersion: nacre/v1\nkind: Environment\nspec: {patches: []}\n"
        #expect(workspace.problems == [])
        #expect(try workspace.resource("Vpc/main")?.span?.column == 1)
    }

    @Test("a Project under another name is hinted at")
    func misnamedProject() {
        let files = MemoryFiles(["nacre.yml": TestWorkspace.project])
        do throws(Diagnostics) {
            _ = try ManifestLoader.load(ManifestSource(root: "work"), catalog: TestCatalog.catalog, files: files)
            Issue.record("no error")
        } catch { #expect(error.all.first?.help == "rename nacre.yml to nacre.yaml") }
    }

    @Test("codes in another case are told with the right one")
    func codes() {
        let rule = "apiVersion: ncloud/v1\nkind: AccessControlGroup\nmetadata: {name: web}\nspec:\n  vpc: main\n"
        let workspace = TestWorkspace(
            manifest: TestWorkspace.network + rule + "  rules: [{protocol: tcp, ports: \"22\"}]\n")
        #expect(workspace.problems.map { $0.contains("did you mean 'TCP'?") } == [true])
    }

    @Test("a key that is spelled in two ways is one key")
    func keys() throws {
        let rule = "apiVersion: ncloud/v1\nkind: AccessControlGroup\nmetadata: {name: web}\nspec:\n  vpc: main\n"
        let workspace = TestWorkspace(
            manifest: TestWorkspace.network + rule
                + "  rules: [{protocol: TCP, ports: \"22\"}, {protocol: TCP, ports: 22-22}]\n")
        #expect(workspace.problems.map { $0.contains("duplicate-element") } == [true])
    }

    @Test("texts inside of JSON are texts; one in its place holds JSON")
    func json() throws {
        func settings(_ text: String) -> TestWorkspace {
            let head = "apiVersion: ncloud/v1\nkind: Database\nmetadata: {name: shop}\nspec:\n  subnet: app\n"
            return TestWorkspace(manifest: TestWorkspace.network + head + "  settings: \(text)\n")
        }
        let inside = settings("{a: '[see here](https://example.com)', b: '{', c: ['[1', '{}']}")
        #expect(inside.problems == [])
        #expect(
            try inside.resource("Database/shop")?.attributes["settings"]?.members["b"] == "{")
        #expect(settings("'{\"a\": 1}'").problems == [])
        #expect(settings("'{a: 1}'").problems.map { $0.contains("'settings' is not valid JSON") } == [true])
    }

    @Test(
        "a private key is shown nowhere, whatever it was pasted into",
        arguments: [
            "description: |\n  KEY", "image: |\n  KEY", "address: |\n  KEY", "tags:\n- |\n  KEY", "unknown: |\n  KEY",
            "disk:\n  size: 1\n  type: |\n    KEY", "description: [\n  KEY", "KEY",
        ])
    func privateKeys(lines: String) throws {
        let indent = String(lines.split(separator: "\n").last?.prefix { $0 == " " } ?? "")
        let key = ["-----BEGIN OPENSSH PRIVATE KEY-----", "c2VjcmV0", "c2VjcmV0", "-----END OPENSSH PRIVATE KEY-----"]
        let pasted = lines.replacing(indent + "KEY", with: key.map { indent + $0 }.joined(separator: "\n"))
        let workspace = TestWorkspace.server(pasted)
        var told: [Diagnostic] = []
        do throws(Diagnostics) { told = try workspace.load().warnings } catch { told = error.all }
        #expect(!told.isEmpty)
        for problem in told {
            let shown = [problem.message, problem.line ?? "", problem.help ?? ""] + problem.notes
            #expect(!shown.contains { $0.contains("c2VjcmV0") || $0.contains("BEGIN") }, "\(problem)")
        }
    }
}
