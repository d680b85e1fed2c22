import Model

extension Value {
    /// Whether it holds a secret that no fingerprint was made of.
    var holdsUnsealedSecret: Bool {
        switch self {
        case .secret(let secret): secret.fingerprint == nil
        case .list(let elements): elements.contains(where: \.holdsUnsealedSecret)
        case .map(let members): members.values.contains(where: \.holdsUnsealedSecret)
        case .null, .bool, .integer, .number, .string, .reference, .template: false
        }
    }

    /// The value with a fingerprint on every secret.
    public func sealed(by hash: (String) -> String) -> Value {
        replacingSecrets { $0.fingerprint == nil ? $0.sealed(by: hash) : nil }
    }
}
