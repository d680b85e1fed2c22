import Model
import OrderedCollections

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A changing call, written down before it leaves, so that no crash can make one that nobody knows of.
public struct Intent: Hashable, Sendable, Identifiable {
    public enum Purpose: String, Hashable, Sendable, CaseIterable {
        case create, update, delete
    }

    public var id: String
    public var runID: String
    public var address: Address
    /// The endpoint, as the client names it.
    public var call: String
    public var purpose: Purpose
    /// The fields the object will be found again by when no answer comes.
    public var marker: Attributes
    /// Which try it is, from 1. Each try is an intent of its own.
    public var attempt: Int
    public var openedAt: Date
    public var state: IntentState

    public init(
        id: String, runID: String, address: Address, call: String, purpose: Purpose, marker: Attributes = [:],
        attempt: Int = 1, openedAt: Date, state: IntentState = .open
    ) {
        self.id = id
        self.runID = runID
        self.address = address
        self.call = call
        self.purpose = purpose
        self.marker = marker
        self.attempt = attempt
        self.openedAt = openedAt
        self.state = state
    }

    /// The cloud's id from the answer; nil while there is none, or when the answer named none.
    public var answeredID: String? {
        switch state {
        case .open: nil
        case .answered(let id), .closed(_, let id): id
        }
    }
}

/// How far an intent came.
///
/// ```
/// open ──▶ answered ──▶ closed
///   └────────────────────▲
/// ```
/// An intent that is not closed when a run begins belongs to a run that died: it is resolved before anything else.
public enum IntentState: Hashable, Sendable {
    /// Written; the call may or may not have left.
    case open
    /// The cloud took the call; the object may still be on its way.
    case answered(id: String?)
    /// Nothing is left to find out.
    case closed(IntentOutcome, id: String?)
}

/// What became of a call.
public enum IntentOutcome: String, Hashable, Sendable, CaseIterable {
    /// The cloud did what was asked.
    case succeeded
    /// The cloud refused, and nothing changed.
    case failed
    /// No answer came; the object was looked for and found.
    case found
    /// No answer came; the object was looked for and is not there.
    case absent
    /// Given up by the user's word.
    case abandoned
}
