import Kinds
import Model
import NcloudClient
import Planning
import Rehearsal
import StateStore
import Testing

@testable import Execution

@Suite("Acting by list", .timeLimit(.minutes(10)))
struct CoalescingTests {
    private static func key(_ name: String) -> Address { Address(kind: "LoginKey", name: name) }

    /// Deletes all keys of `cloud`.
    private func destroy(_ cloud: KeyCloud, _ journal: MemoryJournal, parallelism: Int = 4) async -> Outcome {
        var live = LiveSnapshot()
        live.observe(
            "LoginKey", cloud.keys.map { LiveObject(kind: "LoginKey", id: $0, attributes: ["name": .string($0)]) })
        let desired = Desired(project: Project(name: "shop"), resources: [])
        let plan = Planner.plan(
            desired: desired, recorded: journal.recorded, live: live, catalog: DriverCatalog.ncloud.kinds,
            options: PlanOptions(today: "2027-01-15"))
        // Time moves only when everybody has had the leisure to come to rest.
        let manual = ManualClock()
        let clock = RunClock(manual)
        let pump = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(20))
                if manual.sleepers > 0 { await manual.tick() }
            }
        }
        defer { pump.cancel() }
        var settings = Rig().settings
        settings.parallelism = parallelism
        return await Runner(
            plan, run: "run-1", desired: desired, recorded: journal.recorded, live: live,
            drivers: .ncloud,
            caller: PatientCaller(cloud, limiter: Limiter(limit: 8, clock: clock), clock: clock, random: { 0.5 }),
            journal: journal, clock: clock, settings: settings, interrupts: AsyncStream { $0.finish() },
            progress: { _ in }
        ).run()
    }

    private func journal(_ keys: [String], _ trace: Trace = Trace()) -> MemoryJournal {
        MemoryJournal(trace, rows: keys.map { RecordedResource(Self.key($0), id: $0, applied: ["name": .string($0)]) })
    }

    private static let five = ["a", "b", "c", "d", "e"].map { "key-\($0)" }

    @Test("objects that go together go in one call, whose intents are all durable before it leaves")
    func together() async throws {
        let trace = Trace()
        let cloud = KeyCloud(Self.five, trace)
        let journal = journal(Self.five, trace)
        let outcome = await destroy(cloud, journal)
        #expect(outcome.isComplete)
        #expect(cloud.deletions.map { $0.sorted() } == [Self.five])
        let call = try #require(trace.index(of: "call deleteLoginKeys"))
        #expect(trace.all.prefix(call).count { $0 == "intent delete" } == 5)
        #expect(Set(journal.intents.map(\.address)) == Set(Self.five.map(Self.key)))
        #expect(journal.openIntents.isEmpty && journal.rows.isEmpty)
    }

    @Test("a parallelism of 1 is taken at its word")
    func oneByOne() async {
        let cloud = KeyCloud(Self.five)
        let outcome = await destroy(cloud, journal(Self.five), parallelism: 1)
        #expect(outcome.isComplete)
        #expect(cloud.deletions.map(\.count) == [1, 1, 1, 1, 1])
    }

    @Test("refused for the sake of one, the others go all the same")
    func partlyRefused() async {
        let cloud = KeyCloud(Self.five, stubborn: ["key-c"])
        let journal = journal(Self.five)
        let outcome = await destroy(cloud, journal)
        #expect(outcome.steps.count { $0.result == .done } == 4)
        #expect(outcome.words.contains("LoginKey/key-c failed: api"))
        #expect(cloud.keys == ["key-c"])
        #expect(journal.rows.keys.map(\.name) == ["key-c"])
        #expect(cloud.deletions.map(\.count) == [5, 1, 1, 1, 1, 1])
    }

    @Test("an object that is busy is waited for alone")
    func busy() async {
        let cloud = KeyCloud(Self.five, faults: [.before(.busy)])
        #expect(await destroy(cloud, journal(Self.five)).isComplete)
        #expect(cloud.deletions.map(\.count) == [5, 1, 1, 1, 1, 1])
    }

    @Test("after a lost answer each object is looked at by itself: nothing is sent twice that was done")
    func lostAfter() async {
        let cloud = KeyCloud(Self.five, faults: [.after(.lost)])
        let journal = journal(Self.five)
        #expect(await destroy(cloud, journal).isComplete)
        #expect(cloud.deletions.count == 1 && cloud.keys.isEmpty)
        #expect(journal.intents.count == 5 && journal.openIntents.isEmpty)
    }

    @Test("a joint call that never arrived is made again, each object with a new intent")
    func lostBefore() async {
        let cloud = KeyCloud(Self.five, faults: [.before(.lost)])
        let journal = journal(Self.five)
        #expect(await destroy(cloud, journal).isComplete)
        #expect(cloud.keys.isEmpty)
        #expect(journal.intents.count == 10 && journal.openIntents.isEmpty)
    }

    @Test("one call names no more than it should")
    func many() async {
        let keys = (0..<250).map { "key-\($0)" }
        let cloud = KeyCloud(keys)
        #expect(await destroy(cloud, journal(keys)).isComplete)
        #expect(cloud.deletions.allSatisfy { $0.count <= Coalescer.most } && cloud.deletions.count < 12)
        #expect(cloud.deletions.flatMap(\.self).count == 250)
    }

    @Test("calls that ask for different things do not mix, and one alone is left to its step")
    func apart() async {
        let cloud = KeyCloud([])
        let clock = RunClock(JumpingClock())
        let caller = PatientCaller(cloud, limiter: Limiter(limit: 8, clock: clock), clock: clock)
        let coalescer = Coalescer(caller: caller, clock: clock)
        let alone = await coalescer.join(
            .action(.vserver, "stopServerInstances", ["serverInstanceNoList": ["1"]], byList: "serverInstanceNoList"))
        guard case .alone = alone else { return #expect(Bool(false)) }
        guard case .alone = await coalescer.join(.action(.vserver, "stopServerInstances")) else {
            return #expect(Bool(false))
        }
        #expect(cloud.deletions.isEmpty)
    }

    @Test("a step that is given up is not sent for, and the others' call goes on")
    func givenUp() async throws {
        let cloud = KeyCloud(Self.five)
        let manual = ManualClock()
        let clock = RunClock(manual)
        let caller = PatientCaller(cloud, limiter: Limiter(limit: 8, clock: clock), clock: clock)
        let coalescer = Coalescer(caller: caller, clock: clock)
        let tasks = Self.five.map { name in
            Task {
                await coalescer.join(
                    .action(.vserver, "deleteLoginKeys", ["keyNameList": [name]], byList: "keyNameList"))
            }
        }
        try await Task.sleep(for: .milliseconds(50))
        tasks[2].cancel()
        guard case .failed = await tasks[2].value else { return #expect(Bool(false)) }
        await manual.tick()
        for (index, task) in tasks.enumerated() where index != 2 {
            guard case .answered = await task.value else { return #expect(Bool(false)) }
        }
        #expect(cloud.keys == ["key-c"])
    }

    @Test("what many steps want to know of other objects is listed once")
    func oneListForAll() async throws {
        let rig = Rig()
        rig.cloud.put("vpc-1", name: "shop")
        let session = rig.session(Step(vpc("other"), .create, because: .new))
        let found = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<20 {
                group.addTask { try await session.object("Vpc") { $0.name == "shop" }?.id }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(found == ["vpc-1"])
        // Those who ask while a list is under way share it; a later one is answered from what it told.
        #expect(rig.cloud.count("getVpcList") == 1)
        #expect(try await session.object("Vpc") { $0.name == "none" } == nil)
    }

    @Test("what a step remembers is durable with the next intent, and forgotten when the step ends well")
    func memory() async throws {
        let rig = Rig()
        rig.cloud.put("vpc-1", name: "shop")
        let step = Step(vpc("shop"), .update, because: .differs, objectID: "vpc-1")
        let session = rig.session(step, row: RecordedResource(vpc("shop"), id: "vpc-1"))
        session.remember("wasRunning", true)
        #expect(rig.journal.rows[vpc("shop")] == nil)
        _ = try await session.change(.action(.vpc, "change"), .idempotent)
        let row = try #require(rig.journal.rows[vpc("shop")])
        #expect(rig.session(step, row: row).remembered("wasRunning") == true)
    }
}
