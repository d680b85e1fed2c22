import Model

/// What became of a secret that `nacre.yaml` declares.
enum SecretValue {
    case known(Secret)
    /// Told only where the secret is used, so that `validate` works without the secrets of a deployment.
    case missing(reason: String, help: String, declaration: Place)
    /// Its declaration is wrong and has been reported.
    case unreadable
}
