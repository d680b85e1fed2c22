import Kinds
import NcloudClient

extension Goal {
    var isReady: Bool {
        if case .ready = self { return true }
        return false
    }

    var isAboutAttributes: Bool {
        if case .condition = self { return true }
        return false
    }

    var isGone: Bool {
        switch self {
        case .gone: true
        case .ready, .condition: false
        }
    }

    /// The goal in a sentence: "still not … in time".
    var words: String {
        switch self {
        case .ready: "ready"
        case .gone: "gone"
        case .condition(let words, _): words
        }
    }
}

extension APIFailure {
    /// Whether asking again will not help.
    var isFinal: Bool {
        switch classification {
        case .retry, .ambiguous, .busy, .clockSkew: false
        case .gone, .quota, .unauthenticated, .refused: true
        }
    }
}
