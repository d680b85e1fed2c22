/// Which of the gateway's two signatures a request carries; both are made with the account's access key and secret.
///
/// ```swift
/// APIRequest.rest(service, .post, path, body: body).signed(.v1(apiKey: key))
/// ```
public enum SignatureVersion: Sendable, Hashable {
    /// What every call has that names none. Source: api/signing.md §1.
    case v2
    /// The older one, whose text has a line for an API key of API Gateway, primary or secondary. Whatever a service
    /// repeats of the key, errors show it as `[secret]`. Source: api/signing.md §2.
    case v1(apiKey: String)
}

extension SignatureVersion: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        switch self {
        case .v2: "signature v2"
        case .v1: "signature v1 with an API key"
        }
    }

    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The API key that is sent along and signed.
    var apiKey: String? {
        switch self {
        case .v2: nil
        case .v1(let apiKey): apiKey
        }
    }
}
