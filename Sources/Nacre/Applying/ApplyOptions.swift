import Execution
import Model
import Planning
import StateStore

/// How an apply is carried out, apart from what it does.
public struct ApplyOptions: Sendable {
    public var plan: PlanOptions
    public var limits: Guard
    public var lease: LeaseRequest
    /// How long to wait for a lease that somebody holds.
    public var lockTimeout: Duration
    /// A plan reviewed earlier: only what it says is done.
    public var reviewed: SavedPlan?
    /// The only objects that may be touched; nil means any.
    public var only: Set<Address>?
    /// Takes objects under management and changes nothing about them.
    public var adoptsOnly: Bool
    /// The object that has to be managed under this id when the apply ends: what an import promises.
    public var imported: (address: Address, id: String)?
    /// Whether the other steps are done although some cannot be.
    public var keepsGoing: Bool
    /// Whether what would fail is found out first, and then nothing begun.
    public var preflight: Bool

    public init(
        plan: PlanOptions, limits: Guard = Guard(), lease: LeaseRequest, lockTimeout: Duration = .zero,
        reviewed: SavedPlan? = nil, only: Set<Address>? = nil, adoptsOnly: Bool = false,
        imported: (address: Address, id: String)? = nil, keepsGoing: Bool = false, preflight: Bool = true
    ) {
        self.plan = plan
        self.limits = limits
        self.lease = lease
        self.lockTimeout = lockTimeout
        self.reviewed = reviewed
        self.only = only
        self.adoptsOnly = adoptsOnly
        self.imported = imported
        self.keepsGoing = keepsGoing
        self.preflight = preflight
    }
}

/// Whom an apply talks to while it runs.
public struct ApplyDialogue: Sendable {
    /// Shown the plan; says whether to go on. What it throws ends the apply before anything was changed.
    public var confirm: @Sendable (Plan) async throws -> Bool
    public var progress: @Sendable (ProgressEvent) -> Void
    /// An element for each time the user asks to stop.
    public var interrupts: AsyncStream<Void>

    public init(
        confirm: @escaping @Sendable (Plan) async throws -> Bool, progress: @escaping @Sendable (ProgressEvent) -> Void,
        interrupts: AsyncStream<Void>
    ) {
        self.confirm = confirm
        self.progress = progress
        self.interrupts = interrupts
    }
}
