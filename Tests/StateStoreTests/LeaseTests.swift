import Foundation
import Model
import Synchronization
import Testing

@testable import StateStore

@Suite struct LeaseTests {
    @Test("of two that want the lease one gets it, and the other learns who")
    func contention() async throws {
        let bench = try Workbench()
        bench.alive.withLock { $0 = [10, 11] }
        let (one, two) = (try bench.open(), try bench.open())
        let acquired = try await one.acquireLease(.by("ana", pid: 10))
        #expect(acquired.takenOverFrom == nil)
        do {
            _ = try await two.acquireLease(.by("bo", pid: 11))
            Issue.record("both got it")
        } catch {
            #expect(error == .leaseHeld(acquired.lease))
            for part in ["apply", "ana@ci", "pid 10", "https://ci.example/10", "--lock-timeout"] {
                #expect(error.message.contains(part), "the message names \(part)")
            }
        }
        try await one.releaseLease()
        #expect(try await two.acquireLease(.by("bo", pid: 11)).takenOverFrom == nil)
    }

    @Test("only one of many that ask at once gets it")
    func stampede() async throws {
        let bench = try Workbench()
        bench.alive.withLock { $0 = Set(0..<8) }
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for pid in Int32(0)..<8 {
                let state = try bench.open()
                group.addTask {
                    do { return try await state.acquireLease(.by("u", pid: pid)).takenOverFrom == nil } catch {
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
    }

    @Test("a lease whose process is gone from this machine is taken over, with a line in history")
    func deadProcess() async throws {
        let bench = try Workbench()
        let first = try await bench.open().acquireLease(.by("ana", pid: 10))
        let state = try bench.open()
        #expect(try await state.acquireLease(.by("bo", pid: 11)).takenOverFrom == first.lease)
        let events = try await state.events()
        #expect(events.map(\.kind) == [.leaseTakenOver])
        #expect(events[0].text.contains("ana@ci") && events[0].text.contains("its process is gone"))
    }

    @Test("an id that the cloud gave outlives the lease, and the next run finds it")
    func answerAfterLoss() async throws {
        let bench = try Workbench()
        let (old, new) = (try bench.open(), try bench.open())
        bench.alive.withLock { $0 = [10] }
        _ = try await old.acquireLease(.by("ana", pid: 10))
        let run = try await old.beginRun(.by("ana", pid: 10))
        let intent = try await old.open("createVpc", for: .web, purpose: .create, marker: [:], attempt: 1, run: run.id)
        bench.alive.withLock { $0 = [] }
        _ = try await new.acquireLease(.by("bo", pid: 11))
        // The new run has looked, found nothing, and closed the matter.
        try await new.write([.closeIntent(intent.id, .absent)])

        do throws(StateError) {
            try await old.write([
                .answerIntent(intent.id, cloudID: "77"), .closeIntent(intent.id, .succeeded),
                .saveResource(RecordedResource(.web, id: "77", condition: .creating)),
            ])
            Issue.record("a run without its lease wrote a row")
        } catch {
            guard case .leaseLost = error else { throw error }
        }
        #expect(try await new.recorded()[.web] == nil)
        #expect(try await new.openIntents().map(\.state) == [.answered(id: "77")])
    }

    @Test("a pid of another machine says nothing; only time does")
    func otherMachine() async throws {
        let bench = try Workbench()
        let first = try await bench.open(machine: "m2").acquireLease(.by("ana", pid: 10))
        let state = try bench.open()
        await #expect(throws: StateError.leaseHeld(first.lease)) {
            _ = try await state.acquireLease(.by("bo", pid: 11))
        }
        bench.pass(61)
        #expect(try await state.acquireLease(.by("bo", pid: 11)).takenOverFrom == first.lease)
    }

    @Test("a heartbeat keeps the lease beyond its first life")
    func heartbeat() async throws {
        let bench = try Workbench()
        let holder = try bench.open(machine: "m2")
        _ = try await holder.acquireLease(.by("ana", pid: 10))
        bench.pass(50)
        try await holder.heartbeat()
        bench.pass(50)
        await #expect(throws: StateError.self) { _ = try await bench.open().acquireLease(.by("bo", pid: 11)) }
    }

    @Test("a clock that goes backwards makes no living lease look dead")
    func clockBackwards() async throws {
        let bench = try Workbench()
        let holder = try bench.open(machine: "m2")
        let lease = try await holder.acquireLease(.by("ana", pid: 10)).lease
        bench.pass(-7_200)
        try await holder.heartbeat()
        #expect(try await holder.currentLease()?.expiresAt == lease.expiresAt)
        await #expect(throws: StateError.self) { _ = try await bench.open().acquireLease(.by("bo", pid: 11)) }
    }

    @Test("a holder whose clock was ahead is watched: silent for a lease's life, it is dead, and beating it is not")
    func clockAhead() async throws {
        for beats in [false, true] {
            let bench = try Workbench()
            bench.pass(86_400)
            let holder = try bench.open(machine: "m2")
            let first = try await holder.acquireLease(.by("ana", pid: 10)).lease
            bench.pass(-86_400)
            let state = try bench.open()
            let clock = WaitingClock { if beats { try? await holder.heartbeat() } }
            do {
                let acquired = try await state.acquireLease(.by("bo", pid: 11), waiting: .seconds(90), clock: clock)
                #expect(!beats && acquired.takenOverFrom == first)
            } catch { #expect(beats, "\(error)") }
        }
    }

    @Test("who lost the lease starts nothing more, yet what happened is taken down")
    func fenced() async throws {
        let bench = try Workbench()
        let slow = try bench.open(machine: "m2")
        _ = try await slow.acquireLease(.by("ana", pid: 10))
        let run = try await slow.beginRun(.by("ana", pid: 10))
        let intent = try await slow.open("createVpc", for: .web, purpose: .create, run: run.id)
        bench.pass(61)
        let fast = try bench.open()
        let taken = try await fast.acquireLease(.by("bo", pid: 11)).lease
        let lost = StateError.leaseLost(holder: taken)
        await #expect(throws: lost) { try await slow.heartbeat() }
        await #expect(throws: lost) {
            _ = try await slow.open("createVpc", for: .app, purpose: .create, run: run.id)
        }
        await #expect(throws: lost) { try await slow.save(RecordedResource(.web, id: "1")) }
        try await slow.answer(intent.id, cloudID: "1")
        try await slow.finish(run.id, .interrupted)
        #expect(try await fast.openIntents().map(\.answeredID) == ["1"])
        try await slow.releaseLease()
        #expect(try await fast.currentLease() == taken, "a release of a lost lease frees no one else's")
    }

    @Test("waiting gets the lease when it is released, and gives up after the time-out")
    func waiting() async throws {
        let bench = try Workbench()
        bench.alive.withLock { $0 = [10, 11] }
        let (one, two) = (try bench.open(), try bench.open())
        let held = try await one.acquireLease(.by("ana", pid: 10)).lease
        await #expect(throws: StateError.leaseHeld(held)) {
            _ = try await two.acquireLease(.by("bo", pid: 11), waiting: .milliseconds(20), polling: .milliseconds(5))
        }
        let (told, teller) = AsyncStream.makeStream(of: Lease.self)
        async let waited = two.acquireLease(
            .by("bo", pid: 11), waiting: .seconds(60), polling: .milliseconds(5), onWait: { teller.yield($0) })
        var iterator = told.makeAsyncIterator()
        #expect(await iterator.next() == held)
        try await one.releaseLease()
        #expect(try await waited.takenOverFrom == nil)
    }

    @Test("an unlock by the user's word frees the lease and is told in history")
    func unlock() async throws {
        let bench = try Workbench()
        bench.alive.withLock { $0 = [10] }
        let (one, two) = (try bench.open(), try bench.open())
        let held = try await one.acquireLease(.by("ana", pid: 10)).lease
        #expect(try await two.forceUnlock(by: .by("bo", pid: 11)) == held)
        #expect(try await two.currentLease() == nil)
        #expect(try await two.events().map(\.kind) == [.unlocked])
        await #expect(throws: StateError.leaseLost(holder: nil)) { try await one.heartbeat() }
        #expect(try await two.forceUnlock(by: .by("bo", pid: 11)) == nil)
    }

    @Test("the job's address comes from what the CI system sets")
    func jobs() {
        #expect(LeaseRequest.jobAddress(in: [:]) == nil)
        #expect(LeaseRequest.jobAddress(in: ["CI_JOB_URL": "https://gitlab/j/1"]) == "https://gitlab/j/1")
        let actions = [
            "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "o/r", "GITHUB_RUN_ID": "5",
        ]
        #expect(LeaseRequest.jobAddress(in: actions) == "https://github.com/o/r/actions/runs/5")
        #expect(LeaseRequest.current("apply", environment: ["USER": "ana"]).user == "ana")
    }
}

/// A clock that jumps ahead whenever somebody sleeps; something happens at each jump.
private final class WaitingClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let time = Mutex(Instant(offset: .zero))
    private let jump: @Sendable () async -> Void

    init(_ jump: @escaping @Sendable () async -> Void) { self.jump = jump }

    var now: Instant { time.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        time.withLock { $0 = max($0, deadline) }
        await jump()
    }
}
