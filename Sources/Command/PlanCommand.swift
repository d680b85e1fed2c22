import ArgumentParser
import Execution
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
        commandName: "plan", abstract: "Show what apply would change, why, and what it disrupts. Changes nothing.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: SelectionOptions
    @OptionGroup var creating: CreatingOptions

    @Flag(help: "Exit with 2 if there are changes.")
    var detailedExitcode = false

    @Flag(help: "Plan the deletion of all managed objects.")
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
        if destroy, creating.ignoreExisting {
            throw ValidationError("--ignore-existing cannot be used with --destroy, which creates nothing")
        }
        if summary, global.console.output == .json { throw ValidationError("--summary cannot be used with -o json") }
    }

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            if let out { try checkPlace(out, of: workspace, session) }
            let options = PlanOptions(
                today: session.today, now: session.now, destroy: destroy, selection: choice.selection,
                ignoresExisting: creating.ignoreExisting)
            // A plan that is kept needs fingerprints that hold: state, and with it their key, is made for it.
            let (plan, doubts) = try await session.reconciling(
                workspace, out == nil ? .readOnly : .readWrite, cloud: .readOnly
            ) { reconciliation in
                let situation = try await reconciliation.situation(
                    checking: choice.preflight ? options.selection : nil)
                if out != nil, let locked = situation.locked { throw locked.reason }
                try reconciliation.check(options.selection, situation)
                let plan = reconciliation.plan(situation, options)
                let doubts = reconciliation.objections(to: plan, situation, options)
                return (
                    choice.preflight ? try await reconciliation.checked(plan, situation, today: options.today) : plan,
                    doubts
                )
            }
            try show(plan, session)
            let limits = try choice.limits(
                maxDestroy: workspace.project.maxDestroy, mayRemoveMost: destroy,
                // Nothing is lost by a plan, and whoever applies the file has seen what would be.
                mayLoseData: true)
            // What is not to be applied as it is, is not saved either.
            if let status = verdict(plan, doubts + limits.violations(of: plan), session) { return status }
            if let out { try save(plan, options, workspace, session, to: out) }
            return detailedExitcode && !plan.isEmpty ? .differs : .done
        }
    }

    /// What speaks against the plan, and the exit code for it. Standard output holds the plan already, and is to stay one
    /// document.
    private func verdict(_ plan: Plan, _ violations: [Diagnostic], _ session: Session) -> ExitStatus? {
        let refusals = plan.refusalDiagnostics
        guard !refusals.isEmpty || !violations.isEmpty else { return nil }
        session.console.alert(DiagnosticReport.text(refusals + violations, style: session.console.errorStyle))
        if out != nil { session.console.alert("the plan was not saved") }
        return refusals.isEmpty ? .refused : .error
    }

    private func show(_ plan: Plan, _ session: Session) throws(OutputFailure) {
        if session.isJSON {
            try session.console.print(PlanReport.json(plan))
        } else {
            try session.console.print(
                PlanReport.text(plan, style: session.console.style, details: summary ? .summary : .full))
        }
    }

    /// - Throws: a ``Diagnostic`` when the saved plan would replace a file that nacre needs.
    private func checkPlace(_ path: String, of workspace: Workspace, _ session: Session) throws {
        let here = FileManager.default.currentDirectoryPath
        let files = SparedFiles(session.ownFiles(of: workspace), in: here)
        guard let obstacle = files.obstacle(at: path.hasPrefix("/") ? path : "\(here)/\(path)") else { return }
        throw Diagnostic(
            code: "unwritable", "cannot write \(path): \(obstacle)", help: "choose another file for the plan")
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
