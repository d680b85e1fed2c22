import Kinds
import Model
import NcloudClient
import Planning
import StateStore

/// Performs what the ``Executor`` decides: the thin part between a value and the world.
public struct Runner: Sendable {
    private let plan: Plan
    private let context: RunContext
    private let interrupts: AsyncStream<Void>
    private let renames: [Rename]

    /// - Parameters:
    ///   - live: what was observed before the plan was made; operations start from it.
    ///   - drivers: the kinds that the plan was made with.
    ///   - interrupts: an element for each time the user asks to stop.
    public init(
        _ plan: Plan, run: String, desired: Desired, recorded: Recorded, live: LiveSnapshot, drivers: DriverCatalog,
        caller: PatientCaller, journal: any Journal, clock: RunClock, settings: RunSettings,
        interrupts: AsyncStream<Void>,
        progress: @escaping @Sendable (ProgressEvent) -> Void
    ) {
        self.plan = plan
        self.interrupts = interrupts
        // With steps left out, the plan may hold renames that none of the others is about.
        renames = plan.renames.concerning(plan.addresses)
        let recorded = recorded.renamed(by: renames)
        var caller = caller
        caller.announce = { progress(.note($0)) }
        var known = KnownValues(desired, recorded: recorded, live: live, catalog: drivers.kinds)
        // What is made before its old form goes may have another name than its manifest goes by.
        for step in plan.steps where step.action == .replace { step.desired.map { known.isCalled($0) } }
        for record in recorded.resources {
            if let id = record.id { known.exists(record.address, id: id) }
        }
        for step in plan.steps {
            switch step.action {
            case .create, .replace, .adopt(nil): known.willBeMade(step.address)
            case .update, .adopt, .move, .resume(.creating), .resume(.updating), .resume(.ready), .updateLifecycle:
                if let id = step.objectID { known.exists(step.address, id: id) }
            case .deleteReplaced, .delete, .resume(.deleting), .forget, .refuse: break
            }
        }
        context = RunContext(
            run: run, project: desired.project.name, drivers: drivers, journal: journal, caller: caller,
            poller: Poller(cloud: caller, clock: clock), coalescer: Coalescer(caller: caller, clock: clock),
            registry: Registry(known, recorded: recorded, drivers: drivers), clock: clock,
            pauses: RolloutPauses(clock: clock), live: live,
            lookAlikes: LookAlikes(live, drivers.kinds), recentLists: RecentLists(clock: clock),
            recorded: recorded, settings: settings, progress: progress)
    }

    /// What the run goes on with: an event, or the end of a step.
    private enum Input: Sendable {
        case event(Executor.Event)
        case outcome(StepOutcome)

        /// What it is to the executor.
        var executorEvent: Executor.Event {
            switch self {
            case .event(let event): event
            case .outcome(let outcome): .finished(outcome.step.id, outcome.result)
            }
        }
    }

    /// Runs the plan to its end, or to an interrupt.
    public func run() async -> Outcome {
        if let failure = await rename() { return failure }
        var executor = self.executor()
        var outcomes: [Step.ID: StepOutcome] = [:]
        var interrupted = false
        let (inputs, feed) = AsyncStream.makeStream(of: Input.self)
        let listener = Task { [interrupts] in
            for await _ in interrupts { feed.yield(.event(.interrupted)) }
        }
        await withTaskGroup(of: Void.self) { group in
            var stopped = perform(executor.start(), &group, feed, &outcomes)
            var iterator = inputs.makeAsyncIterator()
            while !stopped, let input = await iterator.next() {
                if case .outcome(let outcome) = input { outcomes[outcome.step.id] = outcome }
                if input.executorEvent == .interrupted { interrupted = true }
                await announce(input)
                stopped = perform(executor.handle(input.executorEvent), &group, feed, &outcomes)
            }
            group.cancelAll()
        }
        listener.cancel()
        return await outcome(of: outcomes, interrupted: interrupted)
    }

    private func executor() -> Executor {
        let locks = LockKeys(catalog: context.drivers.kinds, recorded: context.recorded)
        return Executor(
            plan, parallelism: context.settings.parallelism,
            locks: { locks.keys(of: $0, recorded: context.recorded[$0.address]) },
            sharesCalls: { $0.destroys && context.drivers.kinds[$0.address.kind]?.life.deletion.isByList ?? false })
    }

    /// Reports what has happened. An interrupt also ends the pauses of rollouts.
    private func announce(_ input: Input) async {
        switch input {
        case .event(.interrupted):
            context.progress(.interrupted)
            await context.pauses.end()
        case .event: break
        case .outcome(let outcome): context.progress(.finished(outcome))
        }
    }

    /// What the run comes to; a step without an outcome was not started.
    private func outcome(of outcomes: [Step.ID: StepOutcome], interrupted: Bool) async -> Outcome {
        let count = context.caller.counter.count
        let halts = await context.caller.limiter.halts.map {
            Halt(
                reason: $0.description, cause: $0.classification == .quota ? .quota : .credentials,
                resumeAfter: $0.retryAfter?.seconds)
        }
        return Outcome(
            run: context.run, steps: plan.steps.map { outcomes[$0.id] ?? StepOutcome($0, .notStarted) },
            interrupted: interrupted || outcomes.count < plan.steps.count,
            seconds: context.clock.elapsed().seconds, calls: count.calls, retries: count.retries,
            halts: halts)
    }

    /// Gives renamed objects their new addresses, all at once, before anything else is done: whatever becomes of the
    /// steps, each object is recorded under one address.
    /// - Returns: what the run comes to when that cannot be written; nil when it is.
    private func rename() async -> Outcome? {
        guard !renames.isEmpty else { return nil }
        do throws(StateError) {
            try await context.journal.write([.rename(renames)])
            return nil
        } catch {
            let failure = StepResult.failed(Diagnostic(code: "state", error.message))
            return Outcome(
                run: context.run, steps: plan.steps.map { StepOutcome($0, failure) }, interrupted: false,
                seconds: context.clock.elapsed().seconds, calls: 0, retries: 0, halts: [])
        }
    }

    /// - Returns: whether the run is over.
    private func perform(
        _ commands: [Executor.Command], _ group: inout TaskGroup<Void>, _ feed: AsyncStream<Input>.Continuation,
        _ outcomes: inout [Step.ID: StepOutcome]
    ) -> Bool {
        var stopped = false
        for command in commands {
            switch command {
            case .begin(let step):
                context.progress(.started(step))
                group.addTask { [context] in
                    feed.yield(.outcome(await StepRunner(context: context, step: step).run()))
                }
            case .settle(let step, let result):
                guard outcomes[step.id] == nil else { continue }
                let outcome = StepOutcome(step, result)
                outcomes[step.id] = outcome
                context.progress(.finished(outcome))
            case .startGrace:
                group.addTask { [context] in
                    try? await context.clock.sleep(context.settings.grace)
                    feed.yield(.event(.graceExpired))
                }
            case .abandonRunning:
                group.cancelAll()
            case .stop:
                stopped = true
            }
        }
        return stopped
    }
}
