import HeapModule
import Model

/// Decides what is begun when, as a value: events go in, commands come out, nothing is performed.
///
/// Because it only decides, every interleaving of outcomes and interrupts is a plain call in a test.
public struct Executor: Sendable {
    public enum Event: Hashable, Sendable {
        case finished(Step.ID, StepResult)
        /// The user wants to stop. Once: nothing new is begun. Twice: what runs is left as it is.
        case interrupted
        /// The time granted to running steps after an interrupt is over.
        case graceExpired
    }

    public enum Command: Hashable, Sendable {
        case begin(Step)
        /// The step ended, or will never begin.
        case settle(Step, StepResult)
        /// Set a timer that answers with ``Event/graceExpired``.
        case startGrace
        /// Leave what runs; each running step still reports that it is pending.
        case abandonRunning
        /// Every step is settled.
        case stop
    }

    private enum Status {
        /// Waiting for this many others.
        case waiting(Int)
        case running
        case settled(StepResult)
    }

    private let steps: [Step]
    private let index: [Step.ID: Int]
    private let dependants: [[Int]]
    private let locks: [Set<String>]
    private let parallelism: Int
    /// Steps whose calls go out together with those of others, and so do not count among those that run at once.
    private let isUncounted: [Bool]

    private var status: [Status]
    private var ready: Heap<Int> = []
    private var readyUncounted: Heap<Int> = []
    /// Steps that are ready but for a lock somebody holds, by that lock.
    private var parked: [String: Heap<Int>] = [:]
    private var held: Set<String> = []
    private var running = 0
    private var counted = 0
    private var settled = 0
    private var interrupts = 0
    private var hasStopped = false

    /// - Parameters:
    ///   - parallelism: how many steps may run at once.
    ///   - locks: the names of what only one step at a time may touch.
    ///   - sharesCalls: whether a step acts by list: however many there are, they make few calls, so that they are
    ///     begun besides the others. A parallelism of 1 is taken at its word.
    public init(
        _ plan: Plan, parallelism: Int, locks: (Step) -> Set<String>,
        sharesCalls: (Step) -> Bool = { _ in false }
    ) {
        steps = plan.steps
        self.parallelism = max(1, parallelism)
        isUncounted = plan.steps.map { parallelism > 1 && sharesCalls($0) }
        self.locks = plan.steps.map(locks)
        let index = Dictionary(
            plan.steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.index = index
        var dependants = [[Int]](repeating: [], count: plan.steps.count)
        status = plan.steps.enumerated().map { position, step in
            let needed = step.waitsFor.compactMap { index[$0] }
            for other in needed { dependants[other].append(position) }
            return .waiting(needed.count)
        }
        self.dependants = dependants
        for position in status.indices where plan.steps[position].waitsFor.allSatisfy({ index[$0] == nil }) {
            makeReady(position)
        }
    }

    private mutating func makeReady(_ position: Int) {
        if isUncounted[position] { readyUncounted.insert(position) } else { ready.insert(position) }
    }

    /// The next step that may begin, but for its locks.
    private mutating func next() -> Int? {
        readyUncounted.popMin() ?? (counted < parallelism ? ready.popMin() : nil)
    }

    /// The first commands.
    public mutating func start() -> [Command] { advance() }

    public mutating func handle(_ event: Event) -> [Command] {
        switch event {
        case .finished(let id, let result):
            guard let position = index[id], case .running = status[position] else { return [] }
            let settled = finish(position, result)
            return settled + advance()
        case .interrupted:
            interrupts += 1
            switch interrupts {
            case 1:
                let dropped = dropUnbegun()
                return dropped + (running > 0 ? [.startGrace] : []) + stopIfDone()
            case 2: return running > 0 ? [.abandonRunning] : []
            default: return []
            }
        case .graceExpired:
            return running > 0 ? [.abandonRunning] : []
        }
    }

    /// Begins what can begin.
    private mutating func advance() -> [Command] {
        var commands: [Command] = []
        while interrupts == 0, let position = next() {
            if let lock = locks[position].first(where: held.contains) {
                parked[lock, default: []].insert(position)
                // It may have been woken for another lock, which is left to the next in line.
                for free in locks[position] where !held.contains(free) { wake(free) }
                continue
            }
            held.formUnion(locks[position])
            status[position] = .running
            running += 1
            counted += isUncounted[position] ? 0 : 1
            commands.append(.begin(steps[position]))
        }
        commands += breakDeadlock()
        return commands + stopIfDone()
    }

    /// Steps that wait for each other in a circle never become ready. A plan holds none; were there one, the run would
    /// go on for ever without this.
    private mutating func breakDeadlock() -> [Command] {
        guard running == 0, settled < steps.count else { return [] }
        return steps.indices.flatMap { position -> [Command] in
            guard isWaiting(position) else { return [] }
            let diagnostic = Diagnostic(
                code: "deadlock", "\(steps[position].id) is part of a dependency cycle",
                help: "apply the objects one by one with --target, and report this plan as a bug")
            return settle(position, .failed(diagnostic))
        }
    }

    private mutating func finish(_ position: Int, _ result: StepResult) -> [Command] {
        running -= 1
        counted -= isUncounted[position] ? 0 : 1
        for lock in locks[position] {
            held.remove(lock)
            wake(lock)
        }
        return settle(position, result)
    }

    /// Lets the first of those who wait for a free lock try again; the others would only find it held.
    private mutating func wake(_ lock: String) {
        guard let next = parked[lock]?.popMin() else { return }
        makeReady(next)
    }

    /// Ends a step, and with it those that now never begin. A list instead of recursion: a chain may be as long as the
    /// plan.
    private mutating func settle(_ position: Int, _ result: StepResult) -> [Command] {
        var ended = [(position: position, result: result)]
        status[position] = .settled(result)
        var next = 0
        while next < ended.count {
            let (position, result) = ended[next]
            next += 1
            for dependant in dependants[position] {
                guard case .waiting(let count) = status[dependant] else { continue }
                if result == .done {
                    status[dependant] = .waiting(count - 1)
                    if count == 1 { makeReady(dependant) }
                } else {
                    let blocked = blockage(by: position, result)
                    status[dependant] = .settled(blocked)
                    ended.append((dependant, blocked))
                }
            }
        }
        settled += ended.count
        return ended.map { .settle(steps[$0.position], $0.result) }
    }

    /// Who is to blame for a step that cannot begin: the step that failed first, not the one in between.
    private func blockage(by position: Int, _ result: StepResult) -> StepResult {
        switch result {
        case .blocked(let culprit): .blocked(by: culprit)
        case .notStarted: .notStarted
        case .done, .failed, .pending: .blocked(by: steps[position].id)
        }
    }

    private mutating func dropUnbegun() -> [Command] {
        ready = []
        readyUncounted = []
        parked.removeAll()
        return steps.indices.flatMap { isWaiting($0) ? settle($0, .notStarted) : [] }
    }

    private func isWaiting(_ position: Int) -> Bool {
        guard case .waiting = status[position] else { return false }
        return true
    }

    private mutating func stopIfDone() -> [Command] {
        guard settled == steps.count, !hasStopped else { return [] }
        hasStopped = true
        return [.stop]
    }
}
