import ArgumentParser

struct StateExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the whole state as JSON. Secrets appear as fingerprints only.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            session.console.print(try await session.state(of: session.project(), .readOnly).export())
            return .done
        }
    }
}
