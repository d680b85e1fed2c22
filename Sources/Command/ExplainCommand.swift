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
        help: "Kind or Kind.field; lint, or the id of a rule.",
        completion: .list(Catalog.kinds.names + ["lint"] + Catalog.kinds.lintRules.map(\.id)))
    var subject: String?

    @Flag(help: "All kinds, or with lint all rules, as a Markdown page.")
    var markdown = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            if markdown {
                let isLint = subject == Self.lint
                let page =
                    isLint
                    ? LintRuleReport.markdown(Catalog.kinds.lintRules) : KindReport.markdown(Catalog.kinds.kinds)
                Console.write(page, to: 1)
            } else if let subject {
                session.console.print(try explain(subject, session))
            } else {
                session.console.print(KindReport.list(Catalog.kinds.kinds, style: session.console.style))
            }
            return .done
        }
    }

    /// What stands for all lint rules.
    private static let lint = "lint"

    private func explain(_ subject: String, _ session: Session) throws(Diagnostic) -> String {
        let style = session.console.style
        if subject == Self.lint { return LintRuleReport.list(Catalog.kinds.lintRules, style: style) }
        if subject.contains("/") { return LintRuleReport.explain(try Catalog.kinds.lintRule(subject), style: style) }
        let parts = subject.split(separator: ".", maxSplits: 1).map(String.init)
        let name = parts.first ?? subject
        guard let kind = Catalog.kinds[name] else {
            let nearest = NearestName.of(name, in: Catalog.kinds.names)
            throw Diagnostic(
                code: "unknown-kind", "there is no kind \"\(name)\"",
                help: nearest.map { "did you mean \($0)?" } ?? "\"nacre explain\" lists the kinds")
        }
        return try KindReport.explain(kind, field: parts.count > 1 ? parts[1] : nil, style: style)
    }
}
