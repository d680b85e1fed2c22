import ArgumentParser
import Kinds
import Model
import Nacre
import Planning
import Reporting

struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check manifests against best-practice rules.",
        discussion: """
            Makes no API calls and needs no credentials. To accept a finding, give a reason in the object's manifest or in \
            nacre.yaml. Exits with 4 if a finding reached the --fail-on severity, and with 1 if the manifests cannot be read.
            """)

    /// From which severity on the command fails.
    enum Limit: String, ExpressibleByArgument, CaseIterable {
        case error, warning, note, never

        var severity: Diagnostic.Severity? { Diagnostic.Severity(rawValue: rawValue) }
    }

    @OptionGroup var flags: ManifestOptions

    @Option(help: "Exit with 4 if a finding has at least this severity: error (the default), warning, note or never.")
    var failOn: Limit?

    @Option(
        help: ArgumentHelp("Only this rule. Repeatable.", valueName: "id"),
        completion: .list(DriverCatalog.ncloud.kinds.lintRules.map(\.id)))
    var rule: [String] = []

    @Option(help: "Only findings about these objects: Kind, Kind/name, Kind/name-* or label=value. Repeatable.")
    var target: [String] = []

    @Option(help: "No findings about these objects; selectors as for --target. Repeatable.")
    var exclude: [String] = []

    @Flag(help: "Also show accepted findings, with their reasons.")
    var showSuppressed = false

    @Flag(help: "List the rules with their severity; reads no manifests.")
    var rules = false

    func validate() throws {
        guard rules else { return }
        guard target.isEmpty, exclude.isEmpty, !showSuppressed, failOn == nil else {
            throw ValidationError(
                "--rules cannot be combined with --target, --exclude, --fail-on or --show-suppressed")
        }
    }

    func run() async throws {
        try await Session.run(flags, formats: [.text, .json, .sarif]) { session in
            if rules {
                try list(session)
                return .done
            }
            let workspace = try session.workspace(reported: session.options.output == .sarif)
            let selection = Selection(targets: target, excludes: exclude)
            let report = try workspace.lint(today: session.today, selection: selection, rules: rule)
            try show(report, workspace, session)
            guard let limit = (failOn ?? .error).severity else { return .done }
            return report.breaks(limit) ? .refused : .done
        }
    }

    private func list(_ session: Session) throws {
        let chosen = try rule.map { name in try DriverCatalog.ncloud.kinds.lintRule(name) }
        let shown = chosen.isEmpty ? DriverCatalog.ncloud.kinds.lintRules : chosen
        switch session.options.output {
        case .text: try session.console.print(LintRuleReport.list(shown, style: session.console.style))
        case .json: try session.console.print(LintRuleReport.json(shown))
        case .sarif:
            let nothing = LintReport([], objects: 0, rules: shown.count)
            try session.console.print(LintReporting.sarif(nothing, rules: shown, site: session.site))
        }
    }

    private func show(_ report: LintReport, _ workspace: Workspace, _ session: Session) throws(OutputFailure) {
        switch session.options.output {
        case .text:
            try session.console.print(
                LintReporting.text(report, style: session.console.style, showsSuppressed: showSuppressed))
        case .json: try session.console.print(LintReporting.json(report))
        case .sarif:
            try session.console.print(
                LintReporting.sarif(
                    report, warnings: workspace.warnings, rules: DriverCatalog.ncloud.kinds.lintRules,
                    site: session.site))
        }
    }
}
