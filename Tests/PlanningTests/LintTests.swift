import Model
import Planning
import Testing

@Suite("linting") struct LintTests {
    private static let plump = rule("test/plump", .warning) { ($0.attributes["size"]?.integer ?? 0) > 10 }
    private static let nameless = rule("test/nameless", .error) { $0.attributes["title"] == nil }
    private static let kinds = KindCatalog([kind("Thing", [plump, nameless]), kind("Other", [])])

    private static func rule(
        _ id: String, _ severity: Diagnostic.Severity, _ breaks: @escaping @Sendable (DesiredResource) -> Bool
    ) -> LintRule {
        LintRule(id, severity, "A.", because: "B.", advice: "do it", source: "none") { resource, _ in
            breaks(resource) ? [LintRule.Finding(at: "size", "broken")] : []
        }
    }

    private static func kind(_ name: String, _ rules: [LintRule]) -> Kind {
        let procedure = Kind.Procedure(["call"], seconds: 1, timeout: 60)
        return Kind(
            name, service: "test", summary: "", fields: [], identity: Kind.Identity(id: "no"),
            life: Kind.Life(creation: procedure, deletion: procedure),
            checks: Kind.Checks(lint: rules), example: "")
    }

    private func thing(
        _ name: String, size: Int64 = 20, _ suppressions: LintSuppression..., labelled: String? = nil
    ) -> DesiredResource {
        DesiredResource(
            Address(kind: "Thing", name: name), attributes: ["size": .integer(size), "title": "T"],
            lifecycle: Lifecycle(suppressions: suppressions), labels: labelled.map { ["tier": $0] } ?? [:],
            span: SourceSpan(file: "a", line: 1, column: 1),
            spans: ["size": SourceSpan(file: "a", line: Int(size), column: 3)])
    }

    private func report(
        _ things: [DesiredResource], _ settings: LintSettings = LintSettings(), today: String = "2026-11-22",
        selection: Selection = Selection(), rules: Set<String> = []
    ) -> LintReport {
        let desired = Desired(project: Project(name: "test", lint: settings), resources: things)
        return LintRun(desired, catalog: Self.kinds, today: today, selection: selection, rules: rules).report()
    }

    private let accepted = LintSuppression("test/plump", reason: "as it came")

    @Test("a finding names rule, object and the field's place, and carries the rule's advice")
    func finding() {
        let report = report([thing("a"), thing("b", size: 5)])
        #expect(report.objects == 2 && report.rules == 3 && report.findings.count == 1)
        let found = report.findings[0]
        #expect(found.rule == "test/plump" && found.address?.description == "Thing/a" && found.help == "do it")
        #expect(found.span?.line == 20 && found.diagnostic.message == "Thing/a: broken")
    }

    @Test("a suppression at the object keeps its finding with the reason, and nobody else's")
    func suppressed() {
        let report = report([thing("a", accepted), thing("b")])
        #expect(report.suppressed.map { $0.address?.name } == ["a"] && report.open.map { $0.address?.name } == ["b"])
        #expect(report.suppressed[0].suppression?.reason == "as it came")
        #expect(report.breaks(.warning) && !report.breaks(.error))
    }

    @Test("a suppression of the project holds for what its selector means, or for all")
    func shared() {
        var wide = accepted
        #expect(report([thing("a"), thing("b")], LintSettings(suppressions: [wide])).open.isEmpty)
        for (selector, left) in [("Thing/a*", ["b"]), ("tier=web", ["a"]), ("Thing", [])] {
            wide.selector = selector
            let report = report([thing("a"), thing("b", labelled: "web")], LintSettings(suppressions: [wide]))
            #expect(report.open.compactMap { $0.address?.name } == left, "\(selector)")
        }
    }

    @Test("a suppression that suppresses nothing is told, where it stands")
    func unused() {
        var other = accepted
        other.span = SourceSpan(file: "nacre.yaml", line: 9, column: 1)
        let report = report([thing("a", size: 5, accepted)], LintSettings(suppressions: [other]))
        #expect(report.open.map(\.rule) == ["lint/unused-suppression", "lint/unused-suppression"])
        #expect(report.open.allSatisfy { $0.severity == .note && $0.notes == ["its reason was: as it came"] })
        #expect(Set(report.open.map(\.span)) == [nil, other.span])
    }

    @Test("what a forEach wrote once is told once, and counts as used when one object needs it")
    func repeated() {
        let entry = LintSuppression(
            "test/plump", reason: "r", span: SourceSpan(file: "a", line: 3, column: 1))
        #expect(report([thing("a", size: 5, entry), thing("b", size: 5, entry)]).open.count == 1)
        #expect(report([thing("a", size: 5, entry), thing("b", entry)]).open.isEmpty)
    }

    @Test("a suppression holds on its last day, and is told of when that is over")
    func expiry() {
        var brief = accepted
        brief.until = "2026-11-22"
        #expect(report([thing("a", brief)]).open.isEmpty)
        let later = report([thing("a", brief)], today: "2026-11-23")
        #expect(Set(later.open.map(\.rule)) == ["test/plump", "lint/unused-suppression"])
        #expect(later.open.contains { $0.message == "the suppression of test/plump expired on 2026-11-22" })
    }

    @Test("what was not asked about proves no suppression needless")
    func partial() {
        let things = [thing("a", size: 5, accepted), thing("b")]
        let shared = LintSettings(suppressions: [LintSuppression("test/nameless", reason: "r")])
        #expect(report(things, shared, rules: ["test/nameless"]).open.isEmpty)
        let chosen = report(things, shared, selection: Selection(targets: ["Thing/b"]))
        #expect(chosen.objects == 1 && chosen.open.map(\.rule) == ["test/plump"])
        #expect(report(things, selection: Selection(excludes: ["Thing"])).findings.isEmpty)
    }

    @Test("a project may take a rule more or less seriously, the linter's own too")
    func severities() {
        let settings = LintSettings(severities: ["test/plump": .error, "lint/unused-suppression": .warning])
        let report = report([thing("a"), thing("b", size: 5, accepted)], settings)
        #expect(report.open.map(\.severity).sorted() == [.error, .warning] && report.breaks(.error))
    }

    @Test("objects of kinds without rules are counted and left alone")
    func others() {
        let report = report([DesiredResource(Address(kind: "Other", name: "o")), thing("a", size: 1)])
        #expect(report.objects == 2 && report.findings.isEmpty && !report.breaks(.note))
    }

    @Test("rules look around: who refers to whom, by which field")
    func scene() {
        let target = Address(kind: "Thing", name: "a")
        let other = DesiredResource(
            Address(kind: "Other", name: "o"),
            attributes: [
                "thing": .reference(Reference(target)), "list": [.reference(Reference(target, attribute: "x"))],
            ])
        let scene = LintRule.Scene([thing("a"), other])
        #expect(scene.all("Other", referringTo: target).map(\.address) == [other.address])
        #expect(scene.all("Other", referringTo: target, by: "thing").count == 1)
        #expect(scene.all("Other", referringTo: target, by: "size").isEmpty)
        #expect(scene.target(of: other.attributes["thing"])?.address == target)
        #expect(scene.target(of: other.attributes["list"]?.elements[0]) == nil && scene.target(of: "a") == nil)
    }
}
