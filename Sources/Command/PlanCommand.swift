import ArgumentParser
import Model
import Nacre
import Planning
import Reporting

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what apply would do, why, and what it disrupts. Changes nothing.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: SelectionOptions

    @Flag(help: "Exit with 2 when differences exist.")
    var detailedExitcode = false

    @Flag(help: "Plan the destruction of everything that state holds.")
    var destroy = false

    @Option(
        help: """
            Save the plan for "nacre apply FILE". The plan can be applied once, and only if the objects in it have not \
            changed.
            """)
    var out: String?

    @Flag(help: "Print one line per step; show field changes only for disruptive steps.")
    var summary = false

    func validate() throws {
        if summary, global.console.output == .json { throw ValidationError("--summary is for text; JSON is whole") }
    }

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            let options = PlanOptions(today: session.today, destroy: destroy, selection: choice.selection)
            // A plan that is kept needs fingerprints that hold: state, and with it their key, is made for it.
            let plan = try await session.reconciling(
                workspace, out == nil ? .readOnly : .readWrite, cloud: .readOnly
            ) { reconciliation in
                let situation = try await reconciliation.situation()
                try reconciliation.check(options.selection, situation)
                let plan = reconciliation.plan(situation, options)
                return choice.preflight ? try await reconciliation.checked(plan, situation) : plan
            }
            try show(plan, session)
            if let out { try save(plan, options, workspace, session, to: out) }
            let violations = try choice.limits(maxDestroy: workspace.project.maxDestroy).violations(of: plan)
            guard violations.isEmpty else {
                guard session.isJSON else { throw RunFailure.guarded(violations) }
                // Standard output holds the plan already, and is to stay one document.
                session.console.alert(DiagnosticReport.text(violations, style: session.console.errorStyle))
                return .refused
            }
            return detailedExitcode && !plan.isEmpty ? .differs : .done
        }
    }

    private func show(_ plan: Plan, _ session: Session) throws(OutputFailure) {
        if session.isJSON {
            try session.console.print(PlanReport.json(plan))
        } else {
            try session.console.print(
                PlanReport.text(plan, style: session.console.style, details: summary ? .summary : .full))
        }
    }

    private func save(
        _ plan: Plan, _ options: PlanOptions, _ workspace: Workspace, _ session: Session, to path: String
    ) throws {
        let inputs = SavedPlan.inputs(
            environment: session.options.environment, variables: session.options.variables,
            sensitive: workspace.sensitiveVariables)
        let saved = SavedPlan(plan, options: options, inputs: inputs, nonce: UUID().uuidString)
        try PrivateText.write(saved.text, to: path)
    }
}
