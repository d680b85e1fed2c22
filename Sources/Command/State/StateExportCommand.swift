import ArgumentParser

struct StateExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the whole state as JSON. Secrets appear as fingerprints only.")

    @OptionGroup var flags: RecordOptions

    func run() async throws {
        try await Session.run(flags) { session in
            try session.console.print(await session.state(of: session.project(), .readOnly).export())
            return .done
        }
    }
}
