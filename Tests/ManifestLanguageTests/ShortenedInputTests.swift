import Model
import Testing

@testable import ManifestLanguage

/// Inputs that are shorter than anybody meant: nothing is not a wish.
@Suite("Shortened inputs")
struct ShortenedInputTests {
    private static let secrets =
        TestWorkspace.project + "\nspec: {secrets: {db: {env: DB}, file: {file: pw}}, variables: {}}"

    private func database(_ secret: String, environment: [String: String] = [:], file: String? = nil) -> TestWorkspace {
        let database = """
            apiVersion: ncloud/v1
            kind: Database
            metadata: {name: shop}
            spec: {subnet: app, password: "${secret.\(secret)}"}
            """
        return TestWorkspace(
            project: Self.secrets, manifest: TestWorkspace.network + database,
            others: file.map { ["pw": $0] } ?? [:], environment: environment)
    }

    @Test("an empty secret is a missing one, wherever it comes from")
    func emptySecrets() {
        #expect(database("db").problems.map { $0.contains("is not set") } == [true])
        #expect(database("db", environment: ["DB": ""]).problems.map { $0.contains("DB is empty") } == [true])
        #expect(database("file", file: "\n").problems.map { $0.contains("the file pw is empty") } == [true])
        #expect(database("file", file: "\u{FEFF}longenough\r\n").problems == [])
        #expect(database("db", environment: ["DB": "longenough"]).problems == [])
    }

    @Test("a secret that is too short is told by its length alone")
    func shortSecret() {
        let problems = database("db", environment: ["DB": "hunter2"]).problems
        #expect(problems.count == 1 && problems[0].contains("has 7") && !problems[0].contains("hunter2"))
    }

    @Test("a variable that is handed over empty is told; a secret one is an error")
    func emptyVariables() {
        func problems(_ declaration: String, _ environment: [String: String]) -> [String] {
            TestWorkspace(
                project: TestWorkspace.project + "\nspec: {variables: {x: {\(declaration)}}}",
                manifest: TestWorkspace.network, environment: environment
            ).problems
        }
        #expect(problems("default: a", ["NACRE_VAR_x": ""]).map { $0.contains("empty-input") } == [true])
        #expect(problems("sensitive: true", ["NACRE_VAR_x": ""]).contains { $0.contains("missing-secret") })
        #expect(problems("default: a", ["NACRE_VAR_x": "b"]) == [])
    }

    @Test("an environment variable that is set and empty is told where it is used")
    func emptyEnvironment() {
        var workspace = TestWorkspace.server("description: ${env.NOTE}")
        workspace.environment = ["NOTE": ""]
        #expect(
            workspace.problems == [
                "manifests/a.yaml:17:16 empty-input: the environment variable 'NOTE' is empty "
                    + "(set it for this run; if it may be empty, use a variable with a default)"
            ])
        workspace.environment = ["NOTE": "x"]
        #expect(workspace.problems == [])
    }

    @Test(
        "a forEach that a variable leaves without rounds is told, one that is written so is a wish",
        arguments: [("count: 0", 0), ("list: []", 0), ("list: \"${var.names}\"", 1), ("count: \"${var.many}\"", 1)])
    func emptyForEach(forEach: String, told: Int) {
        let workspace = TestWorkspace(
            project: TestWorkspace.project
                + "\nspec: {variables: {names: {type: list, default: []}, many: {type: integer, default: 0}}}",
            manifest: """
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: "v-${each.index}"}
                forEach: {\(forEach)}
                spec: {cidr: 10.0.0.0/16}
                """)
        #expect(workspace.problems.filter { $0.contains("this forEach creates no Vpc") }.count == told)
    }

    @Test("a manifest without a document is told, and a list behind which nothing stands")
    func emptyManifests() {
        let comments = TestWorkspace(manifest: "# kind: Vpc\n# metadata: {name: main}\n")
        #expect(comments.problems.map { $0.contains("manifests/a.yaml contains no object") } == [true])
        #expect(TestWorkspace(manifest: "").problems.map { $0.contains("it is empty") } == [true])
        let list = TestWorkspace.server("tags:\n# - a").problems
        #expect(list.map { $0.contains("'tags' has no value") } == [true])
        #expect(TestWorkspace.server("tags: []").problems == [])
    }

    @Test("an environment's file that lost its body is no environment")
    func emptyOverlay() {
        var workspace = TestWorkspace(manifest: TestWorkspace.network, environmentName: "prod")
        workspace.others["env/prod.yaml"] = "# spec: {}\n"
        #expect(workspace.problems.map { $0.contains("env/prod.yaml is empty") } == [true])
        workspace.others["env/prod.yaml"] = "apiVersion: nacre/v1\nkind: Environment\nspec:\n"
        #expect(workspace.problems.map { $0.contains("'spec' of the Environment has no value") } == [true])
    }

    @Test("a manifest that no pattern matches beside others is named; other files are not")
    func overlooked() {
        var workspace = TestWorkspace(manifest: TestWorkspace.network)
        workspace.project += "\nspec: {manifests: [\"manifests/*.yaml\"]}"
        workspace.others["manifests/b.yml"] = "apiVersion: ncloud/v1\nkind: Vpc\nmetadata: {name: b}\n"
        workspace.others["manifests/values.yml"] = "a: b\n"
        workspace.others["manifests/notes.txt"] = "apiVersion: ncloud/v1\nkind: Vpc\n"
        workspace.others["elsewhere/c.yml"] = "apiVersion: ncloud/v1\nkind: Vpc\n"
        #expect(workspace.problems.map { $0.contains("manifests/b.yml looks like a manifest") } == [true])
    }
}
