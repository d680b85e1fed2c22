import ArgumentParser
import Kinds
import Model
import Reporting

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a kind or one of its fields; without an argument, list the kinds.")

    @Argument(help: "Kind or Kind.field.", completion: .list(Catalog.kinds.names))
    var subject: String?

    @Flag(help: "All kinds as a Markdown page.")
    var markdown = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            if markdown {
                Console.write(KindReport.markdown(Catalog.kinds.kinds), to: 1)
            } else if let subject {
                session.console.print(try explain(subject, session))
            } else {
                session.console.print(KindReport.list(Catalog.kinds.kinds, style: session.console.style))
            }
            return .done
        }
    }

    private func explain(_ subject: String, _ session: Session) throws(Diagnostic) -> String {
        let parts = subject.split(separator: ".", maxSplits: 1).map(String.init)
        let name = parts.first ?? subject
        guard let kind = Catalog.kinds[name] else {
            let nearest = NearestName.of(name, in: Catalog.kinds.names)
            throw Diagnostic(
                code: "unknown-kind", "there is no kind \"\(name)\"",
                help: nearest.map { "did you mean \($0)?" } ?? "\"nacre explain\" lists the kinds")
        }
        return try KindReport.explain(kind, field: parts.count > 1 ? parts[1] : nil, style: session.console.style)
    }
}
