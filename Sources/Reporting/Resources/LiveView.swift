import Model

/// What is known of an object in the cloud when it is shown.
public enum LiveView: Hashable, Sendable {
    /// The cloud was not asked.
    case notAsked
    /// The object is there.
    case found(LiveObject)
    /// The cloud does not have it any more.
    case gone
    /// The cloud was asked and did not say.
    case unknown

    var object: LiveObject? {
        switch self {
        case .found(let object): object
        case .notAsked, .gone, .unknown: nil
        }
    }

    /// Whether the object exists; nil when that is not known.
    var exists: Bool? {
        switch self {
        case .found: true
        case .gone: false
        case .notAsked, .unknown: nil
        }
    }
}
