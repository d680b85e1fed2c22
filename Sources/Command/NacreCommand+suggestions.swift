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
            guard !inner.isEmpty, !word.hasPrefix("-") else { return nil }
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

    /// Whether options come before the command they are meant for.
    private static func isOptionFirst(_ arguments: [String]) -> Bool {
        guard let option = arguments.first, option.hasPrefix("-"), !["-h", "--help", "--version"].contains(option)
        else {
            return false
        }
        return configuration.subcommands.contains { arguments.contains($0.configuration.commandName ?? "") }
    }
}
