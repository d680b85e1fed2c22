import ArgumentParser
import Execution
import Kinds
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct SecretDecryptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decrypt", abstract: "Print an encrypted secret, after confirmation.")

    @Option(help: "Write it to this file, readable only by its owner. An existing file is not overwritten.")
    var out: String?

    @Flag(help: "Write it to standard output without asking for confirmation.")
    var reveal = false

    @OptionGroup var place: SecretPlaceOptions
    @OptionGroup var flags: SealingOptions

    func validate() throws {
        if out != nil, reveal { throw ValidationError("--out and --reveal cannot be used together") }
    }

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let place = try SecretPlace(place, session)
            let cipher = try await SecretCipher(session, key: place.key)
            if out == nil, !reveal { try await confirm(session) }
            let plaintext = try await cipher.decrypt(place.ciphertext)
            if let out {
                session.console.note("wrote \(try write(plaintext, to: out, session)), readable only by you")
            } else {
                try session.console.print(plaintext)
            }
            return .done
        }
    }

    private func confirm(_ session: Session) async throws {
        if await session.console.ask("Print the secret to standard output? Enter \"yes\" to confirm: ") == "yes" {
            return
        }
        throw Diagnostic(
            code: "secret", "the secret was not printed",
            help: "write it to a file with --out FILE, or use --reveal to print it to standard output")
    }

    private func write(_ secret: String, to path: String, _ session: Session) throws -> String {
        do throws(StepFailure) {
            return try PrivateFile.write(
                secret, to: path, in: FileManager.default.currentDirectoryPath, sparing: session.ownFiles)
        } catch .diagnostic(let problem) {
            throw problem
        }
    }
}
