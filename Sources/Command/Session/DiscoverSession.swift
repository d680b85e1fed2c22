import Model
import Nacre
import Planning
import Reporting
import StateStore

/// A discovery as its user sees it: what was found, what was written, and the proof.
struct DiscoverSession {
    let session: Session
    let request: DiscoveryRequest
    let isDryRun: Bool
    let lockTimeout: Duration

    private var console: Console { session.console }

    func run() async throws -> ExitStatus {
        let workspace = try Workspace.load(session.options.source)
        // Somebody who begins has no manifests yet.
        session.warn(workspace.warnings.filter { $0.code != "no-manifests" })
        return try await Interrupts.heeded { interrupts in
            try await session.reconciling(
                workspace, isDryRun ? .readOnly : .readWrite, lockTimeout: lockTimeout, needsSecrets: false
            ) { reconciliation in
                let found = try await reconciliation.discover(request, in: workspace)
                session.warn(found.notes + found.unread)
                if isDryRun || found.files.isEmpty { return try conclude(found) }
                return try await adopt(found, reconciliation, interrupts)
            }
        }
    }

    /// Nothing to be written, or nothing that may be.
    private func conclude(_ found: Discovered) throws(OutputFailure) -> ExitStatus {
        try show(report(found, adopted: 0, isWritten: false))
        if !session.isJSON {
            for file in found.files { try console.print("\n# \(file.path)\n\(file.text.dropLast())") }
        }
        return status(found, differing: found.differing)
    }

    private func adopt(
        _ found: Discovered, _ reconciliation: Reconciliation, _ interrupts: Interrupts
    ) async throws -> ExitStatus {
        let options = ApplyOptions(
            plan: PlanOptions(today: session.today, now: session.now),
            lease: LeaseRequest.current("discover", environment: session.environment), lockTimeout: lockTimeout)
        let dialogue = ApplyDialogue(
            confirm: { _ in true },
            progress: { event in if case .note(let text) = event { console.note(text) } },
            interrupts: interrupts.stream)
        interrupts.enter(.running)
        let outcome = try await reconciliation.adopt(found, options, dialogue)
        // Where no object can be adopted as it is written, the files are still useful: to be corrected.
        if outcome == nil { try found.write() }
        let adopted = outcome?.steps.filter { $0.result == .done }.count ?? 0
        if let outcome, !outcome.isComplete {
            try show(report(found, adopted: adopted, isWritten: true))
            console.alert(OutcomeReport.text(outcome, command: "discover", canResume: false, style: console.errorStyle))
            return outcome.interrupted ? .interrupted : .incomplete
        }
        return try await prove(found, adopted, reconciliation)
    }

    /// Reads everything once more, files and cloud, and plans.
    private func prove(
        _ found: Discovered, _ adopted: Int, _ reconciliation: Reconciliation
    ) async throws -> ExitStatus {
        let desired = try Workspace.load(session.options.source).desired
        let now = reconciliation.wanting(desired)
        let plan = now.plan(try await now.situation(), PlanOptions(today: session.today, now: session.now))
        let new = Set(found.addresses)
        let differing = plan.steps.filter { new.contains($0.address) }
        try show(report(found, adopted: adopted, isWritten: true, differing: differing))
        if !session.isJSON { try console.print("\n" + PlanReport.text(plan, style: console.style)) }
        return status(found, differing: differing)
    }

    private func status(_ found: Discovered, differing: [Step]) -> ExitStatus {
        if !found.unread.isEmpty { return .incomplete }
        return differing.isEmpty ? .done : .differs
    }

    private func report(
        _ found: Discovered, adopted: Int, isWritten: Bool, differing: [Step]? = nil
    ) -> DiscoveryReport {
        DiscoveryReport(
            files: found.files.map { ($0.path, $0.addresses) }, isWritten: isWritten, managed: found.managed,
            builtIn: found.builtIn, adopted: adopted, notes: found.notes + found.unread,
            differing: differing ?? found.differing)
    }

    private func show(_ report: DiscoveryReport) throws(OutputFailure) {
        if session.isJSON {
            try console.print(report.json)
        } else {
            try console.print(report.text(style: console.style))
        }
    }
}
