import ArgumentParser
import Model
import Nacre
import Planning

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Bring the account to what the manifests describe.")

    @Argument(help: "A plan saved by \"nacre plan --out\". Without it, a new plan is shown and confirmed.")
    var plan: String?

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: SelectionOptions
    @OptionGroup var applying: ApplyingOptions

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            let reviewed = try plan.map(read)
            let run = ApplySession(
                session: session, workspace: workspace, applying: applying,
                isApproved: applying.autoApprove || reviewed != nil, preflight: choice.preflight)
            let options =
                reviewed?.options
                ?? PlanOptions(
                    today: session.today, selection: choice.selection, mayConfirm: !applying.autoApprove,
                    ignoresExisting: choice.ignoreExisting || applying.onAmbiguous == .retry)
            return try await run.apply(
                options,
                limits: try choice.limits(
                    maxDestroy: workspace.project.maxDestroy,
                    // Whoever reviewed a plan has seen it; whoever is asked confirms the number.
                    mayRemoveMost: reviewed != nil || !applying.autoApprove),
                reviewed: reviewed, as: "apply")
        }
    }

    private func read(_ path: String) throws -> SavedPlan {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw Diagnostic(
                code: "saved-plan", "cannot read \(path)", help: "save a plan with \"nacre plan --out \(path)\"")
        }
        return try SavedPlan(parsing: String(decoding: data, as: UTF8.self), file: path)
    }
}
