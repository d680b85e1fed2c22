import ArgumentParser
import Model
import Nacre
import Planning

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take an object that exists under management. The object itself is not changed.",
        discussion: "The manifests must describe the object; what differs is shown, and made so by the next apply.")

    @Argument(help: "Where it is in the manifests: Kind/name.")
    var address: String

    @Argument(help: "The cloud's id of the object.")
    var id: String

    @OptionGroup var global: GlobalOptions
    @OptionGroup var applying: ApplyingOptions

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace().adopting(id, at: address)
            let run = ApplySession(
                session: session, workspace: workspace, applying: applying, isApproved: applying.autoApprove)
            let options = PlanOptions(today: session.today, selection: Selection(targets: [address]))
            return try await run.apply(
                options, limits: Guard(maxDestroy: workspace.project.maxDestroy), reviewed: nil, as: "import")
        }
    }
}
