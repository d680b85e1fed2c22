/// What apply would do, in an order that can be executed, and what it will cost.
public struct Plan: Hashable, Sendable {
    public var project: String
    /// Whom it is about; nil for a plan that was made without a cloud.
    public var target: CloudTarget?
    /// In executable order: each step comes after those it waits for.
    public var steps: [Step]
    /// Rows of state that get other addresses, all together and before the first step.
    public var renames: [Rename] = []
    /// Managed objects that are as wanted.
    public var unchanged: [Address]
    public var warnings: [Diagnostic]
    /// What would fail, known before any call is made, by the object it would fail for.
    public var problems: [Address: [Diagnostic]]

    public init(
        project: String, steps: [Step] = [], unchanged: [Address] = [], warnings: [Diagnostic] = [],
        problems: [Address: [Diagnostic]] = [:]
    ) {
        self.project = project
        self.steps = steps
        self.unchanged = unchanged
        self.warnings = warnings
        self.problems = problems
    }

    /// Whether nothing differs.
    public var isEmpty: Bool { steps.isEmpty }

    /// The objects whose saved decision must still hold, for a saved plan.
    public var addresses: [Address] { Set(steps.map(\.address)).sorted() }
}

extension Plan {
    /// Fewer deletions than this are never most of what there is.
    private static let few = 3

    /// Objects that are deleted because the manifests no longer name them.
    public var removed: [Address] {
        steps.filter { step in
            switch step.reason {
            case .removed, .displaced: step.action == .delete
            case .new, .vanished, .differs, .requestedAnew, .makesWay, .rollsOut, .cannotChangeInPlace,
                .dependencyReplaced,
                .createdBy,
                .deletedBy,
                .destroyRequested, .importRequested, .existsAlready, .deletionCancelled, .comesWith, .renamed,
                .forgetRequested,
                .lifecycleDiffers,
                .interrupted, .notOffered:
                false
            }
        }.map(\.address)
    }

    /// How many objects were managed before the plan.
    public var managed: Int {
        Set(steps.filter { $0.objectID != nil && !$0.adopts }.map(\.address)).union(unchanged).count
    }

    /// Whether more than half of what is managed, and more than a few objects, are deleted without having been asked for
    /// one by one.
    public var removesMost: Bool { removed.count > Self.few && removed.count * 2 > managed }

    /// The objects whose data is deleted with them.
    public var losingData: [Address] { Set(steps.filter(\.losesData).map(\.address)).sorted() }

    /// The steps that say what cannot be done.
    public var refusals: [Step] { steps.filter(\.isRefused) }
}

extension Plan {
    /// What a plan comes to.
    public struct Forecast: Hashable, Sendable {
        public var creates = 0
        public var updates = 0
        public var replaces = 0
        public var deletes = 0
        /// Adoptions, moves and the like, which change nothing in the cloud.
        public var others = 0
        public var refusals = 0
        /// Changing calls.
        public var calls = 0
        /// How long it takes with as many steps at once as may be, in seconds.
        public var seconds = 0
        public var disruption = Disruption.none

        public init() {}
    }

    public var forecast: Forecast {
        var forecast = Forecast()
        for step in steps {
            forecast.calls += step.calls.count
            forecast.disruption = max(forecast.disruption, step.disruption)
            // The parts of an update are one.
            if !step.isPartial { forecast.count(step.action) }
        }
        forecast.seconds = length
        return forecast
    }

    /// When the last step ends, in seconds from the beginning: each begins when those that it waits for have ended, and
    /// nobody touches what it locks. Of those that want the same, the one comes first that could begin first.
    private var length: Int {
        var ends: [Step.ID: Int] = [:]
        func start(of step: Step) -> Int { step.waitsFor.compactMap { ends[$0] }.max() ?? 0 }
        var order: [(start: Int, index: Int)] = []
        for (index, step) in steps.enumerated() {
            order.append((start(of: step), index))
            ends[step.id] = order[index].start + step.seconds
        }
        var free: [String: Int] = [:]
        for (_, index) in order.sorted(by: { ($0.start, $0.index) < ($1.start, $1.index) }) {
            let step = steps[index]
            let end = max(start(of: step), step.locks.compactMap { free[$0] }.max() ?? 0) + step.seconds
            ends[step.id] = end
            for lock in step.locks { free[lock] = end }
        }
        return ends.values.max() ?? 0
    }
}

extension Plan.Forecast {
    fileprivate mutating func count(_ action: Step.Action) {
        switch action {
        case .create: creates += 1
        case .update: updates += 1
        case .replace: replaces += 1
        case .deleteReplaced: break
        case .delete, .resume(.deleting): deletes += 1
        case .refuse: refusals += 1
        case .adopt, .move, .forget, .resume, .updateLifecycle: others += 1
        }
    }

    /// Objects that are deleted, replaced ones included.
    public var destroyed: Int { deletes + replaces }
}
