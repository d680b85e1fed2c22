import Kinds
import Model
import NcloudClient

/// Waits for objects by list: one list call of a kind answers everybody who waits for objects of it.
actor Poller {
    /// The shortest and the longest pause between two lists of a kind.
    static let pauses: ClosedRange<Duration> = .milliseconds(250)...(.seconds(10))
    /// What the pause falls back to when somebody new waits.
    static let pauseForNewcomers: Duration = .seconds(1)

    let cloud: any APICaller
    let clock: RunClock
    private(set) var waiters: [String: [Int: Waiter]] = [:]
    private var pause: [String: Duration] = [:]
    private var loops: Set<String> = []
    /// The pause a kind's loop is in, and when it ends.
    private var sleeps: [String: (end: Duration, task: Task<Void, any Error>)] = [:]
    /// Whose object is being asked for by itself just now.
    var confirming: Set<Int> = []
    /// Whose object is being read in full just now.
    var reading: Set<Int> = []
    private var nextTicket = 0

    init(cloud: any APICaller, clock: RunClock) {
        self.cloud = cloud
        self.clock = clock
    }

    /// Waits until the object has come to `goal`.
    /// - Returns: the object as last listed, nil when it is gone.
    func wait(
        for id: String, of driver: Driver, until goal: Goal, within timeout: Duration,
        parents: [String: Set<String>], knownAs known: Attributes = [:], fields: Set<String>? = nil,
        notice: @escaping @Sendable (String?) -> Void
    ) async throws(StepFailure) -> LiveObject? {
        let ticket = nextTicket
        nextTicket += 1
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                let waiter = Waiter(
                    for: id, until: goal, by: clock.elapsed() + timeout, parents: parents, fields: fields,
                    knownAs: known, notice: notice, answer: answer)
                add(waiter, ticket, driver)
            }
        } onCancel: {
            Task { await self.dismiss(ticket, driver.kind.name) }
        }
        return try result.get()
    }

    private func add(_ waiter: Waiter, _ ticket: Int, _ driver: Driver) {
        guard !Task.isCancelled else { return waiter.answer.resume(returning: .failure(.interrupted)) }
        let kind = driver.kind.name
        waiters[kind, default: [:]][ticket] = waiter
        pause[kind] = min(pause[kind] ?? Self.pauses.lowerBound, Self.pauseForNewcomers)
        // A pause that grew for others is cut short.
        if let sleep = sleeps[kind], sleep.end - clock.elapsed() > Self.pauseForNewcomers { sleep.task.cancel() }
        if loops.insert(kind).inserted { Task { await self.poll(driver) } }
    }

    private func dismiss(_ ticket: Int, _ kind: String) {
        waiters[kind]?.removeValue(forKey: ticket)?.answer.resume(returning: .failure(.interrupted))
    }

    /// Lists the kind again and again until nobody waits any more.
    private func poll(_ driver: Driver) async {
        let kind = driver.kind.name
        while let waiting = waiters[kind], !waiting.isEmpty {
            guard await rest(kind) else { continue }
            // What is being read in full already is not asked for once more.
            if isAnybodyUnread(kind) { await look(driver) } else { endLate(driver.kind) }
        }
        loops.remove(kind)
        pause[kind] = nil
    }

    /// Sleeps until the next list of a kind is due.
    /// - Returns: false when somebody new has cut the pause short.
    private func rest(_ kind: String) async -> Bool {
        let current = pause[kind] ?? Self.pauses.lowerBound
        let sleep = Task { [clock] in try await clock.sleep(current) }
        sleeps[kind] = (clock.elapsed() + current, sleep)
        defer { sleeps[kind] = nil }
        do { try await sleep.value } catch { return false }
        // Who came meanwhile has shortened it.
        pause[kind] = min((pause[kind] ?? current) * 2, Self.pauses.upperBound)
        return true
    }

    private func isAnybodyUnread(_ kind: String) -> Bool {
        waiters[kind]?.keys.contains { !reading.contains($0) } ?? false
    }

    private func endLate(_ kind: Kind) {
        for (ticket, waiter) in waiters[kind.name] ?? [:] { endIfLate(ticket, waiter, kind) }
    }

    enum Judgement {
        case done
        /// The lists have lacked it for long: it may be gone.
        case doubtful
    }

    func judge(_ ticket: Int, _ kind: Kind, _ found: [String: LiveObject]) -> Judgement {
        guard var waiter = waiters[kind.name]?[ticket] else { return .done }
        let object = found[waiter.id]
        let isNews = waiter.see(object)
        waiters[kind.name]?[ticket] = waiter
        switch waiter.goal.verdict(on: object, misses: waiter.misses, kind) {
        case .reached: settle(ticket, kind.name, .success(object))
        case .lacking: return .doubtful
        case .failed(let diagnostic): settle(ticket, kind.name, .failure(.diagnostic(diagnostic)))
        case .waiting:
            if isNews { waiter.notice(waiter.lastSeen) }
            endIfLate(ticket, waiter, kind)
        }
        return .done
    }

    func endIfLate(_ ticket: Int, _ waiter: Waiter, _ kind: Kind) {
        guard clock.elapsed() > waiter.deadline else { return }
        let last = waiter.lastSeen.map { "; last status: \($0)" } ?? ""
        settle(ticket, kind.name, .failure(.pending("timed out waiting for: \(waiter.goal.words)\(last)")))
    }

    func settle(_ ticket: Int, _ kind: String, _ result: Result<LiveObject?, StepFailure>) {
        waiters[kind]?.removeValue(forKey: ticket)?.answer.resume(returning: result)
    }
}
