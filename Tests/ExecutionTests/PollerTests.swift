import Kinds
import Model
import NcloudClient
import OrderedJSON
import Rehearsal
import Testing

@testable import Execution

@Suite("Waiting", .timeLimit(.minutes(10)))
struct PollerTests {
    private let cloud = FakeCloud()
    private let clock = ManualClock()
    private let notices = Trace()

    /// Starts waiting; the answer in words.
    private func wait(
        _ poller: Poller, _ id: String, until goal: Goal = .ready, within timeout: Duration = .seconds(600)
    ) -> Task<String, Never> {
        Task { [notices] in
            do throws(StepFailure) {
                let object = try await poller.wait(
                    for: id, of: .vpc, until: goal, within: timeout, parents: [:],
                    notice: { notices.add("\(id) \($0 ?? "")") })
                return object?.status ?? "gone"
            } catch {
                return error.result(of: step(id), hasActed: false).word
            }
        }
    }

    private var poller: Poller { Poller(cloud: cloud, clock: RunClock(clock)) }

    /// Lets time pass, look after look, until `task` has its answer.
    private func answer(_ task: Task<String, Never>) async -> String {
        let done = Trace()
        let watcher = Task { done.add(await task.value) }
        while done.all.isEmpty {
            if clock.sleepers > 0 { await clock.tick() }
            await Task.yield()
        }
        await watcher.value
        return await task.value
    }

    @Test("one list answers everybody who waits")
    func together() async {
        cloud.stick()
        let poller = poller
        for index in 0..<20 { cloud.put("vpc-\(index)", name: "n\(index)", status: "INIT") }
        let tasks = (0..<20).map { wait(poller, "vpc-\($0)") }
        while Set(notices.all).count < 20 { await clock.tick() }
        while clock.sleepers == 0 { await Task.yield() }
        let before = cloud.count("getVpcList")
        for index in 0..<20 { cloud.set("vpc-\(index)", status: "RUN") }
        await clock.tick()
        for task in tasks { #expect(await task.value == "RUN") }
        #expect(cloud.count("getVpcList") == before + 1)
    }

    @Test("one miss proves nothing, two misses mean gone")
    func gone() async {
        let task = wait(poller, "vpc-1", until: .gone)
        #expect(await answer(task) == "gone")
        #expect(cloud.count("getVpcList") == 2)
    }

    @Test("an object that is listed again after a miss is not gone")
    func backAgain() async {
        cloud.stick()
        let task = wait(poller, "vpc-1", until: .gone)
        await clock.tick()
        while clock.sleepers == 0 { await Task.yield() }
        cloud.put("vpc-1", name: "a", status: "TERMTING")
        await clock.tick()
        while clock.sleepers == 0 { await Task.yield() }
        cloud.remove("vpc-1")
        #expect(await answer(task) == "gone")
        #expect(cloud.count("getVpcList") == 4)
    }

    @Test("an object that is not listed yet is waited for")
    func notYet() async {
        let task = wait(poller, "vpc-1")
        for _ in 0..<3 { await clock.tick() }
        while clock.sleepers == 0 { await Task.yield() }
        cloud.put("vpc-1", name: "a")
        #expect(await answer(task) == "RUN")
    }

    @Test("a status no sheet knows is waited out, and told")
    func unknown() async {
        cloud.put("vpc-1", name: "a", status: "POLISHING")
        let task = wait(poller, "vpc-1")
        for _ in 0..<5 { await clock.tick() }
        while clock.sleepers == 0 { await Task.yield() }
        #expect(notices.all == ["vpc-1 POLISHING"])
        cloud.set("vpc-1", status: "RUN")
        #expect(await answer(task) == "RUN")
    }

    @Test("time that is up leaves the object pending, with what was last seen")
    func timeout() async {
        cloud.stick()
        cloud.put("vpc-1", name: "a", status: "INIT")
        let task = wait(poller, "vpc-1", within: .seconds(30))
        #expect(await answer(task) == "pending: timed out waiting for: ready; last status: INIT")
        #expect(clock.now.offset > .seconds(30))
        #expect(clock.now.offset < .seconds(45))
    }

    @Test("pauses grow, but not beyond ten seconds")
    func pauses() async {
        cloud.stick()
        cloud.put("vpc-1", name: "a", status: "INIT")
        let task = wait(poller, "vpc-1", within: .seconds(600))
        _ = await answer(task)
        #expect((60...70).contains(cloud.count("getVpcList")))
    }

    @Test("one who comes while the pause has grown is looked for within a second")
    func newcomer() async {
        cloud.stick()
        cloud.put("vpc-1", name: "a", status: "INIT")
        cloud.put("vpc-2", name: "b", status: "RUN")
        let poller = poller
        let first = wait(poller, "vpc-1")
        while cloud.count("getVpcList") < 8 { await clock.tick() }
        while clock.sleepers == 0 { await Task.yield() }
        let (before, then) = (cloud.count("getVpcList"), clock.now)
        let second = wait(poller, "vpc-2")
        let soon = then.advanced(by: Poller.pauseForNewcomers)
        // However busy the machine is: the poller has its turn before the clock goes on.
        let patience = ContinuousClock.now.advanced(by: .seconds(30))
        while clock.nextWake.map({ $0 > soon }) ?? true, ContinuousClock.now < patience { await Task.yield() }
        // One tick is enough: a further one would let the clock go on for the first.
        await clock.tick()
        #expect(await second.value == "RUN")
        #expect(then.duration(to: clock.now) <= Poller.pauseForNewcomers)
        #expect(cloud.count("getVpcList") == before + 1)
        first.cancel()
    }

    @Test("a condition of its own ends the wait")
    func condition() async {
        cloud.put("vpc-1", name: "a", status: "INIT")
        let task = wait(poller, "vpc-1", until: .condition("named b") { $0.name == "b" })
        await clock.tick()
        while clock.sleepers == 0 { await Task.yield() }
        cloud.put("vpc-1", name: "b", status: "INIT")
        #expect(await answer(task) == "INIT")
    }

    @Test("one who gives up is answered at once, the others wait on")
    func cancellation() async {
        cloud.stick()
        cloud.put("vpc-1", name: "a", status: "INIT")
        let poller = poller
        let (one, other) = (wait(poller, "vpc-1"), wait(poller, "vpc-1"))
        await clock.tick()
        one.cancel()
        #expect(await one.value == "pending: interrupted")
        cloud.set("vpc-1", status: "RUN")
        #expect(await answer(other) == "RUN")
    }

    @Test("one who has given up before it begins does not wait")
    func cancelledBefore() async {
        let poller = poller
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await wait(poller, "vpc-1").value
        }
        let direct = Task { () -> String in
            while !Task.isCancelled { await Task.yield() }
            do throws(StepFailure) {
                _ = try await poller.wait(
                    for: "vpc-1", of: .vpc, until: .ready, within: .seconds(1), parents: [:], notice: { _ in })
                return "done"
            } catch {
                return error.result(of: step("x"), hasActed: false).word
            }
        }
        task.cancel()
        direct.cancel()
        #expect(await direct.value == "pending: interrupted")
        cloud.put("vpc-1", name: "a")
        #expect(await answer(task) == "RUN")
    }

    @Test("a state that cannot be read leaves the step pending, not failed")
    func unreadable() async {
        cloud.put("vpc-1", name: "a")
        cloud.script("getVpcList", .before(.refused))
        let task = wait(poller, "vpc-1")
        #expect(await answer(task).hasPrefix("pending: its status cannot be read"))
    }

    @Test("an object whose own read is slow keeps no other object of its kind waiting")
    func slowReading() async throws {
        let poller = Poller(cloud: SlowRules(), clock: RunClock(JumpingClock()))
        let slow = Task { try? await wait(for: "1", poller) }
        let other = try await wait(for: "2", poller)
        #expect(other?.id == "2")
        slow.cancel()
        #expect(await slow.value == nil)
    }

    private func wait(for group: String, _ poller: Poller) async throws -> LiveObject? {
        try await poller.wait(
            for: group, of: .accessControlGroup, until: .ready, within: .seconds(60), parents: [:], notice: { _ in })
    }
}

/// Two groups that are ready; the rules of the first one take long to come.
private struct SlowRules: APICaller {
    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        guard request.path == "getAccessControlGroupRuleList" else {
            return ["totalRows": 2, "accessControlGroupList": .array(["1", "2"].map(group))]
        }
        if request["accessControlGroupNo"] == "1" { try? await Task.sleep(for: .seconds(30)) }
        return ["totalRows": 0, "accessControlGroupRuleList": []]
    }

    private func group(_ id: String) -> JSON {
        [
            "accessControlGroupNo": .string(id), "accessControlGroupName": .string("g\(id)"), "vpcNo": "7",
            "accessControlGroupStatus": ["code": "RUN"],
        ]
    }
}
