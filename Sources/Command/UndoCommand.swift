import ArgumentParser
import Model
import Nacre
import Planning
import Reporting
import StateStore

struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Plan the reversal of a run and apply it after confirmation.",
        discussion: """
            Objects that the run created are deleted, changed fields are changed back, and deleted objects are recreated, \
            with new ids and without the data of the old ones. The manifests are not changed: revert them too, or the next \
            apply makes the run's changes again.
            """)

    @Argument(help: "The run's id from \"nacre state history\", or its first characters.")
    var run: String

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: SelectionOptions
    @OptionGroup var applying: ApplyingOptions
    @OptionGroup var deleting: DeletingOptions
    @OptionGroup var resuming: ResumingOptions

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            let state = try session.state(of: workspace.project, .readOnly)
            let details = try await state.run(run)
            let recorded = try await state.recorded()
            let applySession = ApplySession(
                session: session, workspace: workspace, applying: applying, isApproved: applying.autoApprove,
                resumes: resuming.resume, keepsGoing: resuming.keepGoing, preflight: choice.preflight,
                undoing: ApplySession.Undo(run: details, recorded: recorded))
            let options = PlanOptions(
                today: session.today, now: session.now, selection: choice.selection, mayConfirm: !applying.autoApprove,
                undoes: details.run.id)
            return try await applySession.apply(
                options,
                limits: try choice.limits(
                    maxDestroy: workspace.project.maxDestroy, mayRemoveMost: true, mayLoseData: deleting.allowDataLoss),
                reviewed: nil, as: "undo")
        }
    }
}
