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
        let answer: CheckedContinuation<Result<LiveObject?, StepFailure>, Never>
        /// How often in a row the object was not listed.
        var misses = 0
        var lastSeen: String?
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
    private var nextTicket = 0

    init(cloud: any APICaller, clock: RunClock) {
        self.cloud = cloud
        self.clock = clock
    }

    /// Waits until the object has come to `goal`.
    /// - Returns: the object as last listed, nil when it is gone.
    func wait(
        for id: String, of driver: Driver, until goal: Goal, within timeout: Duration,
        parents: [String: Set<String>], notice: @escaping @Sendable (String) -> Void
    ) async throws(StepFailure) -> LiveObject? {
        let ticket = nextTicket
        nextTicket += 1
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                let waiter = Waiter(
                    id: id, goal: goal, deadline: clock.elapsed() + timeout, notice: notice, parents: parents,
                    answer: answer)
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
        var scope = Scope(ids: Set(asked.values.map(\.id)))
        for waiter in asked.values { scope.parents.merge(waiter.parents) { $0.union($1) } }
        scope.isRollCall = asked.values.allSatisfy(\.goal.isGone)
        do throws(APIFailure) {
            let list = try await driver.operations.list(scope, from: cloud)
            let found = Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            for ticket in asked.keys { judge(ticket, driver.kind, found) }
        } catch {
            // What was begun goes on in the cloud, seen or not: it is pending, not failed. A list that could not be
            // read for the moment, or changed while it was, is read again at the next turn.
            for (ticket, waiter) in asked where error.isFinal || clock.elapsed() > waiter.deadline {
                settle(ticket, kind, .failure(.pending("its state cannot be read: \(error.description)")))
            }
        }
    }

    private func judge(_ ticket: Int, _ kind: Kind, _ found: [String: LiveObject]) {
        guard var waiter = waiters[kind.name]?[ticket] else { return }
        let object = found[waiter.id]
        waiter.misses = object == nil ? waiter.misses + 1 : 0
        let isNews = object?.status != nil && object?.status != waiter.lastSeen
        waiter.lastSeen = object?.status ?? waiter.lastSeen
        waiters[kind.name]?[ticket] = waiter
        switch Self.verdict(on: object, misses: waiter.misses, goal: waiter.goal, kind) {
        case .reached: settle(ticket, kind.name, .success(object))
        case .vanished: settle(ticket, kind.name, .failure(.vanished))
        case .failed(let diagnostic): settle(ticket, kind.name, .failure(.diagnostic(diagnostic)))
        case .waiting:
            if isNews, let status = waiter.lastSeen { waiter.notice(status) }
            guard clock.elapsed() > waiter.deadline else { return }
            let last = waiter.lastSeen.map { ", last seen as \($0)" } ?? ""
            settle(ticket, kind.name, .failure(.pending("still not \(waiter.goal.words) in time\(last)")))
        }
    }

    private func settle(_ ticket: Int, _ kind: String, _ result: Result<LiveObject?, StepFailure>) {
        waiters[kind]?.removeValue(forKey: ticket)?.answer.resume(returning: result)
    }

    private enum Verdict {
        case waiting
        case reached
        case failed(Diagnostic)
        case vanished
    }

    /// After how many lists in a row without it an object that was there counts as deleted by somebody else.
    private static let missesOfVanished = 4

    private static func verdict(on object: LiveObject?, misses: Int, goal: Goal, _ kind: Kind) -> Verdict {
        switch (goal, object) {
        // Lists lag behind changes: one miss proves nothing (api/common.md §10).
        case (.gone, nil): misses >= 2 ? .reached : .waiting
        case (.gone, let object?): kind.phase(of: object.status) == .gone ? .reached : .waiting
        case (.condition, nil): misses >= missesOfVanished ? .vanished : .waiting
        // A new object may take its time to come into the lists.
        case (.ready, nil): misses >= missesOfVanished * 3 ? .vanished : .waiting
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

extension Goal {
    fileprivate var isGone: Bool {
        switch self {
        case .gone: true
        case .ready, .condition: false
        }
    }

    /// The goal in a sentence: "still not … in time".
    var words: String {
        switch self {
        case .ready: "ready"
        case .gone: "gone"
        case .condition(let words, _): words
        }
    }
}

extension APIFailure {
    /// Whether asking again will not help.
    fileprivate var isFinal: Bool {
        switch classification {
        case .retry, .ambiguous, .busy, .clockSkew: false
        case .gone, .quota, .refused: true
        }
    }
}
