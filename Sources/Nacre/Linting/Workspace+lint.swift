import Kinds
import Model
import Planning

extension Workspace {
    /// Holds the manifests against the rules of their kinds. Asks neither the cloud nor the state.
    /// - Parameters:
    ///   - today: The day of the run, as `2027-01-31`.
    ///   - selection: Which objects are judged.
    ///   - rules: The ids of the rules to go by; empty means all.
    /// - Throws: what is wrong with the selection or the rules: they name nothing that there is.
    public func lint(
        today: String, selection: Selection = Selection(), rules: [String] = [],
        catalog: KindCatalog = DriverCatalog.ncloud.kinds
    ) throws(Diagnostics) -> LintReport {
        try check(selection, catalog)
        let asked = try rules.map { name throws(Diagnostics) in
            do throws(Diagnostic) { return try catalog.lintRule(name).id } catch { throw Diagnostics([error]) }
        }
        let run = LintRun(desired, catalog: catalog, today: today, selection: selection, rules: Set(asked))
        var report = run.report()
        let lines = quoting(report.findings.map(\.diagnostic)).map(\.line)
        for (index, line) in lines.enumerated() { report.findings[index].line = line }
        return report
    }

    private func check(_ selection: Selection, _ catalog: KindCatalog) throws(Diagnostics) {
        let addresses = desired.resources.map(\.address)
        let labels = Dictionary(
            desired.resources.map { ($0.address, $0.labels) }, uniquingKeysWith: { first, _ in first })
        let misses = selection.misses(among: addresses, labels: labels, kinds: catalog.names)
        guard misses.isEmpty else { throw Diagnostics(misses) }
    }
}

extension KindCatalog {
    /// The lint rule called `id`.
    /// - Throws: a diagnostic with the nearest id when there is none.
    public func lintRule(_ id: String) throws(Diagnostic) -> LintRule {
        let rules = lintRules
        if let rule = rules.first(where: { $0.id == id }) { return rule }
        throw Diagnostic(
            code: "unknown-lint-rule", "there is no lint rule \"\(id)\"",
            help: NearestName.of(id, in: rules.map(\.id)).map { "did you mean \($0)?" }
                ?? "\"nacre lint --rules\" lists them")
    }
}
