import Execution
import Kinds
import ManifestLanguage
import Model
import NcloudClient
import Planning
import StateStore

/// The whole of nacre on one page: what the stages are, what goes between them, and how they join.
///
/// ```
/// manifests ─▶ load ─▶ Desired  ┐
/// cloud  ─▶ observe ─▶ Live     ├─▶ plan ─▶ Plan ─▶ apply ─▶ Outcome
/// state   ─▶ recall ─▶ Recorded ┘                     │
///                                                     ▼ intents, ids, outcomes
///                                                   state
/// ```
/// Everything between the ends is a value. Only `observe` and `apply` speak to the cloud, only `recall` and `apply` to
/// the state; `plan` speaks to nobody.
public struct Reconciliation: Sendable {
    /// What the manifests say.
    public let desired: Desired
    public let state: SQLiteStateStore
    public let cloud: CloudConnection
    public let settings: RunSettings
    /// The kinds that take part.
    public let drivers: DriverCatalog
    /// What the manifests say where something else is wanted: values of theirs may be former ones that state does not keep.
    let manifests: Desired?
    /// Since when this process knows of calls that a dead run has left.
    private let sightings: Sightings

    /// - Parameter manifests: what the manifests say, when `desired` is something else.
    public init(
        desired: Desired, manifests: Desired? = nil, state: SQLiteStateStore, cloud: CloudConnection,
        settings: RunSettings, drivers: DriverCatalog = .ncloud
    ) {
        self.manifests = manifests
        sightings = Sightings(clock: cloud.clock)
        self.desired = desired
        self.state = state
        self.cloud = cloud
        self.settings = settings
        self.drivers = drivers
    }

    var catalog: KindCatalog { drivers.kinds }

    /// Everything a decision is made from, as it was at one time.
    public struct Situation: Sendable {
        public var desired: Desired
        public var recorded: Recorded
        public var live: LiveSnapshot
        /// Whom all of it is about.
        public var binding: Binding
        /// Calls of an earlier run whose end is not known, and what could be found out about them.
        public var findings: [Recovery.Finding]
        /// How what no API manages was found, where that was asked for.
        public var checks: [ExternalCheck] = []
        /// Why secrets could not be compared; nil when they could, or when there are none.
        public var locked: LockedSecrets?
    }

    /// Reads all three sides: recorded and live, with the manifests' secrets sealed for comparison. Before anything is
    /// read of a cloud, the state must be bound to it, or to none.
    ///
    /// Nothing is written. What open intents come to is worked into `recorded` as if it had been.
    /// - Parameters:
    ///   - isActing: whether something is done upon it: then no wall clock is trusted with how old an intent is.
    ///   - checked: what of that which no API manages is checked meanwhile; nil for nothing.
    public func situation(isActing: Bool = false, checking checked: Selection? = nil) async throws -> Situation {
        let binding = try await checkedBinding()
        async let checks = externalChecks(checked)
        let recorded = try await state.recorded()
        let (wanted, locked) = try await sealed(desired.takingContents(of: manifests, catalog), recorded)
        let intents = try await state.openIntents()
        let observer = Observer(
            drivers: drivers, cloud: cloud.caller, clock: cloud.clock, settle: settings.settle.seconds,
            now: settings.moment, announce: cloud.announce)
        // What an unanswered call made is looked for in lists: what these lack decides about it.
        let live = try await Paging.$isAbsenceDecisive.withValue(!intents.isEmpty) {
            try await observer.observe(desired: wanted, recorded: recorded, intents: intents)
        }
        for intent in intents { sightings.look(at: intent.id) }
        let findings = recovery(recorded, live, isActing: isActing).findings(for: intents)
        let settled = recorded.applying(findings.flatMap { $0.changes(to: recorded) })
        return Situation(
            desired: wanted.keepingNames(recorded: settled, live: live), recorded: settled, live: live,
            binding: binding, findings: findings, checks: await checks, locked: locked)
    }

    /// The same, wanting something else than the manifests say.
    public func wanting(_ desired: Desired) -> Reconciliation {
        Reconciliation(
            desired: desired, manifests: self.desired, state: state, cloud: cloud, settings: settings,
            drivers: drivers)
    }

    /// Decides what is to be done. Pure.
    public func plan(_ situation: Situation, _ options: PlanOptions) -> Plan {
        var plan = Planner.plan(
            desired: situation.desired, recorded: situation.recorded, live: situation.live, catalog: catalog,
            options: options)
        plan.target = situation.binding.target
        let failing = situation.checks.filter { !$0.isGood }.map(\.warning)
        plan.warnings = (plan.warnings + failing + (situation.locked?.warnings ?? [])).sorted()
        return plan
    }

    /// Compares what was last applied with what is live. Pure.
    public func drift(_ situation: Situation, today: String, now: Double) -> DriftReport {
        let findings = DriftDetector.detect(
            recorded: situation.recorded, live: situation.live, catalog: catalog, desired: situation.desired,
            today: today, now: now)
        return DriftReport(
            project: desired.project.name,
            findings: (findings + situation.checks.drift).sorted { $0.address < $1.address },
            checked: situation.recorded.resources.count, externalChecks: situation.checks.count,
            warnings: DriftDetector.warnings(
                findings, recorded: situation.recorded, live: situation.live, catalog: catalog))
    }

    private func recovery(_ recorded: Recorded, _ live: LiveSnapshot, isActing: Bool) -> Recovery {
        let wallAge: @Sendable (Intent) -> Double = { [now = settings.now] in
            max(0, now().timeIntervalSince($0.openedAt))
        }
        let known: @Sendable (Intent) -> Double = { [sightings] in sightings.age(of: $0.id).seconds }
        let age: @Sendable (Intent) -> Double = { intent in
            isActing ? known(intent) : max(known(intent), wallAge(intent))
        }
        return Recovery(
            live: live, recorded: recorded, catalog: catalog, policy: settings.onAmbiguous, imports: desired.imports,
            settle: settings.settle.seconds, age: age, wallAge: wallAge,
            // A plan alone does nothing upon it.
            looks: { [sightings] in isActing ? sightings.looks(at: $0.id) : .max })
    }
}

extension Desired {
    /// Objects imported by their ids.
    fileprivate var imports: [Address: String] {
        var imports: [Address: String] = [:]
        for resource in resources {
            if case .id(let id)? = resource.adoption { imports[resource.address] = id }
        }
        return imports
    }
}

extension Recorded {
    /// What state would say after `changes`.
    func applying(_ changes: [StateChange]) -> Recorded {
        var rows = Dictionary(resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        for change in changes {
            switch change {
            case .saveResource(let record): rows[record.address] = record
            case .removeResource(let address): rows[address] = nil
            case .move(let from, let to):
                rows[to] = rows.removeValue(forKey: from)
                rows[to]?.address = to
            case .rename(let renames):
                let renamed = Recorded(Array(rows.values)).renamed(by: renames).resources
                rows = Dictionary(renamed.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
            case .openIntent, .answerIntent, .closeIntent, .stepOutcome, .keepSecret, .dropSecret: break
            }
        }
        return Recorded(Array(rows.values))
    }
}
