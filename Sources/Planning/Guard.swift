import Model

/// Limits on what a plan may do, set by whoever runs it.
public struct Guard: Hashable, Sendable {
    /// A class of change that `--fail-on` can name.
    public enum Class: String, Hashable, Sendable, CaseIterable {
        case delete, replace, restart
        case stopStart = "stop-start"
        case create, update, drift, breaking

        /// - Parameter name: the class, or `destroy`, the former name of `delete`.
        public init?(name: String) { self.init(rawValue: name == "destroy" ? Self.delete.rawValue : name) }
    }

    public var failOn: Set<Class>
    /// How many objects may be deleted or replaced; nil means any number.
    public var maxDestroy: Int?
    /// Whether most of what is managed may be deleted because the manifests no longer name it. Where nobody set
    /// ``maxDestroy``, that is more often a slip than a wish.
    public var mayRemoveMost: Bool
    /// Whether objects that keep data for others, and parts of that data, may be deleted.
    public var mayLoseData: Bool

    public init(
        failOn: Set<Class> = [], maxDestroy: Int? = nil, mayRemoveMost: Bool = false, mayLoseData: Bool = false
    ) {
        self.failOn = failOn
        self.maxDestroy = maxDestroy
        self.mayRemoveMost = mayRemoveMost || maxDestroy != nil
        self.mayLoseData = mayLoseData
    }

    /// What the plan does beyond the limits; empty when it may go ahead.
    public func violations(of plan: Plan) -> [Diagnostic] {
        let classes = Class.allCases.filter(failOn.contains).compactMap { self.violation(of: plan, $0) }
        return classes + [tooManyDestroyed(plan), mostRemoved(plan), dataLost(plan)].compactMap { $0 }
    }

    private func violation(of plan: Plan, _ limit: Class) -> Diagnostic? {
        let steps = plan.steps.filter { Guard.falls($0, into: limit) }
        guard let first = steps.first else { return nil }
        let addresses = Set(steps.map(\.address)).sorted()
        return Diagnostic(
            code: "guard-\(limit.rawValue)",
            "plan \(limit.sentence) \(Counted.of(addresses.count, "object")) "
                + "(limit set by --fail-on \(limit.rawValue)): \(Guard.named(addresses))",
            at: first.desired?.span,
            help: "review the plan; remove \(limit.rawValue) from --fail-on to allow it")
    }

    private func dataLost(_ plan: Plan) -> Diagnostic? {
        let losing = plan.losingData
        guard !mayLoseData, !losing.isEmpty else { return nil }
        return Diagnostic(
            code: "guard-data-loss",
            "plan deletes data of \(Counted.of(losing.count, "object")): \(Guard.named(losing))",
            help:
                "back up what is still needed, then run it again with --allow-data-loss; a plan saved with \"nacre plan --out\" "
                + "needs no flag")
    }

    /// The first few of them.
    private static func named(_ addresses: [Address]) -> String {
        let names = addresses.prefix(5).map(\.description).joined(separator: ", ")
        return names + (addresses.count > 5 ? " and \(addresses.count - 5) more" : "")
    }

    private static func falls(_ step: Step, into limit: Class) -> Bool {
        switch limit {
        case .delete: step.destroys
        case .replace: step.action == .replace
        case .restart: step.disruption == .restart || step.disruption == .stopStart
        case .stopStart: step.disruption == .stopStart
        case .create: step.action == .create
        case .update: step.action == .update
        case .drift: step.reason == .vanished || step.changes.contains { $0.origin != .manifest }
        case .breaking: !step.breaking.isEmpty
        }
    }

    private func mostRemoved(_ plan: Plan) -> Diagnostic? {
        guard !mayRemoveMost, plan.removesMost else { return nil }
        let count = plan.removed.count
        return Diagnostic(
            code: "guard-removes-most",
            "plan deletes \(count) of \(plan.managed) managed objects because they are no longer in the manifests",
            help:
                "if manifests are missing, restore them; if this is intended, allow it with --max-destroy \(count), or "
                + "apply at a terminal and confirm")
    }

    private func tooManyDestroyed(_ plan: Plan) -> Diagnostic? {
        let count = plan.forecast.destroyed
        guard let maxDestroy, count > maxDestroy else { return nil }
        return Diagnostic(
            code: "guard-max-destroy",
            "plan deletes or replaces \(Counted.of(count, "object")); maxDestroy is \(maxDestroy)",
            help: "review the plan; raise --max-destroy, or maxDestroy in nacre.yaml, to allow it")
    }
}

extension Guard.Class {
    fileprivate var sentence: String {
        switch self {
        case .delete: "deletes"
        case .replace: "replaces"
        case .restart: "restarts"
        case .stopStart: "stops and starts"
        case .create: "creates"
        case .update: "updates"
        case .drift: "reverts changes made outside nacre to"
        case .breaking: "has breaking changes for API clients of"
        }
    }
}
