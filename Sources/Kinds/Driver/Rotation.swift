import Model
import NcloudClient
import OrderedJSON

/// How a kind's objects get a new secret in place of the old one. Never a part of a plan: whoever uses the old secret is
/// shut out at that moment, so it is done when somebody asks for it.
public struct Rotation: Sendable {
    /// What there is to rotate, as users name it: `primary`.
    public let names: [String]
    /// The call that makes a new secret of an object: its id, and the name of the secret.
    public let request: @Sendable (_ id: String, _ name: String) -> APIRequest
    /// The call that shows the secrets an object has.
    public let reading: @Sendable (_ id: String) -> APIRequest
    /// Takes the named secret out of the answer to either.
    public let secret: @Sendable (_ answer: JSON, _ name: String) -> String?
}

extension Driver {
    /// How to get a new secret of an object of a kind that has no ``Driver/rotation``; nil for kinds without secrets.
    public var rotationHelp: String? {
        if let secretRenewal { return secretRenewal }
        let secret = kind.fields.first { field in
            guard case .secret = field.type, case .inPlace = field.change else { return false }
            return true
        }
        return secret.map { "give another value for '\($0.name)' in the manifest or its source, and apply" }
    }
}
