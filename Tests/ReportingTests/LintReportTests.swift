import Model
import OrderedJSON
import Reporting
import Testing

@Suite("lint reports") struct LintReportTests {
    private static let rules = [
        rule("gateway/shadowed-path", .error), rule("gateway/unused-model", .warning),
        rule("lint/unused-suppression", .note),
    ]

    private static func rule(_ id: String, _ severity: Diagnostic.Severity) -> LintRule {
        LintRule(
            id, severity, "Something is wrong with * | <b>.", because: "It matters.", advice: "mend it",
            source: "sheet §1"
        ) { _, _ in [] }
    }

    private static func finding(
        _ rule: String, _ severity: Diagnostic.Severity, _ address: String?, field: FieldPath? = "name", line: Int,
        file: String = "manifests/a.yaml", suppression: LintSuppression? = nil
    ) -> LintReport.Finding {
        var finding = LintReport.Finding(
            rule, severity, address: address.flatMap { Address($0) }, field: field, "something is wrong",
            at: SourceSpan(file: file, line: line, column: 5, length: 4), notes: ["a fact"], help: "mend it",
            suppression: suppression)
        finding.line = "  - name"
        return finding
    }

    static func report(moved: Int = 0) -> LintReport {
        let here = LintSuppression(
            "gateway/unused-model", reason: "kept for clients of v1", until: "2027-01-31",
            span: SourceSpan(file: "manifests/a.yaml", line: 40 + moved, column: 9, length: 20))
        let wide = LintSuppression(
            "gateway/unused-model", reason: "by design", span: SourceSpan(file: "nacre.yaml", line: 7, column: 1))
        return LintReport(
            [
                finding("gateway/shadowed-path", .error, "Resource/shop.a", field: "path", line: 3 + moved),
                finding("gateway/unused-model", .warning, "Model/m-0", line: 9 + moved),
                finding("gateway/unused-model", .warning, "Model/m-1", line: 9 + moved),
                finding("gateway/unused-model", .warning, "Model/old", line: 41 + moved, suppression: here),
                finding("gateway/unused-model", .warning, "Model/odd", line: 50 + moved, suppression: wide),
                finding(
                    "lint/unused-suppression", .note, nil, field: nil, line: 9, file: "주문 #1/nacre.yaml"),
            ], objects: 12, rules: 3)
    }

    @Test("each finding stands with its line; those of one line are told once; accepted ones only when asked for")
    func text() throws {
        let report = Self.report()
        try expectSnapshot(LintReporting.text(report), "lint.txt")
        let all = LintReporting.text(report, showsSuppressed: true)
        #expect(all.contains("suppressed at manifests/a.yaml:40:9: kept for clients of v1"))
        #expect(!LintReporting.text(report).contains("kept for clients"))
        #expect(
            LintReporting.text(LintReport([], objects: 1, rules: 3))
                == "checked 1 object against 3 rules: no findings")
    }

    @Test("JSON holds all findings, with what accepts them")
    func json() throws {
        try expectSnapshot(LintReporting.json(Self.report()).serialized(.pretty), "lint.json")
    }

    @Test("rules are listed, explained and written as a page without marks going astray")
    func rules() throws {
        let parts = [
            LintRuleReport.list(Self.rules, severities: ["gateway/unused-model": .note]),
            LintRuleReport.explain(Self.rules[0]), LintRuleReport.markdown(Self.rules),
        ]
        try expectSnapshot(parts.joined(separator: "\n\n"), "lint-rules.txt")
        #expect(LintRuleReport.json(Self.rules)[1]?["severity"] == "warning")
    }

    // MARK: SARIF

    private func sarif(_ report: LintReport, folder: String = ".", warnings: [Diagnostic] = []) -> JSON {
        LintReporting.sarif(
            report, warnings: warnings, rules: Self.rules, site: SARIFSite(version: "1.2.3", folder: folder))
    }

    @Test("SARIF holds the rules, every finding with its place, and what accepts it")
    func log() throws {
        let log = sarif(Self.report())
        try expectSnapshot(log.serialized(.pretty), "lint.sarif")
        #expect(SARIFCheck.problems(log) == [])
    }

    @Test("warnings of the manifests are in the log, under rules that have no more than a name")
    func warnings() {
        let warning = Diagnostic(.warning, code: "bad-value", "odd", at: SourceSpan(file: "a", line: 1, column: 1))
        let log = sarif(Self.report(), warnings: [warning, Diagnostic(.note, code: "no-place", "nothing to point at")])
        #expect(SARIFCheck.problems(log) == [])
        let results = log["runs"]?[0]?["results"]?.elements ?? []
        #expect(results.count == 8 && results[0]["ruleId"] == "bad-value")
        let place = results[1]["locations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"]
        #expect(place == "nacre.yaml")
        #expect(
            SARIFCheck.problems(DiagnosticReport.sarif([warning], site: SARIFSite(version: "1", folder: "."))) == [])
        #expect(SARIFCheck.problems(DiagnosticReport.sarif([], site: SARIFSite(version: "1", folder: "."))) == [])
    }

    @Test("a finding keeps its fingerprint when lines move, and no two have the same")
    func fingerprints() {
        func prints(_ log: JSON) -> [String] {
            (log["runs"]?[0]?["results"]?.elements ?? []).compactMap {
                $0["partialFingerprints"]?["nacreFinding/v1"]?.text
            }
        }
        let before = prints(sarif(Self.report()))
        #expect(before == prints(sarif(Self.report(moved: 100))) && Set(before).count == 6)
        let twice = (0..<2).map { Self.finding("gateway/unused-model", .warning, "Model/a", line: $0 + 1) }
        #expect(Set(prints(sarif(LintReport(twice, objects: 1, rules: 1)))).count == 2)
    }

    @Test("files count from where the command runs, spelled as URIs are")
    func places() {
        func uris(_ folder: String) -> Set<String> {
            let results = sarif(Self.report(), folder: folder)["runs"]?[0]?["results"]?.elements ?? []
            return Set(
                results.compactMap {
                    let artifact = $0["locations"]?[0]?["physicalLocation"]?["artifactLocation"]
                    return [artifact?["uriBaseId"]?.text, artifact?["uri"]?.text].compactMap(\.self).joined(
                        separator: " ")
                })
        }
        #expect(
            uris(".") == [
                "%SRCROOT% manifests/a.yaml", "%SRCROOT% %EC%A3%BC%EB%AC%B8%20%231/nacre.yaml",
            ])
        #expect(uris("infra/shop").contains("%SRCROOT% infra/shop/manifests/a.yaml"))
        #expect(uris("../shop").contains("../shop/manifests/a.yaml"))
        #expect(uris("/srv/shop").contains("file:///srv/shop/manifests/a.yaml"))
    }
}
