import ArgumentParser
import Kinds
import ManifestLanguage
import Model

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of manifests, for editors.")

    @Argument(help: "Only this kind.", completion: .list(DriverCatalog.ncloud.kinds.names))
    var kind: String?

    @OptionGroup var flags: ConsoleOptions

    func run() async throws {
        try await Session.run(flags) { session in
            if let kind, DriverCatalog.ncloud.kinds[kind] == nil {
                throw Diagnostic(
                    code: "unknown-kind", "unknown kind \"\(kind)\"", help: "\"nacre explain\" lists the kinds")
            }
            try session.console.print(JSONSchema.document(for: DriverCatalog.ncloud.kinds, kind: kind))
            return .done
        }
    }
}
