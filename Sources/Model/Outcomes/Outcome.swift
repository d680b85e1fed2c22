/// How a step ended.
public enum StepResult: Hashable, Sendable {
    case done
    /// Nothing more will happen by itself; the text says why and what to do.
    case failed(Diagnostic)
    /// Begun and recorded, its end not seen; the next run goes on from it.
    case pending(String)
    /// Not begun because another step did not end well.
    case blocked(by: Step.ID)
    /// Not begun because the run was interrupted.
    case notStarted
}

/// What became of one step.
public struct StepOutcome: Hashable, Sendable {
    public var step: Step
    public var result: StepResult
    /// From its first call to its end.
    public var seconds: Double
    /// Calls made for it alone, repetitions included.
    public var calls: Int
    /// How many of them were repetitions.
    public var retries: Int
    /// The object's id, when it is known.
    public var objectID: String?

    public init(
        _ step: Step, _ result: StepResult, seconds: Double = 0, calls: Int = 0, retries: Int = 0,
        objectID: String? = nil
    ) {
        self.step = step
        self.result = result
        self.seconds = seconds
        self.calls = calls
        self.retries = retries
        self.objectID = objectID
    }
}

/// Why no more calls were taken before everything was done.
public struct Halt: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        /// A host's quota is used up.
        case quota
        /// The keys that calls are signed with are not accepted, or could not be renewed.
        case credentials
    }

    /// What the host said, and what is known about when it goes on, in a sentence.
    public var reason: String
    public var cause: Cause
    /// After how many seconds the host asked to come back; nil when it did not say.
    public var resumeAfter: Double?

    public init(reason: String, cause: Cause = .quota, resumeAfter: Double? = nil) {
        self.reason = reason
        self.cause = cause
        self.resumeAfter = resumeAfter
    }
}

/// What became of a plan.
public struct Outcome: Hashable, Sendable {
    public var run: String
    /// In the order of the plan.
    public var steps: [StepOutcome]
    public var interrupted: Bool
    public var seconds: Double
    /// All calls of the run, reads included.
    public var calls: Int
    public var retries: Int
    /// Why no more calls were taken before everything was done.
    public var halts: [Halt]
    /// What of the state is not as it must be after the run: such a run is never complete.
    public var faults: [Diagnostic] = []

    public init(
        run: String, steps: [StepOutcome], interrupted: Bool = false, seconds: Double = 0, calls: Int = 0,
        retries: Int = 0, halts: [Halt] = []
    ) {
        self.run = run
        self.steps = steps
        self.interrupted = interrupted
        self.seconds = seconds
        self.calls = calls
        self.retries = retries
        self.halts = halts
    }

    /// Whether every step was done, and state is as it must be.
    public var isComplete: Bool { faults.isEmpty && steps.allSatisfy { $0.result == .done } }
}

/// What happens while a plan is applied, for whoever shows progress.
public enum ProgressEvent: Hashable, Sendable {
    case started(Step)
    /// What a running step is waiting for: a status, a busy object, a retry.
    case waiting(Step.ID, String)
    case finished(StepOutcome)
    case interrupted
    /// Something about the run as a whole.
    case note(String)
}
