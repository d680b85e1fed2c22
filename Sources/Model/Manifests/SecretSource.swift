/// Where the value of a secret that `nacre.yaml` declares comes from.
public enum SecretSource: Hashable, Sendable {
    /// An environment variable.
    case environment(String)
    /// A file, relative to the workspace.
    case file(String)
    /// What a program prints; it is started without a shell, and only if the project allows it.
    /// - Parameter seconds: how long it may take.
    case command([String], seconds: Int)
    /// Text encrypted with a key of KMS.
    /// - Parameter key: the key's tag.
    case kms(key: String, ciphertext: String)
}

extension SecretSource: CustomStringConvertible {
    /// Its name, without arguments and without ciphertext.
    public var description: String {
        switch self {
        case .environment(let name): "the environment variable \(name)"
        case .file(let path): "the file \(path)"
        case .command(let words, _): "the program \(words.first ?? "")"
        case .kms(let key, _): "the KMS key \(key)"
        }
    }
}

/// A secret that manifests use and that is fetched only by commands that need its value.
public struct PendingSecret: Hashable, Sendable {
    /// Its name in `spec.secrets`.
    public var name: String
    public var source: SecretSource
    /// Its declaration.
    public var span: SourceSpan

    public init(_ name: String, from source: SecretSource, at span: SourceSpan) {
        self.name = name
        self.source = source
        self.span = span
    }
}

/// What keeps the data key of a state, as `spec.stateKey` says.
public enum StateKeyPlace: Hashable, Sendable {
    /// The key encryption key in a file of 64 hexadecimal digits; nil means beside the state. `NACRE_STATE_KEY` takes the
    /// place of the file.
    case file(String?)
    /// A key of KMS, by its tag.
    case kms(key: String)
    /// A passphrase in an environment variable; nil means that it is asked for.
    case passphrase(variable: String?)
}

extension StateKeyPlace: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(nil): "the key file beside the state"
        case .file(let path?): "the key file \(path)"
        case .kms(let key): "the KMS key \(key)"
        case .passphrase(nil): "a passphrase that is asked for"
        case .passphrase(let name?): "the passphrase in \(name)"
        }
    }
}
