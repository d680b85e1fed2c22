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
        commandName: "apply", abstract: "Create, update and delete objects so that the account matches the manifests.")

    @Argument(help: "A plan saved by \"nacre plan --out\". Without it, a new plan is shown and confirmed.")
    var plan: String?

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: SelectionOptions
    @OptionGroup var creating: CreatingOptions
    @OptionGroup var applying: ApplyingOptions
    @OptionGroup var deleting: DeletingOptions
    @OptionGroup var resuming: ResumingOptions

    /// What a saved plan has decided cannot be said once more, nor otherwise.
    func validate() throws {
        guard plan != nil else { return }
        let given = [
            ("--target", !choice.target.isEmpty), ("--exclude", !choice.exclude.isEmpty),
            ("--ignore-existing", creating.ignoreExisting), ("--resume", resuming.resume),
            ("--environment", global.place.environment != nil),
        ].filter(\.1).map(\.0)
        guard given.isEmpty else {
            throw ValidationError(
                "\(given.joined(separator: ", ")) cannot be used with a saved plan, which contains them; create a new plan "
                    + "instead"
            )
        }
    }

    func run() async throws {
        try await Session.run(global) { session in
            let reviewed = try plan.map(read)
            let session = try reviewed.map { try session.reading($0.inputs) } ?? session
            let workspace = try session.workspace()
            let run = ApplySession(
                session: session, workspace: workspace, applying: applying,
                isApproved: applying.autoApprove || reviewed != nil, resumes: resuming.resume,
                keepsGoing: resuming.keepGoing,
                preflight: choice.preflight)
            let options =
                reviewed?.options
                ?? PlanOptions(
                    today: session.today, now: session.now, selection: choice.selection,
                    mayConfirm: !applying.autoApprove,
                    ignoresExisting: creating.ignoreExisting || applying.onAmbiguous == .retry)
            return try await run.apply(
                options,
                limits: try choice.limits(
                    maxDestroy: workspace.project.maxDestroy,
                    // Whoever reviewed a plan has seen it; whoever is asked confirms the number.
                    mayRemoveMost: reviewed != nil || !applying.autoApprove,
                    mayLoseData: reviewed != nil || deleting.allowDataLoss),
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

extension Session {
    /// The same session, reading the manifests as they were read for a saved plan.
    /// - Throws: `ValidationError` for a variable that the plan has already, or for one that it lacks.
    fileprivate func reading(_ inputs: SavedPlan.Inputs) throws -> Session {
        let again = options.variables.keys.filter { !inputs.withheld.contains($0) }.sorted()
        guard again.isEmpty else {
            throw ValidationError(
                "-v \(again.joined(separator: ", ")) cannot be used with this saved plan, which contains them; create a new "
                    + "plan instead"
            )
        }
        let missing = inputs.withheld.subtracting(options.variables.keys).filter {
            environment["NACRE_VAR_\($0)"] == nil
        }.sorted()
        guard missing.isEmpty else {
            throw ValidationError(
                "-v \(missing.joined(separator: ", ")) is required: a saved plan contains no sensitive values")
        }
        var options = options
        options.environment = inputs.environment
        options.variables.merge(inputs.variables) { given, _ in given }
        return Session(options: options, console: console, environment: environment)
    }
}
