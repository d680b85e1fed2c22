import Model
import Reporting
import Testing

@testable import ManifestLanguage

@Suite("Secrets in manifests")
struct ManifestSecretTests {
    @Test("a secret reaches its field, and nothing that is printed")
    func secrets() throws {
        var workspace = TestWorkspace(
            manifest: TestWorkspace.network + """
                apiVersion: ncloud/v1
                kind: Database
                metadata: {name: db}
                spec:
                  subnet: app
                  password: ${secret.db}
                """)
        workspace.project += "\nspec: {secrets: {db: {file: secret.txt}}, variables: {pin: {sensitive: true}}}"
        workspace.others["secret.txt"] = "correct-horse\n"
        workspace.variables["pin"] = "battery-staple"
        #expect(try workspace.resource("Database/db")?.attributes["password"] == .secret(Secret("correct-horse")))
        workspace.manifest = workspace.manifest.replacing("secret.db", with: "var.pin")
        #expect(try workspace.resource("Database/db")?.attributes["password"] == .secret(Secret("battery-staple")))
        workspace.others["secret.txt"] = "short"
        workspace.manifest = workspace.manifest.replacing("var.pin", with: "secret.db")
        #expect(
            workspace.problems == [
                "manifests/a.yaml:16:13 bad-value: 'password' must have 8 to 20 characters, but has 5"
            ])
        workspace.manifest = workspace.manifest.replacing("password", with: "settings")
        #expect(
            workspace.problems == [
                "manifests/a.yaml:16:13 leaked-secret: 'settings' is not a secret field: the value would be shown "
                    + "(use ${secret.…} only in fields of type secret)"
            ])
    }

    @Test("what is secret on a line stays so when the line is quoted after loading")
    func concealed() throws {
        let line = "    pin: {type: string, sensitive: true, default: hush}"
        let project = "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: test}\nspec:\n  variables:\n\(line)\n"
        let loaded = try ManifestLoader.load(
            ManifestSource(root: "work"), catalog: KindCatalog([]), files: MemoryFiles(["nacre.yaml": project]))
        let shown = loaded.concealments.shown(line, at: SourceSpan(file: "nacre.yaml", line: 6, column: 1))
        #expect(shown == "    pin: {type: string, sensitive: true, default: ****}")
        #expect(loaded.concealments.shown("a", at: SourceSpan(file: "nacre.yaml", line: 5, column: 1)) == "a")
    }

    @Test("no diagnostic shows a secret written in clear, whatever else is wrong on its line")
    func concealment() {
        let manifest = """
            apiVersion: ncloud/v1
            kind: Database
            metadata: {name: db}
            spec: {subnet: nowhere, password: hunter2-hunter2}
            """
        do throws(Diagnostics) {
            _ = try TestWorkspace(manifest: manifest).load()
            Issue.record("it loaded")
        } catch {
            #expect(error.all.count == 2 && !DiagnosticReport.text(error.all).contains("hunter2"))
        }
    }
}
