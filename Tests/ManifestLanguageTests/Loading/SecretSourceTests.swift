import Model
import Reporting
import Testing

@testable import ManifestLanguage

@Suite("Sources of secrets")
struct SecretSourceTests {
    private static let database = """
        apiVersion: ncloud/v1
        kind: Database
        metadata: {name: db}
        spec: {subnet: app, password: "${secret.db}"}
        """

    private func workspace(_ spec: String) -> TestWorkspace {
        var workspace = TestWorkspace(manifest: TestWorkspace.network + Self.database)
        workspace.project += "\nspec:\n  \(spec)\n"
        return workspace
    }

    @Test("what a program prints or KMS decrypts is not fetched to read manifests, only named")
    func pending() throws {
        let cases: [(String, SecretSource)] = [
            (
                "allowCommands: [pass]\n  secrets: {db: {command: [pass, show, db], timeout: 5s}}",
                .command(["pass", "show", "db"], seconds: 5)
            ),
            (
                "secrets: {db: {kms: {key: abc1, ciphertext: \"ncpkms:v1:AAAA\"}}}",
                .kms(key: "abc1", ciphertext: "ncpkms:v1:AAAA")
            ),
        ]
        for (spec, source) in cases {
            var workspace = workspace(spec)
            let loaded = try workspace.load()
            #expect(loaded.pendingSecrets.map(\.source) == [source] && loaded.pendingSecrets[0].name == "db")
            let database = loaded.desired.resources.first { $0.address.kind == "Database" }
            #expect(database?.attributes["password"] == .secret(.pending))
            workspace.secrets = ["db": Secret("correct-horse")]
            #expect(try workspace.load().pendingSecrets.isEmpty)
            #expect(
                try workspace.resource("Database/db")?.attributes["password"] == .secret(Secret("correct-horse")))
        }
    }

    @Test("a secret that nothing uses is never fetched")
    func unused() throws {
        var workspace = workspace("secrets: {db: {kms: {key: abc1, ciphertext: \"ncpkms:v1:AAAA\"}}}")
        workspace.manifest = TestWorkspace.network
        #expect(try workspace.load().pendingSecrets.isEmpty)
    }

    @Test("a value that was fetched is checked like any other, at its place")
    func checked() {
        var workspace = workspace("secrets: {db: {kms: {key: abc1, ciphertext: \"ncpkms:v1:AAAA\"}}}")
        workspace.secrets = ["db": Secret("short")]
        #expect(workspace.problems.count == 1 && workspace.problems[0].contains("must have 8 to 20 characters"))
    }

    @Test("a program that the project does not allow by name is an error, whatever its path ends in")
    func allowed() {
        for (allowed, command) in [("[]", "pass"), ("[pass]", "/tmp/pass"), ("[pass]", "./pass"), ("[pas]", "pass")] {
            let problems = workspace(
                "allowCommands: \(allowed)\n  secrets: {db: {command: [\(command)]}}"
            ).problems
            #expect(problems.count == 1 && problems[0].contains("does not allow"), "\(problems)")
        }
        let shell = workspace("allowCommands: [\"pass show\"]").problems
        #expect(shell.count == 1 + 1, "not a program, and the secret is not declared: \(shell)")
    }

    @Test("a source that is none, two, or the secret itself is told without showing it")
    func wrong() {
        for (secret, word) in [
            ("{kms: {key: abc1, ciphertext: hunter2-hunter2}}", "not a ciphertext of KMS"),
            ("{kms: {key: abc1}}", "needs kms.key and kms.ciphertext"),
            ("{command: pass show}", "must be a list"), ("{command: []}", "has no program"),
            ("{env: A, file: b}", "exactly one of"), ("{env: A, timeout: 5s}", "no field 'timeout'"),
            ("{vault: a}", "no field 'vault'"),
        ] {
            let workspace = workspace("secrets: {db: \(secret)}")
            #expect(workspace.problems.contains { $0.contains(word) }, "\(secret): \(workspace.problems)")
            #expect(!workspace.problems.contains { $0.contains("hunter2") })
            do throws(Diagnostics) { _ = try workspace.load() } catch {
                #expect(!DiagnosticReport.text(error.all).contains("hunter2"))
            }
        }
    }

    @Test("what keeps the key of the state is read; a passphrase that is written out is an error and not shown")
    func stateKey() throws {
        for (text, place) in [
            ("{file: /keys/a}", StateKeyPlace.file("/keys/a")), ("{kms: {key: abc1}}", .kms(key: "abc1")),
            ("{passphrase: {env: PASS}}", .passphrase(variable: "PASS")),
            ("{passphrase: {}}", .passphrase(variable: nil)),
        ] {
            var workspace = TestWorkspace(manifest: TestWorkspace.network)
            workspace.project += "\nspec: {stateKey: \(text)}"
            #expect(try workspace.load().desired.project.stateKey == place)
        }
        for text in ["{passphrase: hunter2-hunter2}", "{kms: {}}", "{file: a, kms: {key: b}}", "{}", "hunter2"] {
            var workspace = TestWorkspace(manifest: TestWorkspace.network)
            workspace.project += "\nspec: {stateKey: \(text)}"
            #expect(workspace.problems.count == 1, "\(text): \(workspace.problems)")
            do throws(Diagnostics) { _ = try workspace.load() } catch {
                #expect(!DiagnosticReport.text(error.all).contains("hunter2-hunter2"))
            }
        }
    }
}
