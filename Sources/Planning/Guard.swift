import Model

/// Limits on what a plan may do, set by whoever runs it.
public struct Guard: Hashable, Sendable {
    /// A class of change that `--fail-on` can name.
    public enum Class: String, Hashable, Sendable, CaseIterable {
        case destroy, replace, restart
        case stopStart = "stop-start"
        case create, update, drift, breaking
    }

    public var failOn: Set<Class>
    /// How many objects may be deleted or replaced; nil means any number.
    public var maxDestroy: Int?
    /// Whether most of what is managed may be deleted because the manifests no longer name it. Where nobody set
    /// ``maxDestroy``, that is more often a slip than a wish.
    public var mayRemoveMost: Bool

    public init(failOn: Set<Class> = [], maxDestroy: Int? = nil, mayRemoveMost: Bool = false) {
        self.failOn = failOn
        self.maxDestroy = maxDestroy
        self.mayRemoveMost = mayRemoveMost || maxDestroy != nil
    }

    /// What the plan does beyond the limits; empty when it may go ahead.
    public func violations(of plan: Plan) -> [Diagnostic] {
        let classes = Class.allCases.filter(failOn.contains).compactMap { self.violation(of: plan, $0) }
        return classes + [tooManyDestroyed(plan), mostRemoved(plan)].compactMap { $0 }
    }

    private func violation(of plan: Plan, _ limit: Class) -> Diagnostic? {
        let steps = plan.steps.filter { Guard.falls($0, into: limit) }
        guard let first = steps.first else { return nil }
        let addresses = Set(steps.map(\.address)).sorted()
        let names = addresses.prefix(5).map(\.description).joined(separator: ", ")
        let count = addresses.count == 1 ? "1 object" : "\(addresses.count) objects"
        return Diagnostic(
            code: "guard-\(limit.rawValue)",
            "the plan would \(limit.sentence) \(count): \(names)",
            at: first.desired?.span,
            help: "review the plan; leave \(limit.rawValue) out of --fail-on to allow it")
    }

    private static func falls(_ step: Step, into limit: Class) -> Bool {
        switch limit {
        case .destroy: step.destroys
        case .replace: step.action == .replace
        case .restart: step.disruption == .restart || step.disruption == .stopStart
        case .stopStart: step.disruption == .stopStart
        case .create: step.action == .create
        case .update: step.action == .update
        case .drift: step.changes.contains { $0.origin != .manifest }
        case .breaking: !step.breaking.isEmpty
        }
    }

    private func mostRemoved(_ plan: Plan) -> Diagnostic? {
        guard !mayRemoveMost, plan.removesMost else { return nil }
        let count = plan.removed.count
        return Diagnostic(
            code: "guard-removes-most",
            "the plan deletes \(count) of \(plan.managed) managed objects, which the manifests no longer name",
            help:
                "if manifests are missing, bring them back; if it is meant, allow it with --max-destroy \(count), or apply "
                + "at a terminal and confirm")
    }

    private func tooManyDestroyed(_ plan: Plan) -> Diagnostic? {
        let count = plan.forecast.destroyed
        guard let maxDestroy, count > maxDestroy else { return nil }
        return Diagnostic(
            code: "guard-max-destroy",
            "the plan would delete or replace \(Counted.of(count, "object")), allowed are \(maxDestroy)",
            help: "review the plan; raise --max-destroy, or maxDestroy in nacre.yaml, to allow it")
    }
}

extension Guard.Class {
    fileprivate var sentence: String {
        switch self {
        case .destroy: "destroy"
        case .replace: "replace"
        case .restart: "restart"
        case .stopStart: "stop and start"
        case .create: "create"
        case .update: "update"
        case .drift: "undo changes made in the cloud to"
        case .breaking: "break callers of"
        }
    }
}
