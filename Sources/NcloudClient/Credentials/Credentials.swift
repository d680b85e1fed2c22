/// An access key with its secret. The secret shows in no description, reflection or dump.
public struct Credentials: Sendable, Hashable {
    public let accessKey: String
    /// For signing only.
    let secretKey: String
    /// Where the pair was found, to tell people.
    public let source: CredentialSource
    /// When temporary keys end; nil for lasting ones.
    public let expiry: ServerDate?

    public init(
        accessKey: String, secretKey: String, source: CredentialSource = .given, expiry: ServerDate? = nil
    ) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.source = source
        self.expiry = expiry
    }
}

extension Credentials {
    /// Whether both sign alike, wherever they were found.
    func signsLike(_ other: Credentials) -> Bool { accessKey == other.accessKey && secretKey == other.secretKey }
}

/// Where credentials came from.
public enum CredentialSource: Sendable, Hashable, CustomStringConvertible {
    /// Handed over by a program or on the command line.
    case given
    /// The two environment variables of these names.
    case environment(accessKey: String, secretKey: String)
    /// A profile of the official tool's file.
    case file(path: String, profile: String)
    /// The role of the server this runs on.
    case serverRole(String)

    public var description: String {
        switch self {
        case .given: "given directly"
        case .environment(let accessKey, let secretKey): "environment variables \(accessKey) and \(secretKey)"
        case .file(let path, let profile): "profile \(profile) of \(path)"
        case .serverRole(let role): "server role \(role)"
        }
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "access key \(accessKey) (\(source))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey, "source": source]) }
}

/// Something that has credentials ready, and renews those that end.
public protocol CredentialProvider: Sendable {
    /// - Throws: ``CredentialFailure`` when there are none, or they could not be renewed.
    func current() async throws(CredentialFailure) -> Credentials

    /// What to sign with instead of keys that the cloud refused; nil when there is nothing else.
    ///
    /// Many calls may ask after the same refusal: one search is for all of them.
    /// - Throws: ``CredentialFailure`` when the search failed.
    func replacement(for refused: Credentials) async throws(CredentialFailure) -> Credentials?
}

extension CredentialProvider {
    public func replacement(for refused: Credentials) async throws(CredentialFailure) -> Credentials? { nil }
}

extension Credentials: CredentialProvider {
    public func current() async throws(CredentialFailure) -> Credentials { self }
}

extension CredentialSource {
    /// What a person does about a pair that is not accepted.
    var remedy: String {
        switch self {
        case .given: "check the access key and the secret key"
        case .environment(let accessKey, let secretKey):
            "check the access key and the secret key in \(accessKey) and \(secretKey), and set a pair that is in use"
        case .file(let path, let profile):
            "check the access key and the secret key of profile \(profile) in \(path), and write a pair there that is in use"
        case .serverRole(let role): "check in the console that this server still has the role \(role)"
        }
    }
}

/// Why there are no credentials; names places and variables, never their values.
public struct CredentialFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) {
        self.description = description
    }
}
