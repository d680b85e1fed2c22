import ArgumentParser
import Kinds
import Model
import Nacre
import Reporting

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a kind, one of its fields or a lint rule; without an argument, list the kinds.")

    @Argument(
        help: "Kind, Kind.field, lint, or the id of a lint rule.",
        completion: .list(DriverCatalog.ncloud.kinds.names + ["lint"] + DriverCatalog.ncloud.kinds.lintRules.map(\.id)))
    var subject: String?

    @Flag(help: "Print Markdown: for all kinds, for one kind, or with lint for all rules.")
    var markdown = false

    @OptionGroup var flags: ConsoleOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            if markdown {
                try session.console.deliver(try page())
            } else if let subject {
                try session.console.print(explain(subject, session))
            } else {
                try session.console.print(
                    KindReport.list(DriverCatalog.ncloud.kinds.kinds, style: session.console.style))
            }
            return .done
        }
    }

    /// A Markdown page: all kinds, one of them, or all lint rules.
    private func page() throws -> String {
        guard let subject else { return KindReport.markdown(DriverCatalog.ncloud.kinds.kinds) }
        if subject == Self.lint { return LintRuleReport.markdown(DriverCatalog.ncloud.kinds.lintRules) }
        guard !subject.contains("/"), !subject.contains(".") else {
            throw ValidationError("--markdown works for a kind or lint, not for \"\(subject)\"")
        }
        return KindReport.markdown([try kind(subject)])
    }

    private func kind(_ name: String) throws(Diagnostic) -> Kind {
        guard let kind = DriverCatalog.ncloud.kinds[name] else {
            let nearest = NearestName.of(name, in: DriverCatalog.ncloud.kinds.names)
            throw Diagnostic(
                code: "unknown-kind", "unknown kind \"\(name)\"",
                help: nearest.map { "did you mean \($0)?" } ?? "\"nacre explain\" lists the kinds")
        }
        return kind
    }

    /// What stands for all lint rules.
    private static let lint = "lint"

    private func explain(_ subject: String, _ session: Session) throws(Diagnostic) -> String {
        let style = session.console.style
        if subject == Self.lint { return LintRuleReport.list(DriverCatalog.ncloud.kinds.lintRules, style: style) }
        if subject.contains("/") {
            return LintRuleReport.explain(try DriverCatalog.ncloud.kinds.lintRule(subject), style: style)
        }
        let parts = subject.split(separator: ".", maxSplits: 1).map(String.init)
        let kind = try kind(parts.first ?? subject)
        return try KindReport.explain(kind, field: parts.count > 1 ? parts[1] : nil, style: style)
    }
}
