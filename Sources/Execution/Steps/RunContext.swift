import Kinds
import Model
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What all steps of a run share.
struct RunContext: Sendable {
    let run: String
    let project: String
    let drivers: DriverCatalog
    let journal: any Journal
    let caller: PatientCaller
    let poller: Poller
    let coalescer: Coalescer
    let registry: Registry
    let clock: RunClock
    let pauses: RolloutPauses
    /// What was read of the cloud before the plan was made.
    let live: LiveSnapshot
    let lookAlikes: LookAlikes
    /// What creates look at before they are sent.
    let recentLists: RecentLists
    let recorded: Recorded
    let settings: RunSettings
    let progress: @Sendable (ProgressEvent) -> Void
}

/// What to do, with nobody to ask, when a lost answer could mean one of several objects.
public enum AmbiguityPolicy: String, Hashable, Sendable, CaseIterable {
    /// Hold the step and show the candidates. The only choice that can neither double nor mistake anything.
    case fail
    /// Take the newest candidate.
    case adopt
    /// Take none of them and create again.
    case retry
}

/// How a plan is applied, apart from what it says.
public struct RunSettings: Sendable {
    /// How many steps may be under way at once. Most of them only wait.
    public var parallelism: Int
    /// How long an object whose creation was not answered may stay invisible before it counts as not made.
    public var settle: Duration
    /// How long running steps may go on after an interrupt.
    public var grace: Duration
    /// What to do when several objects could be the one whose creation was not answered.
    public var onAmbiguous: AmbiguityPolicy
    /// The workspace: files named in manifests lie relative to it.
    public var directory: String
    /// Files that no secret may replace, relative to `directory` or absolute; the state is one of them.
    public var ownFiles: [String] = []
    /// The wall clock, for what is written into state.
    public var now: @Sendable () -> Date
    /// How long the machine has been running, for how old a row of state is.
    public var uptime: @Sendable () -> Moment.Uptime?
    public var identifier: @Sendable () -> String

    public init(
        parallelism: Int = 64, settle: Duration = .seconds(10), grace: Duration = .seconds(30),
        onAmbiguous: AmbiguityPolicy = .fail, directory: String,
        now: @escaping @Sendable () -> Date = { Date() },
        uptime: @escaping @Sendable () -> Moment.Uptime? = { .current },
        identifier: @escaping @Sendable () -> String = { UUID().uuidString.lowercased() }
    ) {
        self.parallelism = parallelism
        self.settle = settle
        self.grace = grace
        self.onAmbiguous = onAmbiguous
        self.directory = directory
        self.now = now
        self.uptime = uptime
        self.identifier = identifier
    }

    /// Now, by both clocks.
    public var moment: @Sendable () -> Moment {
        { [now, uptime] in Moment(wall: now().timeIntervalSince1970, uptime: uptime()) }
    }
}
