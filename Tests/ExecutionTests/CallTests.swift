import Model
import NcloudClient
import OrderedJSON
import Rehearsal
import Synchronization
import Testing

@testable import Execution

@Suite("Patient calls", .timeLimit(.minutes(10)))
struct CallTests {
    static let read = APIRequest.action(.vpc, "getVpcList")
    static let write = APIRequest.action(.vpc, "createVpc")

    struct Attempt {
        let answer: Result<JSON, APIFailure>
        let calls: Int
        let pauses: [Duration]
        let counter: CallCounter.Count
        let notices: [String]
        let announcements: [String]
    }

    private func attempt(
        _ request: APIRequest, _ script: [Result<JSON, APIFailure>], policy: RetryPolicy = RetryPolicy()
    ) async -> Attempt {
        let client = ScriptedCaller(script)
        let clock = JumpingClock()
        let counter = CallCounter()
        var caller = PatientCaller(
            client, limiter: Limiter(limit: 4, clock: RunClock(clock)), policy: policy, clock: RunClock(clock),
            counter: counter,
            random: { 0.5 })
        let said = Trace()
        caller.notice = { said.add($0) }
        let announced = Trace()
        caller.announce = { announced.add($0) }
        let answer: Result<JSON, APIFailure>
        do throws(APIFailure) { answer = .success(try await caller.call(request)) } catch { answer = .failure(error) }
        return Attempt(
            answer: answer, calls: client.calls, pauses: clock.pauses, counter: counter.count, notices: said.all,
            announcements: announced.all)
    }

    @Test(
        "three times 429, then 503, then an answer: it waits longer each time and gets there", arguments: [read, write])
    func throttled(request: APIRequest) async {
        let result = await attempt(
            request,
            [
                .failure(.status(429)), .failure(.status(429)), .failure(.status(429)), .failure(.status(503)),
                .success(["ok": true]),
            ])
        #expect(result.answer == .success(["ok": true]))
        // Between them may be pauses of the limiter, which has been told to go slower.
        let expected = [100, 200, 400, 800].map { Duration.milliseconds($0) }
        #expect(result.pauses.filter(expected.contains) == expected)
        #expect(result.counter.calls == 5)
        #expect(result.counter.retries == 4)
        #expect(result.notices.first == "throttled")
    }

    @Test("it waits as long as the server asks, at least")
    func retryAfter() async {
        let result = await attempt(Self.read, [.failure(.status(429, after: 7)), .success(.null)])
        #expect(result.pauses == [.seconds(7)])
    }

    @Test("however long the server asks for, no pause is longer than the patience that is left; long ones are told")
    func longRetryAfter() async {
        let result = await attempt(Self.read, [.failure(.status(429, after: 2038))])
        #expect(result.answer == .failure(.status(429, after: 2038)))
        #expect(result.pauses.reduce(.zero, +) <= .seconds(301))
        #expect(result.announcements.count == 1)
        #expect(result.announcements[0].contains("vpc/getVpcList: throttled: retrying in 5 min 0 s, at "))
        let short = await attempt(Self.read, [.failure(.status(429, after: 3)), .success(.null)])
        #expect(short.announcements.isEmpty)
    }

    @Test("a read whose answer was lost is repeated, a write is not")
    func lost() async {
        let read = await attempt(Self.read, [.failure(.lost), .success(.null)])
        #expect((read.answer, read.calls) == (.success(.null), 2))
        let write = await attempt(Self.write, [.failure(.lost), .success(.null)])
        #expect((write.answer, write.calls) == (.failure(.lost), 1))
    }

    @Test("a busy object is waited out, with its reason")
    func busy() async {
        let result = await attempt(Self.write, [.failure(.busy), .failure(.busy), .success(.null)])
        #expect((result.answer, result.calls) == (.success(.null), 3))
        #expect(result.notices == ["busy: it is being changed", "busy: it is being changed"])
    }

    @Test("a corrected clock is worth one more try at once, and only one, also after other failures")
    func clockSkew() async {
        let once = await attempt(Self.write, [.failure(.skewed), .success(.null)])
        #expect((once.answer, once.pauses) == (.success(.null), [.zero]))
        let twice = await attempt(Self.write, [.failure(.skewed), .failure(.skewed), .success(.null)])
        #expect((twice.answer, twice.calls) == (.failure(.skewed), 2))
        let later = await attempt(Self.write, [.failure(.status(429)), .failure(.skewed), .success(.null)])
        #expect((later.answer, later.calls) == (.success(.null), 3))
    }

    @Test("what repeating does not help is not repeated", arguments: [APIFailure.quota, .refused, .gone])
    func final(failure: APIFailure) async {
        let result = await attempt(Self.read, [.failure(failure), .success(.null)])
        #expect((result.answer, result.calls) == (.failure(failure), 1))
    }

    @Test("patience ends")
    func patience() async {
        let policy = RetryPolicy(base: .seconds(1), ceiling: .seconds(4), patience: .seconds(10))
        let result = await attempt(Self.read, [.failure(.status(503))], policy: policy)
        #expect(result.answer == .failure(.status(503)))
        #expect(result.pauses.reduce(.zero, +) >= .seconds(10))
        #expect(result.pauses.reduce(.zero, +) < .seconds(14))
    }

    @Test("a cancelled caller stops trying and says why it tried")
    func cancelled() async {
        let clock = ManualClock()
        let client = ScriptedCaller([.failure(.busy)])
        let caller = PatientCaller(
            client, limiter: Limiter(limit: 1, clock: RunClock(clock)), clock: RunClock(clock), random: { 0.5 })
        let task = Task { () -> APIFailure? in
            do throws(APIFailure) { _ = try await caller.call(Self.write) } catch { return error }
            return nil
        }
        while clock.sleepers == 0 { await Task.yield() }
        task.cancel()
        #expect(await task.value == .busy)
        #expect(client.calls == 1)
    }

    @Test("a quota that is used up stops every later call of the run before it leaves")
    func quotaUsedUp() async {
        let client = ScriptedCaller([.failure(.quota), .success(.null)])
        let clock = RunClock(JumpingClock())
        let caller = PatientCaller(client, limiter: Limiter(limit: 4, clock: clock), clock: clock, random: { 0.5 })
        for _ in 0..<3 {
            await #expect(throws: APIFailure.quota) { _ = try await caller.call(Self.read) }
        }
        #expect(client.calls == 1)
    }

    @Test("a cloud that has never answered is given up soon, one that has is waited for")
    func unanswered() async {
        let never = await attempt(Self.read, [.failure(.lost)])
        #expect(never.pauses.reduce(.zero, +) < .seconds(10))
        let later = await attempt(Self.read, [.failure(.busy), .failure(.lost)])
        #expect(later.pauses.reduce(.zero, +) >= .seconds(300))
    }

    @Test(
        "what is asked once does not end the run, whatever is answered",
        arguments: [APIFailure.quota, .unauthenticated])
    func askedOnce(failure: APIFailure) async throws {
        let client = ScriptedCaller([.failure(failure), .success(.null)])
        let clock = RunClock(JumpingClock())
        let caller = PatientCaller(client, limiter: Limiter(limit: 4, clock: clock), clock: clock, random: { 0.5 })
        await #expect(throws: failure) { _ = try await caller.askingOnce.call(Self.read) }
        #expect(await caller.limiter.halts.isEmpty)
        #expect(try await caller.call(Self.read) == .null)
    }

    @Test("what takes longer than it may is given up, and what is there in time is taken")
    func limitedTime() async {
        let manual = ManualClock()
        let clock = RunClock(manual)
        async let slow = clock.result(within: .seconds(3)) { () async -> Int in
            try? await clock.sleep(.seconds(60))
            return 1
        }
        while manual.sleepers < 2 { await Task.yield() }
        await manual.tick()
        #expect(await slow == nil)
        #expect(clock.elapsed() == .seconds(3))
        let quick = await clock.result(within: .seconds(3)) { () async -> Int in 7 }
        #expect(quick == 7)
    }

    // MARK: Bounds

    @Test("each pause is drawn from nothing up to a bound that doubles and ends")
    func bounds() {
        let policy = RetryPolicy(base: .milliseconds(200), ceiling: .seconds(20))
        for attempt in 1...100 {
            #expect(policy.pause(after: attempt, serverAsked: nil, fraction: 0) == .zero)
            #expect(policy.pause(after: attempt, serverAsked: nil, fraction: 0.999) < .seconds(20))
            #expect(policy.pause(after: attempt, serverAsked: .seconds(30), fraction: 0.5) == .seconds(30))
        }
        let bounds = (1...9).map { policy.pause(after: $0, serverAsked: nil, fraction: 1) }
        #expect(bounds == [200, 400, 800, 1600, 3200, 6400, 12800, 20_000, 20_000].map { Duration.milliseconds($0) })
    }

    @Test("the limiter halves when throttled, never below one, and grows back slowly to where it began")
    func limiter() async throws {
        let limiter = Limiter(limit: 8, clock: RunClock(JumpingClock()))
        for expected in [4, 2, 1, 1, 1] {
            try await limiter.enter()
            await limiter.leave(.status(429))
            #expect(await limiter.limit() == expected)
        }
        var limits: [Int] = []
        for _ in 0..<60 {
            try await limiter.enter()
            await limiter.leave(nil)
            limits.append(await limiter.limit())
        }
        #expect(limits == limits.sorted())
        #expect(limits.first == 2)
        #expect(limits[10] < 8)
        #expect(limits.last == 8)
    }

    @Test("the pace comes to a host's limit within seconds and stays there", arguments: [10.0, 20, 300])
    func pace(rate: Double) {
        var pace = Pace()
        // A bucket as hosts keep it: so many calls a second, a quarter of a second's worth at once.
        let burst = max(1, rate / 4)
        var (tokens, now, through) = (burst, 0.0, 0)
        // Four seconds of rest first, so that the first rate that is measured means little.
        pace.passed(at: now)
        now = 4
        while now < 64 {
            let pause = 1 / min(pace.rate(at: now) ?? 1000, 1000)
            now += pause
            tokens = min(burst, tokens + pause * rate)
            if tokens >= 1 {
                tokens -= 1
                through += 1
                pace.passed(at: now)
            } else {
                pace.throttled(at: now)
            }
        }
        #expect(Double(through) > 60 * rate * 0.93, "\(through) of \(60 * rate)")
    }

    @Test("a used-up quota stops one host and leaves the others alone")
    func quotaOfOneHost() async throws {
        let limiter = Limiter(limit: 8, clock: RunClock(JumpingClock()))
        try await limiter.enter("ncloud")
        await limiter.leave(.quota, "ncloud")
        await #expect(throws: APIFailure.quota) { try await limiter.enter("ncloud") }
        try await limiter.enter("apigateway")
        await limiter.leave(nil, "apigateway")
        #expect(await limiter.halts == [.quota])
    }

    @Test("keys that are not accepted stop every host, also those who wait for their turn")
    func lockout() async throws {
        let limiter = Limiter(limit: 1, clock: RunClock(JumpingClock()))
        try await limiter.enter("ncloud")
        let waiting = Task { () async -> APIFailure? in
            do throws(APIFailure) { try await limiter.enter("ncloud") } catch { return error }
            return nil
        }
        await Task.yield()
        await limiter.leave(.unauthenticated, "ncloud")
        #expect(await waiting.value == .unauthenticated)
        for host in ["ncloud", "apigateway"] {
            await #expect(throws: APIFailure.unauthenticated) { try await limiter.enter(host) }
        }
        #expect(await limiter.halts == [.unauthenticated])
    }

    @Test("a host that throttles slows no other host down")
    func throttlingOfOneHost() async throws {
        let limiter = Limiter(limit: 8, clock: RunClock(JumpingClock()))
        try await limiter.enter("ncloud")
        try await limiter.enter("apigateway")
        await limiter.leave(.status(429), "ncloud")
        await limiter.leave(nil, "apigateway")
        #expect(await limiter.limit("ncloud") == 4)
        #expect(await limiter.limit("apigateway") == 8)
    }

    @Test("no more calls are under way than the limiter allows, and everybody gets in")
    func underWay() async {
        let limiter = Limiter(limit: 3, clock: RunClock(JumpingClock()))
        let gauge = Gauge()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<50 {
                group.addTask {
                    try? await limiter.enter()
                    gauge.rise()
                    await Task.yield()
                    gauge.fall()
                    await limiter.leave(index == 20 ? .status(429) : nil)
                }
            }
        }
        #expect(gauge.most <= 3)
        #expect(gauge.total == 50)
    }
}

private final class Gauge: Sendable {
    private let state = Mutex((current: 0, most: 0, total: 0))

    var most: Int { state.withLock { $0.most } }
    var total: Int { state.withLock { $0.total } }

    func rise() {
        state.withLock { state in
            state.current += 1
            state.total += 1
            state.most = max(state.most, state.current)
        }
    }

    func fall() { state.withLock { $0.current -= 1 } }
}
