import Kinds
import Model
import NcloudClient
import StateStore
import Testing

@testable import Execution

/// How a run ends that does not come to the end of its plan.
@Suite("ends of runs", .timeLimit(.minutes(10)))
struct RunEndTests {
    private static let shop = ["shop": "10.0.0.0/16"]

    @Test("a used-up quota: what has not begun is not started, and what the host said is told")
    func quota() async throws {
        var rig = Rig()
        rig.settings.parallelism = 1
        var quota = APIFailure.quota
        quota.retryAfter = .seconds(90)
        rig.cloud.script("createVpc", .before(quota))
        let outcome = try await rig.apply(["a": "10.0.0.0/16", "b": "10.1.0.0/16"])
        #expect(outcome.words == ["Vpc/a not started", "Vpc/b not started"])
        #expect(rig.cloud.count("createVpc") == 1, "the host was asked again")
        #expect(outcome.halts.map(\.resumeAfter) == [90])
        #expect(rig.journal.rows.isEmpty && rig.journal.openIntents.isEmpty)
        #expect(rig.journal.history.isEmpty, "the end of the run writes who never began")
    }

    @Test("keys that are not accepted end the run: nothing more is sent, to no host, and the refusal is told")
    func unauthenticated() async throws {
        var rig = Rig()
        rig.settings.parallelism = 1
        rig.cloud.script("createVpc", .before(.unauthenticated))
        let outcome = try await rig.apply(["a": "10.0.0.0/16", "b": "10.1.0.0/16"])
        #expect(outcome.words == ["Vpc/a not started", "Vpc/b not started"])
        #expect(rig.cloud.count("createVpc") == 1, "the cloud was asked again")
        #expect(outcome.halts.map(\.cause) == [.credentials])
        #expect(rig.journal.rows.isEmpty && rig.journal.openIntents.isEmpty)
    }

    @Test("keys that are not accepted any more in the middle of a step leave it pending, and the next run ends it")
    func unauthenticatedInBetween() async throws {
        let rig = Rig()
        rig.cloud.script("getVpcList", .before(.unauthenticated))
        let live = LiveSnapshot.ofNoVpcs
        let (desired, plan) = rig.plan(["a": "10.0.0.0/16"], live)
        let outcome = await rig.runner(desired, plan, live).run()
        #expect(outcome.words == ["Vpc/a pending: its status cannot be read: the access key is not accepted"])
        #expect(rig.journal.rows[vpc("a")]?.id == "vpc-1")
        #expect(try await rig.apply(["a": "10.0.0.0/16"]).words == ["Vpc/a done"])
        #expect(rig.cloud.count("createVpc") == 1)
    }

    @Test("a quota used up in the middle of a step leaves the step pending, and the next run ends it")
    func quotaInBetween() async throws {
        let rig = Rig()
        rig.cloud.script("getVpcList", .before(.quota))
        let live = LiveSnapshot.ofNoVpcs
        let (desired, plan) = rig.plan(["a": "10.0.0.0/16"], live)
        let outcome = await rig.runner(desired, plan, live).run()
        #expect(outcome.words.first?.hasPrefix("Vpc/a pending") == true, "\(outcome.words)")
        #expect(rig.journal.rows[vpc("a")]?.id == "vpc-1")
        #expect(try await rig.apply(["a": "10.0.0.0/16"]).words == ["Vpc/a done"])
        #expect(rig.cloud.count("createVpc") == 1)
    }

    @Test("a failure leaves the others alone")
    func independent() async throws {
        let rig = Rig()
        rig.cloud.put("vpc-0", name: "a")
        let outcome = try await rig.apply(["a": "10.0.0.0/16", "b": "10.1.0.0/16", "c": "10.2.0.0/16"])
        #expect(outcome.words == ["Vpc/a failed: api", "Vpc/b done", "Vpc/c done"])
        #expect(!outcome.isComplete)
        #expect(Set(rig.journal.history.map(\.outcome)) == [.failed, .done])
    }

    @Test("interrupted: what runs is let end, the rest is not started")
    func interrupted() async throws {
        let clock = ManualClock()
        var rig = Rig(clock: RunClock(clock))
        rig.settings.parallelism = 1
        let live = try await rig.live()
        let (desired, plan) = rig.plan(["a": "10.0.0.0/16", "b": "10.1.0.0/16"], live)
        let (interrupts, signal) = AsyncStream.makeStream(of: Void.self)
        let runner = rig.runner(desired, plan, live, interrupts: interrupts)
        let run = Task { await runner.run() }
        while clock.sleepers == 0 { await Task.yield() }
        signal.yield()
        while !rig.events.all.contains(.interrupted) { await Task.yield() }
        while rig.journal.history.isEmpty {
            // Both sleep, the grace time and the poll: the poll is the first to wake.
            if clock.sleepers > 1 { await clock.tick() }
            await Task.yield()
        }
        let outcome = await run.value
        #expect(outcome.words == ["Vpc/a done", "Vpc/b not started"])
        #expect(outcome.interrupted)
        #expect(clock.now.offset < .seconds(30))
    }

    @Test("interrupted twice: what runs is left as it is, recorded")
    func interruptedTwice() async throws {
        let clock = ManualClock()
        let rig = Rig(clock: RunClock(clock))
        rig.cloud.stick()
        let live = try await rig.live()
        let (desired, plan) = rig.plan(Self.shop, live)
        let (interrupts, signal) = AsyncStream.makeStream(of: Void.self)
        let runner = rig.runner(desired, plan, live, interrupts: interrupts)
        let run = Task { await runner.run() }
        while clock.sleepers == 0 { await Task.yield() }
        signal.yield()
        signal.yield()
        let outcome = await run.value
        #expect(outcome.words == ["Vpc/shop pending: interrupted"])
        let row = try #require(rig.journal.rows[vpc("shop")])
        #expect((row.id, row.condition) == ("vpc-1", .creating))
        #expect(rig.journal.history.map(\.outcome) == [.pending])
    }

    @Test("counts add up: every call of the run, and those of its steps")
    func counts() async throws {
        let rig = Rig()
        rig.cloud.script("createVpc", .before(.status(429)), .before(.busy))
        let outcome = try await rig.apply(Self.shop)
        #expect(outcome.steps.map(\.calls) == [3])
        #expect(outcome.steps.map(\.retries) == [2])
        #expect(outcome.calls == 5)
        #expect(outcome.retries == 2)
    }
}

extension LiveSnapshot {
    /// A cloud that was read and holds no VPC.
    fileprivate static var ofNoVpcs: LiveSnapshot {
        var live = LiveSnapshot()
        live.observe("Vpc", [])
        return live
    }
}
