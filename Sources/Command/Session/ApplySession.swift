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
    /// Whether nobody needs to be asked.
    let isApproved: Bool

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
        _ interrupts: AsyncStream<Void>
    ) async throws -> ExitStatus {
        let display = DisplayHolder(console)
        let applyOptions = ApplyOptions(
            plan: options, limits: limits,
            lease: LeaseRequest.current(command, environment: session.environment),
            lockTimeout: .seconds(applying.lockTimeout), reviewed: reviewed)
        let dialogue = ApplyDialogue(
            confirm: { plan in
                guard confirm(plan, command) else { return false }
                display.begin(plan)
                return true
            },
            progress: { display.show($0) },
            interrupts: interrupts)
        let outcome = try await session.reconciling(
            workspace, .readWrite, settings: session.settings(grace: applying.grace)
        ) { reconciliation in
            defer { display.end() }
            return try await reconciliation.apply(applyOptions, dialogue)
        }
        guard let outcome else { return nothingToDo() }
        report(outcome)
        if outcome.interrupted { return .interrupted }
        return outcome.isComplete ? .done : .incomplete
    }

    private func nothingToDo() -> ExitStatus {
        let plan = Plan(
            project: workspace.project.name, unchanged: workspace.desired.resources.map(\.address))
        session.isJSON ? console.print(PlanReport.json(plan)) : console.print(PlanReport.text(plan, style: console.style))
        return .done
    }

    private func report(_ outcome: Outcome) {
        if session.isJSON {
            console.print(OutcomeReport.json(outcome))
        } else {
            console.print(OutcomeReport.text(outcome, style: console.style))
        }
    }

    private func confirm(_ plan: Plan, _ command: String) -> Bool {
        if !session.isJSON { console.print(PlanReport.text(plan, style: console.style)) }
        if isApproved { return true }
        guard let answer = console.ask("\n\(command) this plan? Only \"yes\" is taken for a yes: ") else {
            console.alert("nobody is here to say yes: use --auto-approve, or apply a saved plan")
            return false
        }
        return answer == "yes"
    }
}
