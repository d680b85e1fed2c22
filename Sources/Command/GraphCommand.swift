import ArgumentParser
import Reporting

struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Print the dependency graph in Graphviz or Mermaid format.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case dot, mermaid
    }

    @Option(help: "dot or mermaid.")
    var format = Format.dot

    @OptionGroup var flags: ManifestOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let desired = try session.workspace().desired
            let nodes = GraphReport.nodes(of: desired.resources + desired.externals)
            switch format {
            case .dot: try session.console.print(GraphReport.dot(nodes))
            case .mermaid: try session.console.print(GraphReport.mermaid(nodes))
            }
            return .done
        }
    }
}
