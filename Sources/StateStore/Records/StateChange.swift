import Model

/// One change of the state; several are written together or not at all.
public enum StateChange: Hashable, Sendable {
    /// Writes the object's row, new or known. Secrets that are not sealed yet are sealed on the way.
    case saveResource(RecordedResource)
    /// Drops the object's row, and the secrets kept for it.
    case removeResource(Address)
    /// Gives the object another address; dependencies, secrets and open intents follow.
    case move(from: Address, to: Address)
    /// The same for several objects at once, which may take each other's addresses. Where they came from is remembered.
    case rename([Rename])
    /// Must be durable before the call it announces leaves.
    case openIntent(Intent)
    /// The call was answered; `cloudID` is nil where the answer names none.
    case answerIntent(String, cloudID: String?)
    case closeIntent(String, IntentOutcome)
    case stepOutcome(StepRecord)
    /// Keeps a value that the cloud tells only once, such as a private key, encrypted.
    case keepSecret(Address, name: String, Secret)
    /// Ends the keeping of such a value, once somebody has it.
    case dropSecret(Address, name: String)

    /// Whether a run that lost its lease is refused the change. What already happened in the cloud (an answer, an
    /// outcome, a secret) is always taken down; only what would let it act further is not.
    var needsLease: Bool {
        switch self {
        case .saveResource, .removeResource, .move, .rename, .openIntent: true
        case .answerIntent, .closeIntent, .stepOutcome, .keepSecret, .dropSecret: false
        }
    }

    /// Whether the change says what happened, and stands alone. The end of an intent does not: it says that the rows
    /// written with it hold all there is to know.
    var isAnswer: Bool {
        switch self {
        case .answerIntent, .stepOutcome, .keepSecret, .dropSecret: true
        case .closeIntent, .saveResource, .removeResource, .move, .rename, .openIntent: false
        }
    }
}
