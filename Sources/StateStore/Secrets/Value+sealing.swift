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
        switch self {
        case .secret(let secret): .secret(secret.fingerprint == nil ? secret.sealed(by: hash) : secret)
        case .list(let elements): .list(elements.map { $0.sealed(by: hash) })
        case .map(let members): .map(members.mapValues { $0.sealed(by: hash) })
        case .null, .bool, .integer, .number, .string, .reference, .template: self
        }
    }
}
