import ArgumentParser

/// What state remembers; one file per verb under `State/`.
struct StateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "Inspect and repair state.",
        subcommands: [
            StateListCommand.self, StateShowCommand.self, StateMoveCommand.self, StateForgetCommand.self,
            StateVerifyCommand.self, StateHistoryCommand.self, StatePruneCommand.self, StateExportCommand.self,
            StateRestoreCommand.self, StateSecretCommand.self, StateRekeyCommand.self, StateLockCommand.self,
            StateUnlockCommand.self,
            StateRebindCommand.self,
        ])
}
