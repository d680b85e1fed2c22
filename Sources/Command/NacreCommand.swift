import ArgumentParser

/// The command. Each verb is a file of its own beside this one.
@main
struct NacreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nacre",
        abstract: "Manage NAVER Cloud Platform resources declaratively, from YAML manifests.",
        discussion: """
            A workspace is a folder with nacre.yaml and manifests. "nacre plan" shows what would change, "nacre apply" \
            does it, "nacre drift" reports changes made outside nacre.

            Exit codes: 0 success, 1 error and nothing changed, 2 differences exist, 3 apply incomplete, 4 stopped by a \
            guard, 5 state is locked by another run, 6 saved plan stale or used, 64 wrong usage, 130 interrupted, 141 \
            standard output closed by its reader.
            """,
        version: Release.version,
        subcommands: [
            InitCommand.self, ValidateCommand.self, LintCommand.self, PlanCommand.self, ApplyCommand.self,
            DestroyCommand.self, DriftCommand.self, UndoCommand.self, ImportCommand.self, DiscoverCommand.self,
            ExportCommand.self, RotateCommand.self, PurgeCommand.self, ShowCommand.self, StateCommand.self,
            SecretCommand.self,
            GraphCommand.self,
            ExplainCommand.self, SchemaCommand.self, SimulateCommand.self, DoctorCommand.self,
            CompletionsCommand.self,
        ])
}

/// Which nacre this is.
enum Release {
    static let version = "0.1.0"
}
