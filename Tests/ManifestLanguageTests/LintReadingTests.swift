import Model
import Testing

@testable import ManifestLanguage

@Suite("Lint settings in manifests")
struct LintReadingTests {
    private static let own = "lint/unused-suppression"

    private func lifecycle(_ lint: String) -> TestWorkspace {
        .server("", head: "lifecycle: {lint: \(lint)}")
    }

    private func project(_ lint: String) -> TestWorkspace {
        TestWorkspace(
            project: TestWorkspace.project + "\nspec: {lint: \(lint)}\n", manifest: TestWorkspace.network)
    }

    @Test("an object's suppression has rule, reason, last day and place")
    func suppression() throws {
        let entry = "{rule: \(Self.own), reason: as it came, until: 2027-01-31}"
        let read = try #require(
            try lifecycle("{ignore: [\(entry)]}").resource("Server/web")?.lifecycle.suppressions.first)
        #expect(read.rule == Self.own && read.reason == "as it came" && read.until == "2027-01-31")
        #expect(read.span?.file == "manifests/a.yaml" && read.selector == nil)
    }

    @Test("a project's suppressions may say for which objects; its severities replace those of rules")
    func settings() throws {
        let workspace = project(
            "{severity: {\(Self.own): error}, ignore: [{rule: \(Self.own), for: tier=web, reason: \"later\"}]}")
        let lint = try workspace.load().desired.project.lint
        #expect(lint.severities == [Self.own: .error])
        #expect(lint.suppressions.map(\.selector) == ["tier=web"] && lint.suppressions[0].span?.file == "nacre.yaml")
    }

    @Test("a project is read without its manifests, whatever rules it names")
    func alone() throws {
        let files = MemoryFiles(["nacre.yaml": project("{severity: {gateway/any: note}}").project])
        let read = try ManifestLoader.project(of: ManifestSource(root: "work"), files: files)
        #expect(read.lint.severities == ["gateway/any": .note])
    }

    @Test(
        "what is wrong with a suppression is told at its line",
        arguments: [
            (
                "{ignore: [{rule: \(own)}]}",
                "missing-field: an entry of lifecycle.lint.ignore needs a reason (add reason: \"…\": why the finding is accepted)"
            ),
            (
                "{ignore: [{rule: \(own), reason: \"  \"}]}",
                "missing-field: an entry of lifecycle.lint.ignore needs a reason (add reason: \"…\": why the finding is accepted)"
            ),
            (
                "{ignore: [{reason: r}]}",
                "missing-field: an entry of lifecycle.lint.ignore needs a rule (\"nacre lint --rules\" lists them)"
            ),
            (
                "{ignore: [{rule: lint/unused-supression, reason: r}]}",
                "unknown-lint-rule: there is no lint rule 'lint/unused-supression' (did you mean 'lint/unused-suppression'?)"
            ),
            (
                "{ignore: [\(own)]}",
                "wrong-type: an entry of lifecycle.lint.ignore must be a map, but is a string (write {rule: lint/unused-suppression, reason: \"…\"})"
            ),
            (
                "{ignore: [{rule: \(own), reason: r, until: soon}]}",
                "bad-value: 'soon' is not a date (write it as 2027-01-31)"
            ),
            (
                "{ignore: [{rule: \(own), reason: r, for: Server}]}",
                "unknown-field: an entry of lifecycle.lint.ignore has no field 'for' (fields: rule, reason, until)"
            ),
            ("{ignored: []}", "unknown-field: lifecycle.lint has no field 'ignored' (did you mean 'ignore'?)"),
        ])
    func wrong(lint: String, problem: String) throws {
        let problems = lifecycle(lint).problems
        #expect(problems.count == 1)
        let told = try #require(problems.first)
        #expect(told.hasPrefix("manifests/a.yaml:") && told.hasSuffix(" \(problem)"), "\(told)")
    }

    @Test("a severity is error, warning or note, of a rule there is")
    func wrongSeverity() {
        #expect(
            project("{severity: {\(Self.own): off, no/rule: note}}").problems.map { $0.drop { $0 != " " }.dropFirst() }
                == [
                    "bad-value: 'off' is not a severity (write error, warning or note; to accept findings, use ignore with a reason)",
                    "unknown-lint-rule: there is no lint rule 'no/rule' (\"nacre lint --rules\" lists them)",
                ])
    }
}
