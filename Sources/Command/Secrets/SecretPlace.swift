import ArgumentParser
import ManifestLanguage
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which encrypted text a command is about: a secret of `nacre.yaml`, or a file.
struct SecretPlaceOptions: ParsableArguments {
    @Argument(help: "The name of a secret in spec.secrets of nacre.yaml whose source is kms.")
    var name: String?

    @Option(help: "A file that contains ciphertext, instead of a secret of nacre.yaml.", completion: .file())
    var file: String?

    @Option(help: "The tag of the KMS key, for a file with ciphertext from KMS.")
    var key: String?

    mutating func validate() throws {
        guard (name == nil) != (file == nil) else {
            throw ValidationError("pass the name of a secret, or --file FILE")
        }
        if name != nil, key != nil {
            throw ValidationError("--key belongs to --file; a secret of nacre.yaml has its key")
        }
    }
}

/// An encrypted text, the key it is for, and the file that holds it.
struct SecretPlace {
    /// The text as it is in the file.
    var written: String
    var ciphertext: Ciphertext
    /// The tag of its KMS key.
    var key: String?
    var path: String

    /// - Throws: a ``Diagnostic`` when there is no such secret, or no ciphertext.
    init(_ options: SecretPlaceOptions, _ session: Session) throws {
        if let file = options.file {
            path = file
            key = options.key
            written = try Self.read(file)
        } else {
            let name = options.name ?? ""
            let sources = try ManifestLoader.secretSources(of: session.options.source)
            guard let source = sources[name] else {
                throw Diagnostic(
                    code: "unknown-secret", "nacre.yaml declares no secret '\(name)'",
                    help: NearestName.of(name, in: sources.keys.sorted()).map { "did you mean \($0)?" }
                        ?? "\"nacre secret encrypt --key TAG\" prints what to write there")
            }
            guard case .kms(let key, let ciphertext) = source else {
                throw Diagnostic(
                    code: "secret", "the secret '\(name)' is not encrypted: it comes from \(source)",
                    help: "change it there")
            }
            path = "\(session.options.root)/nacre.yaml"
            self.key = key
            written = ciphertext
        }
        guard let ciphertext = Ciphertext(written) else {
            throw Diagnostic(
                code: "secret", "\(path) contains no ciphertext",
                help: "encrypt with \"nacre secret encrypt --out \(path)\"")
        }
        self.ciphertext = ciphertext
    }

    private static func read(_ path: String) throws -> String {
        do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw Diagnostic(code: "unreadable", "cannot read \(path)", help: "check the path and its permissions")
        }
    }

    /// Puts another ciphertext in the place of this one. The rest of the file stays as it is.
    /// - Throws: a ``Diagnostic`` when the file has changed meanwhile or cannot be written.
    func replace(with new: Ciphertext) throws {
        let text = try Self.read(path)
        let parts = text.components(separatedBy: ciphertext.text)
        guard parts.count == 2 else {
            throw Diagnostic(
                code: "secret",
                parts.count < 2
                    ? "\(path) does not contain the ciphertext any longer"
                    : "\(path) contains the same ciphertext several times",
                help: "the new ciphertext is \(new.text)")
        }
        try PrivateText.write(parts.joined(separator: new.text), to: path, keepingMode: true)
    }
}
