import Kinds
import Model
import NcloudClient
import Planning
import Rehearsal
import StateStore
import Synchronization

@testable import Execution

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Everything a run needs, made of fakes: no time passes, no chance is at work.
struct Rig {
    let trace: Trace
    let cloud: FakeCloud
    let journal: MemoryJournal
    var clock: RunClock
    var settings: RunSettings
    var events = Events()

    init(
        rows: [RecordedResource] = [], refusing: @escaping @Sendable (StateChange) -> Bool = { _ in false },
        clock: RunClock = RunClock(JumpingClock())
    ) {
        trace = Trace()
        cloud = FakeCloud(trace)
        journal = MemoryJournal(trace, rows: rows, refusing: refusing)
        self.clock = clock
        let number = Mutex(0)
        settings = RunSettings(
            directory: "/nonexistent", now: { Date(timeIntervalSince1970: 0) },
            identifier: {
                number.withLock {
                    $0 += 1
                    return "intent-\($0)"
                }
            })
    }

    var caller: PatientCaller {
        PatientCaller(cloud, limiter: Limiter(limit: 8, clock: clock), clock: clock, random: { 0.5 })
    }

    func live() async throws -> LiveSnapshot {
        var live = LiveSnapshot()
        live.observe("Vpc", try await Driver.vpc.operations.list(ReadScope(everything: true), from: cloud))
        return live
    }

    /// Plans for the VPCs that are wanted, by name and range.
    func plan(_ wanted: [String: String], _ live: LiveSnapshot) -> (Desired, Plan) {
        let resources = wanted.map { name, range in
            DesiredResource(vpc(name), attributes: ["name": .string(name), "cidr": .string(range)])
        }
        let desired = Desired(project: Project(name: "shop"), resources: resources)
        let plan = Planner.plan(
            desired: desired, recorded: journal.recorded, live: live, catalog: DriverCatalog.ncloud.kinds,
            options: PlanOptions(today: "2027-01-15"))
        return (desired, plan)
    }

    func runner(
        _ desired: Desired, _ plan: Plan, _ live: LiveSnapshot,
        interrupts: AsyncStream<Void> = AsyncStream { $0.finish() }
    ) -> Runner {
        Runner(
            plan, run: "run-1", desired: desired, recorded: journal.recorded, live: live,
            drivers: .ncloud, caller: caller, journal: journal, clock: clock, settings: settings,
            interrupts: interrupts,
            progress: { [events] in events.add($0) })
    }

    /// Brings the cloud to what is wanted.
    @discardableResult
    func apply(_ wanted: [String: String]) async throws -> Outcome {
        let live = try await live()
        let (desired, plan) = plan(wanted, live)
        return await runner(desired, plan, live).run()
    }

    /// A session of a step of its own, for what no driver does just so.
    /// - Parameter cloud: in place of the one with the VPCs.
    func session(
        _ step: Step, of driver: Driver = .vpc, desired: Attributes? = nil, live: LiveSnapshot = LiveSnapshot(),
        row: RecordedResource? = nil, cloud: (any APICaller)? = nil
    ) -> StepSession {
        let caller =
            cloud.map { PatientCaller($0, limiter: Limiter(limit: 8, clock: clock), clock: clock, random: { 0.5 }) }
            ?? self.caller
        let known = KnownValues(
            Desired(project: Project(name: "shop")), recorded: journal.recorded, live: live,
            catalog: DriverCatalog.ncloud.kinds)
        let context = RunContext(
            run: "run-1", project: "shop", drivers: .ncloud, journal: journal, caller: caller,
            poller: Poller(cloud: caller, clock: clock), coalescer: Coalescer(caller: caller, clock: clock),
            registry: Registry(known, recorded: journal.recorded, drivers: .ncloud), clock: clock,
            pauses: RolloutPauses(clock: clock), live: live,
            lookAlikes: LookAlikes(live, DriverCatalog.ncloud.kinds), recentLists: RecentLists(clock: clock),
            recorded: journal.recorded, settings: settings, progress: { _ in })
        return StepSession(
            context, step, driver, DesiredObject(step.address, desired ?? ["name": .string(step.address.name)]),
            StepNotes(row ?? RecordedResource(step.address)))
    }
}

/// What a run told whoever shows progress.
final class Events: Sendable {
    private let list = Mutex<[ProgressEvent]>([])

    var all: [ProgressEvent] { list.withLock { $0 } }
    func add(_ event: ProgressEvent) { list.withLock { $0.append(event) } }
}

func vpc(_ name: String) -> Address { Address(kind: "Vpc", name: name) }

extension StepResult {
    var word: String {
        switch self {
        case .done: "done"
        case .failed(let diagnostic): "failed: \(diagnostic.code)"
        case .pending(let text): "pending: \(text)"
        case .blocked(let step): "blocked by \(step)"
        case .notStarted: "not started"
        }
    }
}

extension Outcome {
    var words: [String] { steps.map { "\($0.step.id) \($0.result.word)" } }
}
