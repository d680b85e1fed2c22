import ArgumentParser
import Model

extension NacreCommand {
    /// What a word was most likely meant to be that is not a command; nil where it is one.
    ///
    /// The parser itself only says that the word is unexpected.
    static func correction(for arguments: [String]) -> String? {
        if isOptionFirst(arguments) { return "options follow the command: nacre COMMAND [options]" }
        var command: any ParsableCommand.Type = NacreCommand.self
        var path = "nacre"
        for word in arguments where word != "help" {
            let inner = command.configuration.subcommands
            guard !inner.isEmpty else { return approval(path, arguments) }
            guard !word.hasPrefix("-") else { return nil }
            guard let next = inner.first(where: { $0.configuration.commandName == word }) else {
                let names = inner.map { $0.configuration.commandName ?? "" }.sorted()
                let near = NearestName.of(word, in: names).map { "did you mean '\(path) \($0)'?" }
                return "\(path) has no command '\(word)'; \(near ?? "'\(path) --help' lists them")"
            }
            command = next
            path += " \(word)"
        }
        return nil
    }

    /// How other tools call what approves without a question.
    private static let approvals = ["--yes", "-y", "--assume-yes", "--approve", "--force"]
    /// The commands that ask.
    private static let asking = ["nacre apply", "nacre destroy", "nacre undo", "nacre import", "nacre state rebind"]

    private static func approval(_ path: String, _ arguments: [String]) -> String? {
        guard asking.contains(path), let given = arguments.first(where: approvals.contains) else { return nil }
        return "unknown option '\(given)'; use --auto-approve to go on without confirmation"
    }

    /// Whether options come before the command they are meant for.
    private static func isOptionFirst(_ arguments: [String]) -> Bool {
        guard let option = arguments.first, option.hasPrefix("-"), !["-h", "--help", "--version"].contains(option)
        else {
            return false
        }
        return configuration.subcommands.contains { arguments.contains($0.configuration.commandName ?? "") }
    }
}
