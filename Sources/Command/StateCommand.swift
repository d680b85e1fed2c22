import ArgumentParser

/// What state remembers; one file per verb under `State/`.
struct StateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "Look at what state remembers, and put it right.",
        subcommands: [
            StateListCommand.self, StateShowCommand.self, StateMoveCommand.self, StateForgetCommand.self,
            StateVerifyCommand.self, StateHistoryCommand.self, StateExportCommand.self,
            StateRestoreCommand.self, StateSecretCommand.self, StateLockCommand.self, StateUnlockCommand.self,
            StateRebindCommand.self,
        ])
}
