import Kinds
import Model
import NcloudClient

/// Waits for objects by list: one list call of a kind answers everybody who waits for objects of it.
actor Poller {
    /// One who waits. Answers are given exactly once.
    private struct Waiter {
        let id: String
        let goal: Goal
        let deadline: Duration
        /// Told each new status, and once that there is none to tell.
        let notice: @Sendable (String?) -> Void
        let parents: [String: Set<String>]
        /// The fields that count; nil for all. What costs calls of its own and is none of them is not read.
        let fields: Set<String>?
        /// What is known of the object, for asking for it by itself.
        let known: Attributes
        let answer: CheckedContinuation<Result<LiveObject?, StepFailure>, Never>
        /// How often in a row the object was not listed.
        var misses = 0
        var lastSeen: String?
        var isSeen = false
    }

    /// The shortest and the longest pause between two lists of a kind.
    static let pauses: ClosedRange<Duration> = .milliseconds(250)...(.seconds(10))
    /// What the pause falls back to when somebody new waits.
    static let pauseForNewcomers: Duration = .seconds(1)

    private let cloud: any APICaller
    private let clock: RunClock
    private var waiters: [String: [Int: Waiter]] = [:]
    private var pause: [String: Duration] = [:]
    private var loops: Set<String> = []
    /// The pause a kind's loop is in, and when it ends.
    private var sleeps: [String: (end: Duration, task: Task<Void, any Error>)] = [:]
    /// Whose object is being asked for by itself just now.
    private var confirming: Set<Int> = []
    /// Whose object is being read in full just now.
    private var reading: Set<Int> = []
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
                    id: id, goal: goal, deadline: clock.elapsed() + timeout, notice: notice, parents: parents,
                    fields: fields, known: known, answer: answer)
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

    private func look(_ driver: Driver) async {
        let asked = waiters[driver.kind.name] ?? [:]
        var scope = ReadScope()
        for waiter in asked.values { scope.parents.merge(waiter.parents) { $0.union($1) } }
        if driver.kind.reading.perObject.isEmpty { scope.ids = Set(asked.values.map(\.id)) }
        scope.statusOnly = asked.values.allSatisfy(\.goal.isGone)
        let reads = LookReads(cloud)
        do throws(APIFailure) {
            let found = try await list(driver, scope, from: reads)
            for (ticket, waiter) in asked {
                if let object = found[waiter.id], isReadAlone(object, for: waiter.goal, driver.kind) {
                    beginReading(ticket, driver, scope, from: reads)
                } else if judge(ticket, driver.kind, found) == .doubtful {
                    beginConfirming(ticket, driver)
                }
            }
        } catch {
            for ticket in asked.keys { takeIn(error, ticket, driver.kind.name) }
        }
    }

    /// What was begun goes on in the cloud, seen or not: it is pending, not failed. What could not be read for the moment, or
    /// changed while it was, is read again at the next turn.
    private func takeIn(_ failure: APIFailure, _ ticket: Int, _ kind: String) {
        guard let waiter = waiters[kind]?[ticket], failure.isFinal || clock.elapsed() > waiter.deadline else { return }
        let reason = failure.endsRun ? failure.haltInBrief : failure.description
        settle(ticket, kind, .failure(.pending("its status cannot be read: \(reason)")))
    }

    private func list(
        _ driver: Driver, _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> [String: LiveObject] {
        let list = try await driver.operations.list(scope, from: cloud)
        return Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether the object has to be read in full, where attributes cost a call for each object, as the rules of a group
    /// do. As long as its status says that the wait is not over, the list is enough.
    private func isReadAlone(_ object: LiveObject, for goal: Goal, _ kind: Kind) -> Bool {
        guard !kind.reading.perObject.isEmpty else { return false }
        return goal.isAboutAttributes || goal.isReady && kind.phase(of: object.status) == .ready
    }

    /// Reads an object in full, beside the lists: a slow answer about one object keeps nobody else waiting.
    private func beginReading(_ ticket: Int, _ driver: Driver, _ scope: ReadScope, from cloud: any APICaller) {
        guard let waiter = waiters[driver.kind.name]?[ticket] else { return }
        guard reading.insert(ticket).inserted else { return endIfLate(ticket, waiter, driver.kind) }
        var scope = scope
        scope.ids = [waiter.id]
        scope.fields = waiter.fields
        Task { [scope] in
            do throws(APIFailure) {
                let found = try await list(driver, scope, from: cloud)
                _ = judge(ticket, driver.kind, found)
            } catch {
                takeIn(error, ticket, driver.kind.name)
            }
            reading.remove(ticket)
        }
    }

    private enum Judgement {
        case done
        /// The lists have lacked it for long: it may be gone.
        case doubtful
    }

    /// Asks beside the lists: a slow answer about one object keeps nobody else waiting.
    private func beginConfirming(_ ticket: Int, _ driver: Driver) {
        guard confirming.insert(ticket).inserted else { return }
        Task {
            await confirm(ticket, driver)
            confirming.remove(ticket)
        }
    }

    /// Asks for an object itself that the lists lack, before it counts as gone.
    private func confirm(_ ticket: Int, _ driver: Driver) async {
        let kind = driver.kind
        guard let waiter = waiters[kind.name]?[ticket] else { return }
        do throws(APIFailure) {
            switch try await driver.operations.detail(of: waiter.id, knownAs: waiter.known, from: cloud) {
            case .shown(let object) where kind.phase(of: object.status) != .gone:
                _ = judge(ticket, kind, [object.id: object])
            case .shown, .missing, .notOffered:
                guard waiter.misses >= waiter.goal.missesOfVanished else { return }
                settle(ticket, kind.name, .failure(.vanished))
            }
        } catch {
            // Nothing is known that was not before: the next list is looked at.
        }
    }

    private func judge(_ ticket: Int, _ kind: Kind, _ found: [String: LiveObject]) -> Judgement {
        guard var waiter = waiters[kind.name]?[ticket] else { return .done }
        let object = found[waiter.id]
        waiter.misses = object == nil ? waiter.misses + 1 : 0
        let isNews = object?.status != nil && object?.status != waiter.lastSeen
        let isFirst = !waiter.isSeen && object != nil && object?.status == nil
        waiter.lastSeen = object?.status ?? waiter.lastSeen
        waiter.isSeen = waiter.isSeen || object != nil
        waiters[kind.name]?[ticket] = waiter
        switch waiter.goal.verdict(on: object, misses: waiter.misses, kind) {
        case .reached: settle(ticket, kind.name, .success(object))
        case .lacking: return .doubtful
        case .failed(let diagnostic): settle(ticket, kind.name, .failure(.diagnostic(diagnostic)))
        case .waiting:
            if isNews || isFirst { waiter.notice(waiter.lastSeen) }
            endIfLate(ticket, waiter, kind)
        }
        return .done
    }

    private func endIfLate(_ ticket: Int, _ waiter: Waiter, _ kind: Kind) {
        guard clock.elapsed() > waiter.deadline else { return }
        let last = waiter.lastSeen.map { "; last status: \($0)" } ?? ""
        settle(ticket, kind.name, .failure(.pending("timed out waiting for: \(waiter.goal.words)\(last)")))
    }

    private func settle(_ ticket: Int, _ kind: String, _ result: Result<LiveObject?, StepFailure>) {
        waiters[kind]?.removeValue(forKey: ticket)?.answer.resume(returning: result)
    }
}
