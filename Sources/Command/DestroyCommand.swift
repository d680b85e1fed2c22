import ArgumentParser
import Planning

struct DestroyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Delete everything that state holds, in reverse order.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: SelectionOptions
    @OptionGroup var applying: ApplyingOptions

    func run() async throws {
        try await Session.run(global) { session in
            let run = ApplySession(
                session: session, workspace: try session.workspace(), applying: applying,
                isApproved: applying.autoApprove)
            let options = PlanOptions(
                today: session.today, destroy: true, selection: choice.selection, mayConfirm: !applying.autoApprove)
            return try await run.apply(
                options, limits: try choice.limits(maxDestroy: nil, mayRemoveMost: true), reviewed: nil, as: "destroy")
        }
    }
}
