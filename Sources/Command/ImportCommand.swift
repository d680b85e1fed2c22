import ArgumentParser
import Model
import Nacre
import Planning

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import an existing object into state. The object itself is not changed.",
        discussion: """
            The object needs a manifest. Differences are shown; the next apply corrects them. With --matching, imports \
            every object that matches a manifest in all fields that cannot change, for example after state was lost.
            """)

    @Argument(help: "The object's address in the manifests: Kind/name.")
    var address: String?

    @Argument(help: "The object's id in the cloud.")
    var id: String?

    @Flag(help: "Import all objects that match manifests; they are listed first.")
    var matching = false

    @OptionGroup var global: GlobalOptions
    @OptionGroup var applying: ApplyingOptions

    func validate() throws {
        guard matching ? address == nil : address != nil && id != nil else {
            throw ValidationError("pass Kind/name and the id, or only --matching")
        }
    }

    func run() async throws {
        try await Session.run(global) { session in
            let workspace = try session.workspace()
            guard let address, let id else { return try await importMatching(workspace, session) }
            let wanted = try session.address(address)
            return try await apply(
                try workspace.adopting(id, at: address), Selection(targets: [address]), (wanted, id), session)
        }
    }

    private func apply(
        _ workspace: Workspace, _ selection: Selection, _ imported: (Address, String)?, _ session: Session
    ) async throws -> ExitStatus {
        var run = ApplySession(
            session: session, workspace: workspace, applying: applying, isApproved: applying.autoApprove)
        run.imported = imported
        return try await run.apply(
            PlanOptions(today: session.today, now: session.now, selection: selection),
            limits: Guard(maxDestroy: workspace.project.maxDestroy), reviewed: nil, as: "import")
    }

    /// Looks for the objects first; what is imported is then planned and confirmed like any import.
    private func importMatching(_ workspace: Workspace, _ session: Session) async throws -> ExitStatus {
        let existing = try await session.reconciling(workspace, .readOnly, needsSecrets: false) { reconciliation in
            reconciliation.existingObjects(try await reconciliation.situation())
        }
        for (address, ids) in existing.ambiguous.sorted(by: { $0.key < $1.key }) {
            session.console.alert(
                "warning: \(address) matches several objects, \(ids.joined(separator: ", ")): import one by its id")
        }
        guard !existing.matches.isEmpty else {
            try session.console.print("No unmanaged object in the account matches a manifest.")
            return existing.ambiguous.isEmpty ? .done : .error
        }
        let targets = existing.matches.keys.sorted().map(\.description)
        let status = try await apply(
            workspace.adopting(existing.matches), Selection(targets: targets), nil, session)
        return status == .done && !existing.ambiguous.isEmpty ? .incomplete : status
    }
}
