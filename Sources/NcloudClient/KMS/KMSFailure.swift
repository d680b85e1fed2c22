/// Why nothing was done with a key. It names the key by its tag, and never a plaintext.
public struct KMSFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What a program may act on.
    public enum Reason: Sendable, Hashable {
        /// A value is wrong, and no call was made.
        case badValue
        /// The ciphertext or signature was not made with this key and context, or was changed.
        case wrongKey
        /// The key, or the version that is needed, is disabled.
        case disabled
        /// The key waits for its deletion.
        case pendingDeletion
        /// The key, or the version that is needed, does not exist.
        case missing
        /// The account may not use the key.
        case denied
        /// Anything else that the call ended with.
        case failed
    }

    public var reason: Reason
    public var message: String
    /// What to do about it.
    public var help: String?
    /// The call's own failure; nil when none was made.
    public var cause: APIFailure?

    init(_ reason: Reason, _ message: String, help: String? = nil, cause: APIFailure? = nil) {
        self.reason = reason
        self.message = message
        self.help = help
        self.cause = cause
    }

    public var description: String { message + (help.map { "; \($0)" } ?? "") }

    /// An answer without the member that it should have.
    static func unreadable(_ member: String) -> KMSFailure {
        KMSFailure(.failed, "the response of Key Management Service has no valid \(member)")
    }
}

extension KMSFailure {
    /// Whether a call was refused because of a status. Source: api/kms.md §3, §7.
    static func isAboutStatus(_ failure: APIFailure) -> Bool {
        failure.code == "INVALID_STATUS" || failure.code == "UNPROCESSABLE_ENTITY"
    }

    /// - Parameters:
    ///   - sealed: the ciphertext or signature that the call was about.
    ///   - status: the status of the key, where it was told.
    init(
        _ failure: APIFailure, of key: KMSKey, _ action: KMSKey.Action, _ sealed: KMSText?, status: String?
    ) {
        let name = "key \(key.tag)"
        let version = sealed.map { "version \($0.version) of \(name)" }
        switch failure.code {
        case "INVALID_REQUEST" where sealed != nil:
            self.init(
                .wrongKey, "\(name) cannot \(action.words): it was made with another key or context, or was changed",
                help: "use the key and context that it was made with, and the whole text", cause: failure)
        case "NOT_FOUND":
            self.init(
                .missing, "\(name) does not exist" + (version.map { ", or \($0) does not" } ?? ""),
                help: "check the key tag, the site and the account", cause: failure)
        case "INVALID_STATUS", "UNPROCESSABLE_ENTITY":
            self.init(status: status, of: name, version, cause: failure)
        case "FORBIDDEN", "UNAUTHORIZED":
            self.init(
                .denied, "this account may not use \(name)",
                help: "give the sub account permission for the key", cause: failure)
        default: self.init(.failed, failure.summary, help: failure.nextStep, cause: failure)
        }
    }

    private init(status: String?, of name: String, _ version: String?, cause: APIFailure) {
        switch status {
        case "REVOKE":
            self.init(
                .pendingDeletion, "\(name) is pending deletion",
                help: "cancel its deletion, then enable it", cause: cause)
        case "ENABLE" where version != nil:
            self.init(.disabled, "\(version ?? name) is disabled", help: "enable that version", cause: cause)
        case "DISABLE":
            self.init(.disabled, "\(name) is disabled", help: "enable it", cause: cause)
        default:
            self.init(
                .disabled, "\(name)" + (version.map { ", or \($0)," } ?? "") + " is disabled or pending deletion",
                help: "enable it, or cancel its deletion", cause: cause)
        }
    }
}

extension KMSKey.Action {
    /// What could not be done, after `cannot`, about something that was made before.
    fileprivate var words: String {
        switch self {
        case .decrypt: "decrypt the ciphertext"
        case .reEncrypt: "re-encrypt the ciphertext"
        case .verify: "verify the signature"
        case .encrypt, .createDataKey, .sign: rawValue
        }
    }
}
