import ArgumentParser
import Model
import OrderedJSON

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct SecretEncryptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encrypt", abstract: "Encrypt a secret that is typed or read from standard input.",
        discussion: """
            With --key, KMS encrypts it: write the result into spec.secrets of nacre.yaml. Without, it is encrypted with \
            the key of the state. A line break at the end is not part of the secret.
            """)

    @Option(help: "The tag of a KMS key (default: the key of the state).")
    var key: String?

    @Option(help: "Write the ciphertext to this new file.")
    var out: String?

    @OptionGroup var flags: SealingOptions

    func run() async throws {
        try await Session.run(flags) { session in
            let cipher = try await SecretCipher(session, key: key)
            try await cipher.checkCloud()
            let ciphertext = try await cipher.encrypt(try await plaintext(session)).text
            if let out {
                session.console.note("wrote \(try NewFile.write(ciphertext + "\n", to: out))")
            } else if session.isJSON {
                try session.console.print(["key": key.map(JSON.string) ?? .null, "ciphertext": .string(ciphertext)])
            } else {
                try session.console.print(ciphertext)
                if let key { session.console.note("in spec.secrets: {kms: {key: \(key), ciphertext: \"…\"}}") }
            }
            return .done
        }
    }

    private func plaintext(_ session: Session) async throws -> String {
        let text: String
        if isatty(STDIN_FILENO) == 1 {
            text = await session.console.askHidden("The secret: ") ?? ""
        } else {
            guard let read = String(validating: Self.standardInput(), as: UTF8.self) else {
                throw Diagnostic(code: "secret", "standard input is not UTF-8", help: "encode it first, with base64")
            }
            text = read.last?.isNewline == true ? String(read.dropLast()) : read
        }
        guard !text.isEmpty else {
            throw Diagnostic(
                code: "empty-input", "standard input is empty", help: "pipe the secret into the command, or type it")
        }
        return text
    }

    /// Everything there is to read, until the end.
    private static func standardInput() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { return bytes }
        }
    }
}
