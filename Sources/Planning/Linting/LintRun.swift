import Model
import OrderedCollections

/// Holds what is wanted against the rules of its kinds, and counts what is suppressed. Pure.
public struct LintRun {
    private let desired: Desired
    private let catalog: KindCatalog
    private let today: String
    private let selection: Selection
    private let only: Set<String>

    /// - Parameters:
    ///   - today: The day of the run, as `2027-01-31`: suppressions expire by it.
    ///   - selection: Which objects are judged; all are looked at.
    ///   - rules: The ids of the rules to go by; empty means all.
    public init(
        _ desired: Desired, catalog: KindCatalog, today: String, selection: Selection = Selection(),
        rules: Set<String> = []
    ) {
        self.desired = desired
        self.catalog = catalog
        self.today = today
        self.selection = selection
        only = rules
    }

    /// Every finding about the chosen objects, accepted ones among them, and suppressions that suppress nothing.
    public func report() -> LintReport {
        let scene = LintRule.Scene(desired.resources)
        let chosen = desired.resources.filter { selection.takes($0.address, labels: $0.labels) }
        var ledger = Ledger(desired.project.lint.suppressions, today: today)
        var findings: [LintReport.Finding] = []
        var judges: [String: [(rule: LintRule, judge: LintRule.Judge)]] = [:]
        for name in Set(chosen.map(\.address.kind)) {
            judges[name] = catalog[name]?.checks.lint.filter { isAsked($0) }.map { ($0, $0.check(scene)) }
        }
        for resource in chosen {
            let found = (judges[resource.address.kind] ?? []).flatMap { rule, judge in
                judge(resource).map { self.finding($0, by: rule, in: resource) }
            }
            findings += ledger.suppressing(found, in: resource)
        }
        if isAsked(.unusedSuppression) { findings += unused(ledger, chosen) }
        return LintReport(
            findings, objects: chosen.count, rules: catalog.lintRules.filter { isAsked($0) }.count)
    }

    private func isAsked(_ rule: LintRule) -> Bool { only.isEmpty || only.contains(rule.id) }

    private func severity(of rule: LintRule) -> Diagnostic.Severity {
        desired.project.lint.severities[rule.id] ?? rule.severity
    }

    private func finding(
        _ finding: LintRule.Finding, by rule: LintRule, in resource: DesiredResource
    ) -> LintReport.Finding {
        LintReport.Finding(
            rule.id, severity(of: rule), address: resource.address, field: finding.field, finding.message,
            at: resource.place(of: finding.field), notes: finding.notes, help: finding.help ?? rule.advice)
    }

    /// Suppressions without effect. Those of rules and objects that were not asked about prove nothing.
    private func unused(_ ledger: Ledger, _ chosen: [DesiredResource]) -> [LintReport.Finding] {
        let own = chosen.flatMap { resource in
            resource.lifecycle.suppressions.filter { !ledger.used.contains($0) }.map { (resource.address, $0) }
        }
        let shared = selection.isEverything ? ledger.shared.filter { !ledger.used.contains($0) } : []
        let all = own.map { (Optional($0), $1) } + shared.map { (nil, $0) }
        // A `forEach` writes one for many objects.
        var seen: Set<LintSuppression> = []
        return all.filter { (only.isEmpty || only.contains($1.rule)) && seen.insert($1).inserted }
            .map { unused($1, of: $0) }
    }

    private func unused(_ suppression: LintSuppression, of address: Address?) -> LintReport.Finding {
        let rule = LintRule.unusedSuppression
        let message =
            if suppression.holds(on: today) {
                "the suppression of \(suppression.rule) matches no finding"
            } else {
                "the suppression of \(suppression.rule) expired on \(suppression.until ?? "")"
            }
        return LintReport.Finding(
            rule.id, severity(of: rule), address: address, message, at: suppression.span,
            notes: ["its reason was: \(suppression.reason)"], help: rule.advice)
    }
}

/// Which suppressions there are, and which of them were of use.
private struct Ledger {
    let shared: [LintSuppression]
    private let today: String
    private(set) var used: Set<LintSuppression> = []

    init(_ shared: [LintSuppression], today: String) {
        self.shared = shared
        self.today = today
    }

    /// The findings about one object, each with what suppresses it: what stands at the object goes before what is said
    /// for the whole workspace.
    mutating func suppressing(
        _ findings: [LintReport.Finding], in resource: DesiredResource
    ) -> [LintReport.Finding] {
        guard !findings.isEmpty else { return [] }
        let wide = shared.filter { suppression in
            suppression.selector.map { Selection.matches([$0], resource.address, labels: resource.labels) } ?? true
        }
        return findings.map { finding in
            let match = (resource.lifecycle.suppressions + wide).first {
                $0.rule == finding.rule && $0.holds(on: today)
            }
            guard let match else { return finding }
            used.insert(match)
            var suppressed = finding
            suppressed.suppression = match
            return suppressed
        }
    }
}

extension Selection {
    /// Whether an object is chosen by itself, whatever it rests on.
    public func takes(_ address: Address, labels: OrderedDictionary<String, String>) -> Bool {
        (targets.isEmpty || Selection.matches(targets, address, labels: labels))
            && !Selection.matches(excludes, address, labels: labels)
    }
}
