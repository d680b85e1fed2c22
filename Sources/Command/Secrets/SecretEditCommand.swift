import ArgumentParser
import Model
import Nacre

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct SecretEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Edit an encrypted secret with $VISUAL or $EDITOR.",
        discussion: """
            The decrypted secret is never written to a disk: the editor gets a file in memory (a folder of this command \
            on a tmpfs) that is overwritten and removed afterwards. An editor that keeps copies elsewhere, such as an undo \
            file or a history, must be set not to.
            """)

    @OptionGroup var place: SecretPlaceOptions
    @OptionGroup var flags: SealingOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let place = try SecretPlace(place, session)
            let cipher = try await SecretCipher(session, key: place.key)
            let before = try await cipher.decrypt(place.ciphertext)
            let after = try edited(before, session)
            guard after != before else {
                session.console.note("nothing was changed")
                return .done
            }
            guard !after.isEmpty else {
                throw Diagnostic(
                    code: "empty-input", "the edited secret is empty; nothing was changed",
                    help: "to remove the secret, remove it from \(place.path)")
            }
            try place.replace(with: try await sealed(after, like: place, cipher))
            session.console.note("wrote \(place.path)")
            return .done
        }
    }

    /// Encrypts with what the ciphertext before was encrypted with.
    private func sealed(_ text: String, like place: SecretPlace, _ cipher: SecretCipher) async throws -> Ciphertext {
        var cipher = cipher
        if case .state = place.ciphertext { cipher.key = nil }
        return try await cipher.encrypt(text)
    }

    private func edited(_ text: String, _ session: Session) throws -> String {
        let named = [session.environment["VISUAL"], session.environment["EDITOR"]].compactMap(\.self)
        // What an editor shows without a terminal goes into a log.
        guard let editor = named.first(where: { !$0.isEmpty }) ?? (isatty(STDIN_FILENO) == 1 ? "vi" : nil) else {
            throw Diagnostic(
                code: "editor", "there is no terminal to edit in", help: "set EDITOR to a program that edits by itself")
        }
        let memory = try MemoryFolder(environment: session.environment)
        defer { memory.remove() }
        let path = try memory.write(text + "\n", to: "secret")
        let words = editor.split(separator: " ").map(String.init) + [path]
        let status = try Interrupts.ignored { () throws(Diagnostic) -> Int32 in
            do throws(ChildProcess.NotStarted) {
                return try ChildProcess(words, environment: session.environment).wait()
            } catch {
                throw Diagnostic(
                    code: "editor", "the editor \(words[0]) cannot be started: \(error.reason)",
                    help: "set EDITOR to the name of an editor")
            }
        }
        guard status == 0 else {
            throw Diagnostic(
                code: "editor", "the editor failed with exit code \(status); nothing was changed",
                help: "edit again")
        }
        let edited = try memory.read("secret")
        return edited.last?.isNewline == true ? String(edited.dropLast()) : edited
    }
}
