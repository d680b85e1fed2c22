import Execution
import Model
import Planning
import StateStore

extension Reconciliation {
    /// Brings the account to what is wanted, holding the state's lease from the first look to the last row.
    /// - Returns: what became of each step; nil when nothing differs.
    /// - Throws: ``RunFailure`` and the errors of state and client, all of them before anything was changed.
    public func apply(_ options: ApplyOptions, _ dialogue: ApplyDialogue) async throws -> Outcome? {
        let note: @Sendable (String) -> Void = { dialogue.progress(.note($0)) }
        return try await withLease(options.lease, waiting: options.lockTimeout, note: note) {
            if let reviewed = options.reviewed { try await state.checkUnused(reviewed.digest) }
            var situation = try await situation(isActing: true)
            situation = try await recover(situation, dialogue)
            try check(options.plan.selection, situation)
            var plan = try chosen(self.plan(situation, options.plan), options)
            try examine(plan, situation, options)
            try await checkSecrets(of: plan, situation, adoptsOnly: options.adoptsOnly)
            try await tidy(plan, situation)
            if plan.isEmpty {
                if !situation.recorded.resources.isEmpty { try await bind(situation.binding) }
                return nil
            }
            if options.preflight { plan = try await checked(plan, situation, today: options.plan.today) }
            try Task.checkCancellation()
            guard try await dialogue.confirm(plan) else { throw RunFailure.declined }
            try Task.checkCancellation()
            return try await perform(plan, situation, options, dialogue)
        }
    }

    /// Stops before anything is begun that limits forbid, that looks like a slip, or that cannot be finished.
    private func examine(_ plan: Plan, _ situation: Situation, _ options: ApplyOptions) throws {
        let doubts = options.adoptsOnly ? [] : objections(to: plan, situation, options.plan)
        let violations = doubts + options.limits.violations(of: plan)
        guard violations.isEmpty else { throw RunFailure.guarded(violations) }
        guard options.keepsGoing || plan.refusals.isEmpty else { throw RunFailure.refused(plan.refusalDiagnostics) }
        if let problem = options.imported.flatMap({ missed($0.address, $0.id, plan, situation) }) { throw problem }
    }

    /// Why an import would not end with the object managed under the id that was asked for.
    private func missed(_ address: Address, _ id: String, _ plan: Plan, _ situation: Situation) -> Diagnostic? {
        let isPlanned = plan.steps.contains { $0.address == address && $0.action == .adopt(id: id) }
        let isThere = situation.live.object(address.kind, id: id) != nil
        guard !isPlanned, situation.recorded[address]?.id != id || !isThere else { return nil }
        return Diagnostic(
            code: "not-imported",
            "\(address) was not imported: "
                + (isThere
                    ? "it is managed as \(situation.recorded[address]?.id ?? "another object")"
                    : "the cloud has no \(address.kind) with id \(id)"),
            help: isThere
                ? "to manage this object instead, run \"nacre state forget \(address)\" first"
                : "check the id, the region and the account; \"nacre discover --dry-run\" lists the objects in the account"
        )
    }

    private func perform(
        _ plan: Plan, _ situation: Situation, _ options: ApplyOptions, _ dialogue: ApplyDialogue
    ) async throws -> Outcome {
        try await bind(situation.binding)
        try await acceptRotatedKeys()
        _ = try await state.backup()
        let run = try await state.beginRun(options.lease, planDigest: options.reviewed?.digest)
        if let reviewed = options.reviewed { try await state.consumePlan(reviewed.digest, run: run.id) }
        var outcome = await Runner(
            plan, run: run.id, desired: situation.desired, recorded: situation.recorded, live: situation.live,
            drivers: drivers, caller: cloud.caller, journal: state, clock: cloud.clock, settings: settings,
            interrupts: dialogue.interrupts, progress: dialogue.progress
        ).run()
        outcome.faults = await faults(dialogue)
        await conclude(run, outcome, dialogue)
        return outcome
    }

    /// Rows that share an object, looked for at the end of every run. A state that cannot be read has told so already.
    private func faults(_ dialogue: ApplyDialogue) async -> [Diagnostic] {
        do throws(StateError) { return try await state.sharedIdentities() } catch {
            dialogue.progress(.note("state could not be verified after the run: \(error.message)"))
            return []
        }
    }

    /// Writes the end of a run into history, and backs up what it came to: a state that is damaged later then has a
    /// backup that knows every object.
    ///
    /// What cannot be written here is told and changes nothing about the outcome: each step has written its own rows.
    private func conclude(_ run: Run, _ outcome: Outcome, _ dialogue: ApplyDialogue) async {
        do throws(StateError) {
            // Steps that ran wrote their own lines; those that never began are written for a later --resume.
            try await state.write(
                outcome.steps.filter(\.neverBegan).map { .stepOutcome(StepRecord($0, run: run.id)) })
            try await state.finish(run.id, outcome.verdict, summary: outcome.summary(commits: state.commits))
        } catch {
            dialogue.progress(.note("the end of the run could not be recorded in the history: \(error.message)"))
        }
        do throws(StateError) { try await state.prune(desired.project.history) } catch {
            dialogue.progress(.note("the history could not be pruned: \(error.message)"))
        }
        do throws(StateError) { _ = try await state.backup() } catch {
            dialogue.progress(.note("state could not be backed up after the run: \(error.message)"))
        }
    }

    /// The part of the plan that the options leave; with a reviewed plan, what that covers, provided it still says the
    /// same.
    private func chosen(_ whole: Plan, _ options: ApplyOptions) throws -> Plan {
        var plan = whole
        if let only = options.only { plan = plan.narrowed(to: only) }
        if options.adoptsOnly {
            plan.warnings += plan.steps.compactMap(\.differenceAfterImport)
            plan.steps = plan.steps.compactMap(\.adoptionAlone)
        }
        guard let reviewed = options.reviewed else { return plan }
        guard reviewed.project == desired.project.name else {
            throw RunFailure.stale([
                Diagnostic(
                    code: "stale-plan",
                    "the saved plan is for project \(reviewed.project), not \(desired.project.name)",
                    help: "apply it in the workspace it was created in")
            ])
        }
        let place = plan.target?.place ?? ""
        guard reviewed.target == place else {
            throw RunFailure.stale([
                Diagnostic(
                    code: "stale-plan", "the saved plan is for \(reviewed.target), not \(place)",
                    help: "apply it with the cloud, region and environment it was created for")
            ])
        }
        if let staleness = reviewed.staleness(against: plan) { throw RunFailure.stale([staleness]) }
        return reviewed.part(of: plan)
    }

    /// Writes down what became of the calls of a dead run; waits where it is too early to tell.
    private func recover(_ first: Situation, _ dialogue: ApplyDialogue) async throws -> Situation {
        var situation = first
        while situation.findings.contains(where: { $0.verdict == .tooEarly }) {
            dialogue.progress(.note("an earlier run was interrupted: waiting for the results of its calls to appear"))
            try await cloud.clock.sleep(.seconds(1))
            situation = try await self.situation(isActing: true)
        }
        let ambiguous = situation.findings.compactMap(\.ambiguity)
        guard ambiguous.isEmpty else { throw RunFailure.ambiguous(ambiguous) }
        for finding in situation.findings {
            try await state.write(finding.changes(to: try await state.recorded()))
        }
        return situation
    }
}

extension SQLiteStateStore: Journal {}

extension Recovery.Finding {
    fileprivate var ambiguity: Diagnostic? {
        guard case .ambiguous(let candidates) = verdict else { return nil }
        return .ambiguous(intent.address, candidates)
    }
}

extension Outcome {
    /// How the run as a whole is written into history.
    fileprivate var verdict: Run.Outcome {
        if interrupted { return .interrupted }
        return isComplete ? .done : .incomplete
    }
}

extension StepOutcome {
    fileprivate var neverBegan: Bool {
        switch result {
        case .blocked, .notStarted: true
        case .done, .failed, .pending: false
        }
    }
}

extension Step {
    /// What an import leaves to the next apply; nil when the object matches its manifest.
    fileprivate var differenceAfterImport: Diagnostic? {
        guard adopts, !changes.isEmpty else { return nil }
        return Diagnostic(
            .warning, code: "differs", "\(address) differs from its manifest; the next apply corrects it",
            at: desired?.span,
            notes: changes.flatMap(\.innermost).map {
                "\($0.path): in the cloud \(($0.before ?? .null).display), in the manifest \(($0.after ?? .null).display)"
            })
    }

    /// The adoption without the changes that would follow it, or why there is none; nil for every other step.
    fileprivate var adoptionAlone: Step? {
        if case .refuse = action { return self }
        guard case .adopt = action else { return nil }
        var step = self
        step.changes = []
        step.calls = []
        step.seconds = 0
        step.disruption = .none
        return step
    }
}
