import ArgumentParser
import Planning

struct DestroyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Delete all managed objects, dependents first.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: SelectionOptions
    @OptionGroup var applying: ApplyingOptions
    @OptionGroup var deleting: DeletingOptions
    @OptionGroup var resuming: ResumingOptions

    func run() async throws {
        try await Session.run(global) { session in
            let run = ApplySession(
                session: session, workspace: try session.workspace(), applying: applying,
                isApproved: applying.autoApprove, resumes: resuming.resume, keepsGoing: resuming.keepGoing,
                preflight: choice.preflight)
            let options = PlanOptions(
                today: session.today, now: session.now, destroy: true, selection: choice.selection,
                mayConfirm: !applying.autoApprove)
            return try await run.apply(
                options,
                limits: try choice.limits(
                    maxDestroy: nil, mayRemoveMost: true, mayLoseData: deleting.allowDataLoss),
                reviewed: nil, as: "destroy")
        }
    }
}
