import Execution
import Model
import Nacre
import Planning
import Reporting
import StateStore

/// An apply as a person or a CI job sees it: the plan, the question, progress, the report.
struct ApplySession {
    let session: Session
    let workspace: Workspace
    let applying: ApplyingOptions
    /// Whether no confirmation is needed.
    let isApproved: Bool
    /// Whether only what the last run did not complete is done.
    var resumes = false
    /// Whether the other steps are done although some cannot be.
    var keepsGoing = false
    /// Whether what would fail is found out before anything begins.
    var preflight = true
    /// What an import must end with.
    var imported: (address: Address, id: String)?
    /// The run to revert, for an undo.
    var undoing: Undo?

    /// A run that is undone, and the state its undo starts from.
    struct Undo: Sendable {
        var run: RunDetails
        var recorded: Recorded
    }

    private var console: Console { session.console }

    func apply(
        _ options: PlanOptions, limits: Guard, reviewed: SavedPlan?, as command: String
    ) async throws -> ExitStatus {
        try await Interrupts.heeded { interrupts in
            try await apply(options, limits, reviewed, command, interrupts)
        }
    }

    private func apply(
        _ options: PlanOptions, _ limits: Guard, _ reviewed: SavedPlan?, _ command: String,
        _ interrupts: Interrupts
    ) async throws -> ExitStatus {
        var only: Set<Address>?
        if resumes {
            only = try await unfinished()
            if only?.isEmpty ?? false {
                try console.print("Nothing to resume: the last run completed.")
                return .done
            }
        }
        let display = DisplayHolder(console, grace: applying.grace)
        let applyOptions = ApplyOptions(
            plan: options, limits: limits,
            lease: LeaseRequest.current(command, environment: session.environment),
            lockTimeout: .seconds(applying.lockTimeout), reviewed: reviewed, only: only,
            adoptsOnly: command == "import", imported: imported, keepsGoing: keepsGoing,
            preflight: preflight && command != "import"
        )
        let dialogue = ApplyDialogue(
            confirm: { plan in
                interrupts.enter(.asking)
                guard try await confirm(plan, command) else { return false }
                interrupts.enter(.running)
                display.begin(plan)
                return true
            },
            progress: { display.show($0) },
            interrupts: interrupts.stream)
        let outcome = try await session.reconciling(
            workspace, .readWrite, settings: session.settings(applying),
            lockTimeout: .seconds(applying.lockTimeout), needsSecrets: !options.destroy
        ) { reconciliation in
            defer { display.end() }
            guard let undoing else { return try await reconciliation.apply(applyOptions, dialogue) }
            let (backwards, touched) = reconciliation.undoing(undoing.run, recorded: undoing.recorded)
            var options = applyOptions
            options.only = Set(touched).intersection(only ?? Set(touched))
            return try await backwards.apply(options, dialogue)
        }
        guard let outcome else { return try nothingToDo(options) }
        return try concluded(outcome, command)
    }

    /// What the last run did not end, and what state knows as unfinished; nil, for everything, when the last run died
    /// before it could write down what it left.
    private func unfinished() async throws -> Set<Address>? {
        let state = try session.state(of: workspace.project, .readOnly)
        let records = try await state.recorded().resources.filter { $0.condition != .ready }.map(\.address)
        guard let last = try await state.history(limit: 1).first else { return Set(records) }
        guard last.outcome != nil else {
            console.note("the last run ended before it recorded its remaining steps: planning everything")
            return nil
        }
        let steps = try await state.run(last.id).steps.filter { $0.outcome != .done }.map(\.address)
        return Set(records + steps)
    }

    private func nothingToDo(_ options: PlanOptions) throws(OutputFailure) -> ExitStatus {
        let kept = options.destroy ? [] : workspace.desired.resources.map(\.address)
        let plan = Plan(project: workspace.project.name, unchanged: kept)
        if session.isJSON {
            try console.print(PlanReport.json(plan))
        } else {
            try console.print(PlanReport.text(plan, style: console.style))
        }
        return .done
    }

    /// Reports the run. What it came to counts more than whether it could be reported.
    private func concluded(_ outcome: Outcome, _ command: String) throws(OutputFailure) -> ExitStatus {
        let status = outcome.interrupted ? ExitStatus.interrupted : outcome.isComplete ? .done : .incomplete
        do throws(OutputFailure) { try report(outcome, command) } catch {
            if !error.isReaderGone {
                console.alert("the run is recorded in state, but its report could not be written")
            }
            guard status == .done else { return status }
            throw error
        }
        return status
    }

    private func report(_ outcome: Outcome, _ command: String) throws(OutputFailure) {
        if session.isJSON {
            try console.print(OutcomeReport.json(outcome))
        } else {
            try console.print(
                OutcomeReport.text(
                    outcome, command: typed(command), canResume: command != "import", style: console.style))
        }
    }

    /// The command with the arguments that it is not without.
    private func typed(_ command: String) -> String {
        if let undoing { return "\(command) \(undoing.run.run.id.prefix(8))" }
        guard command == "import" else { return command }
        return imported.map { "\(command) \($0.address) \($0.id)" } ?? "\(command) --matching"
    }

    /// A plan that could not be shown is not confirmed.
    private func confirm(_ plan: Plan, _ command: String) async throws(OutputFailure) -> Bool {
        if session.isJSON {
            if !isApproved { console.alert(PlanReport.text(plan, style: console.errorStyle)) }
        } else if !(isApproved && console.isQuiet) {
            try console.print(PlanReport.text(plan, style: console.style))
        }
        if isApproved { return true }
        let removed = command == "apply" && plan.removesMost ? plan.removed.count : nil
        let question =
            removed.map {
                "\nThis deletes \($0) of \(plan.managed) managed objects. Enter the number of objects to delete: "
            }
            ?? "\nApply these changes (\(PlanReport.counts(plan)))? Enter \"yes\" to confirm: "
        guard let answer = await console.ask(question) else {
            // Whoever interrupts the question has said no.
            if Task.isCancelled { return false }
            console.alertUnconfirmed(command == "apply" ? "use --auto-approve or a saved plan" : "use --auto-approve")
            return false
        }
        return answer == (removed.map { String($0) } ?? "yes")
    }
}
