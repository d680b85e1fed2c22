import ArgumentParser

/// Secrets as ciphertext; one file per verb under `Secrets/`.
struct SecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "Encrypt, decrypt and edit secrets.",
        discussion: """
            A secret is encrypted with a key of KMS, for spec.secrets in nacre.yaml, or with the key of the state, for a \
            file that only those who have that key can read.
            """,
        subcommands: [SecretEncryptCommand.self, SecretDecryptCommand.self, SecretEditCommand.self])
}
