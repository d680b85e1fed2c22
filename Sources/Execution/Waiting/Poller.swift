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
        let notice: @Sendable (String) -> Void
        let parents: [String: Set<String>]
        /// What is known of the object, for asking for it by itself.
        let known: Attributes
        let answer: CheckedContinuation<Result<LiveObject?, StepFailure>, Never>
        /// How often in a row the object was not listed.
        var misses = 0
        var lastSeen: String?
    }

    /// The shortest and the longest pause between two lists of a kind.
    static let pauses: ClosedRange<Duration> = .milliseconds(250)...(.seconds(10))
    /// So many objects are read in full at every look, whatever it costs.
    static let fewEnough = 4
    /// What the pause falls back to when somebody new waits.
    static let pauseForNewcomers: Duration = .seconds(1)

    private let cloud: any APICaller
    private let clock: RunClock
    private var waiters: [String: [Int: Waiter]] = [:]
    private var pause: [String: Duration] = [:]
    private var loops: Set<String> = []
    /// Whose object is being asked for by itself just now.
    private var confirming: Set<Int> = []
    private var nextTicket = 0

    init(cloud: any APICaller, clock: RunClock) {
        self.cloud = cloud
        self.clock = clock
    }

    /// Waits until the object has come to `goal`.
    /// - Returns: the object as last listed, nil when it is gone.
    func wait(
        for id: String, of driver: Driver, until goal: Goal, within timeout: Duration,
        parents: [String: Set<String>], knownAs known: Attributes = [:], notice: @escaping @Sendable (String) -> Void
    ) async throws(StepFailure) -> LiveObject? {
        let ticket = nextTicket
        nextTicket += 1
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                let waiter = Waiter(
                    id: id, goal: goal, deadline: clock.elapsed() + timeout, notice: notice, parents: parents,
                    known: known, answer: answer)
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
        if loops.insert(kind).inserted { Task { await self.poll(driver) } }
    }

    private func dismiss(_ ticket: Int, _ kind: String) {
        waiters[kind]?.removeValue(forKey: ticket)?.answer.resume(returning: .failure(.interrupted))
    }

    /// Lists the kind again and again until nobody waits any more.
    private func poll(_ driver: Driver) async {
        let kind = driver.kind.name
        while let waiting = waiters[kind], !waiting.isEmpty {
            let current = pause[kind] ?? Self.pauses.lowerBound
            do { try await clock.sleep(current) } catch { break }
            pause[kind] = min(current * 2, Self.pauses.upperBound)
            await look(driver)
        }
        loops.remove(kind)
        pause[kind] = nil
    }

    private func look(_ driver: Driver) async {
        let kind = driver.kind.name
        let asked = waiters[kind] ?? [:]
        do throws(APIFailure) {
            let found = try await list(driver, asked)
            for ticket in asked.keys where judge(ticket, driver.kind, found) == .doubtful {
                beginConfirming(ticket, driver)
            }
        } catch {
            // What was begun goes on in the cloud, seen or not: it is pending, not failed. A list that could not be
            // read for the moment, or changed while it was, is read again at the next turn.
            for (ticket, waiter) in asked where error.isFinal || clock.elapsed() > waiter.deadline {
                settle(ticket, kind, .failure(.pending("its state cannot be read: \(error.description)")))
            }
        }
    }

    /// The objects that are waited for, with all that can be read of those whose wait may be over.
    ///
    /// Where attributes cost a call for each object, as the rules of a group do, many who wait for a status are counted
    /// first, and only those that have come to it are read in full.
    private func list(_ driver: Driver, _ asked: [Int: Waiter]) async throws(APIFailure) -> [String: LiveObject] {
        var scope = Scope()
        for waiter in asked.values { scope.parents.merge(waiter.parents) { $0.union($1) } }
        let isCheap = driver.kind.reading.perObject.isEmpty || asked.count <= Self.fewEnough
        scope.ids = Set(asked.values.filter { isCheap || $0.goal.isAboutAttributes }.map(\.id))
        scope.isRollCall = asked.values.allSatisfy(\.goal.isGone)
        var found = try await list(driver, scope)
        let arrived = asked.values.filter { waiter in
            !scope.ids.contains(waiter.id) && waiter.goal.isReady
                && found[waiter.id].map { driver.kind.phase(of: $0.status) == .ready } ?? false
        }
        guard !arrived.isEmpty else { return found }
        scope.ids = Set(arrived.map(\.id))
        for (id, object) in try await list(driver, scope) where scope.ids.contains(id) { found[id] = object }
        return found
    }

    private func list(_ driver: Driver, _ scope: Scope) async throws(APIFailure) -> [String: LiveObject] {
        let list = try await driver.operations.list(scope, from: cloud)
        return Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
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
                guard waiter.misses >= Self.missesOfVanished(waiter.goal) else { return }
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
        waiter.lastSeen = object?.status ?? waiter.lastSeen
        waiters[kind.name]?[ticket] = waiter
        switch Self.verdict(on: object, misses: waiter.misses, goal: waiter.goal, kind) {
        case .reached: settle(ticket, kind.name, .success(object))
        case .lacking: return .doubtful
        case .failed(let diagnostic): settle(ticket, kind.name, .failure(.diagnostic(diagnostic)))
        case .waiting:
            if isNews, let status = waiter.lastSeen { waiter.notice(status) }
            guard clock.elapsed() > waiter.deadline else { return .done }
            let last = waiter.lastSeen.map { ", last seen as \($0)" } ?? ""
            settle(ticket, kind.name, .failure(.pending("still not \(waiter.goal.words) in time\(last)")))
        }
        return .done
    }

    private func settle(_ ticket: Int, _ kind: String, _ result: Result<LiveObject?, StepFailure>) {
        waiters[kind]?.removeValue(forKey: ticket)?.answer.resume(returning: result)
    }

    private enum Verdict {
        case waiting
        case reached
        case failed(Diagnostic)
        /// The lists have lacked it for a while.
        case lacking
    }

    /// After how many lists in a row without it an object is asked for by itself, and again.
    private static let missesOfLacking = 4

    /// After how many it counts as deleted by somebody else, when the question for it finds nothing either. A new object
    /// may take its time to come into the lists.
    private static func missesOfVanished(_ goal: Goal) -> Int {
        goal.isReady ? missesOfLacking * 3 : missesOfLacking
    }

    private static func verdict(on object: LiveObject?, misses: Int, goal: Goal, _ kind: Kind) -> Verdict {
        switch (goal, object) {
        // Lists lag behind changes: one miss proves nothing (api/common.md §10).
        case (.gone, nil): misses >= 2 ? .reached : .waiting
        case (.gone, let object?): kind.phase(of: object.status) == .gone ? .reached : .waiting
        case (.condition, nil), (.ready, nil): misses.isMultiple(of: missesOfLacking) ? .lacking : .waiting
        case (.condition(_, let holds), let object?):
            if holds(object) {
                .reached
            } else if kind.phase(of: object.status) == .failed {
                .failed(failure(kind, object))
            } else {
                .waiting
            }
        case (.ready, let object?):
            switch kind.phase(of: object.status) {
            case .ready: .reached
            case .pending, .unknown: .waiting
            case .failed, .gone: .failed(failure(kind, object))
            }
        }
    }

    private static func failure(_ kind: Kind, _ object: LiveObject) -> Diagnostic {
        Diagnostic(
            code: "failed-status", "\(kind.name) \(object.id) came to status \(object.status ?? "?") and stays there",
            help: "look at it in the console; remove or repair it, then run again")
    }
}
