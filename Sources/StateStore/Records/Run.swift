import Model
import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One command that worked on the state.
public struct Run: Hashable, Sendable, Identifiable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case done
        /// Some steps failed or are pending.
        case incomplete
        case failed
        /// A guard, a lock or a stale plan stopped it before anything changed.
        case refused
        case interrupted
    }

    /// How many characters of an id are needed to look a run up.
    static let shortestID = 4

    public var id: String
    public var command: String
    /// `user@host`.
    public var actor: String
    /// The address of the CI job.
    public var job: String?
    public var startedAt: Date
    /// Nil while it runs, and for good when it died.
    public var finishedAt: Date?
    public var outcome: Outcome?
    public var planDigest: Digest?
    public var summary: JSON

    public init(
        id: String, command: String, actor: String, job: String? = nil, startedAt: Date, finishedAt: Date? = nil,
        outcome: Outcome? = nil, planDigest: Digest? = nil, summary: JSON = [:]
    ) {
        self.id = id
        self.command = command
        self.actor = actor
        self.job = job
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.outcome = outcome
        self.planDigest = planDigest
        self.summary = summary
    }
}

/// How one step of a run ended.
public struct StepRecord: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case done
        case failed
        /// Under way when the run ended; the next run takes it up.
        case pending
        /// Not started, since a step it waits for failed.
        case blocked
        case notStarted = "not-started"
    }

    public var runID: String
    public var address: Address
    /// The plan's word: `create`, `update`, `replace` …
    public var action: String
    public var outcome: Outcome
    public var message: String?
    /// From the first call to the last wait.
    public var seconds: Double
    public var calls: Int
    /// The most tries any of its calls needed.
    public var attempts: Int
    /// The object's row before the step; nil for one that state did not know.
    public var before: RecordedResource?

    public init(
        runID: String, address: Address, action: String, outcome: Outcome, message: String? = nil,
        seconds: Double = 0, calls: Int = 0, attempts: Int = 0, before: RecordedResource? = nil
    ) {
        self.runID = runID
        self.address = address
        self.action = action
        self.outcome = outcome
        self.message = message
        self.seconds = seconds
        self.calls = calls
        self.attempts = attempts
        self.before = before
    }
}

/// A run with all that is known of it.
public struct RunDetails: Hashable, Sendable {
    public var run: Run
    /// In the order they ended.
    public var steps: [StepRecord]
    /// In the order they were opened.
    public var intents: [Intent]
}

/// Something that happened to the state itself.
public struct HistoryEvent: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case leaseTakenOver = "lease-taken-over"
        case unlocked
        case moved
        /// The state was bound to another cloud, account or environment, by the user's word.
        case bound
        /// An answer came for an intent that had been closed by another run.
        case lateAnswer = "late-answer"
        /// The data key was wrapped anew, and kept values were sealed again.
        case rekeyed
    }

    public var at: Date
    public var kind: Kind
    /// One line for people.
    public var text: String
}
