import ArgumentParser
import Kinds
import ManifestLanguage
import Model

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of manifests, for editors.")

    @Argument(help: "One kind only.", completion: .list(Catalog.kinds.names))
    var kind: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            if let kind, Catalog.kinds[kind] == nil {
                throw Diagnostic(
                    code: "unknown-kind", "there is no kind \"\(kind)\"", help: "\"nacre explain\" lists the kinds")
            }
            session.console.print(JSONSchema.document(for: Catalog.kinds, kind: kind))
            return .done
        }
    }
}
