import Execution
import ManifestLanguage
import Model
import Planning

extension Reconciliation {
    /// Reads everything the account holds and prepares manifests for what the workspace does not know.
    ///
    /// Nothing is written, neither here nor there. The manifests were read back and planned: what they come to is in
    /// the answer.
    /// - Throws: ``Diagnostics`` when the files find no place or cannot be read back, a ``Diagnostic`` when a run was cut
    ///   off before, and what state and client throw.
    public func discover(_ request: DiscoveryRequest, in workspace: Workspace) async throws -> Discovered {
        _ = try await checkedBinding()
        let recorded = try await state.recorded()
        // What a dead run made may not be in state yet, and would be taken for somebody else's.
        guard try await state.openIntents().isEmpty else {
            throw Diagnostic(
                code: "unfinished-run",
                "an earlier run was interrupted, and the results of its calls are not known yet",
                help: "finish it first with \"nacre apply --resume\"")
        }
        let survey = try await survey(request.choice)
        var found = Discovery.find(
            request.choice, in: survey.live, desired: desired, recorded: recorded, catalog: catalog)
        var discovered = try discovered(found, request, survey, recorded, in: workspace)
        let stale = StaleDrafts.found(in: discovered.steps, catalog: catalog)
        guard !stale.isEmpty else { return discovered }
        found.drafts = StaleDrafts.held(found.drafts, stale, catalog: catalog)
        discovered = try self.discovered(found, request, survey, recorded, in: workspace)
        discovered.notes += stale.sorted().map { StaleDrafts.note($0, catalog: catalog) }
        return discovered
    }

    /// The drafts as files, and what a plan from these comes to.
    private func discovered(
        _ found: Discovery.Result, _ request: DiscoveryRequest, _ survey: Survey, _ recorded: Recorded,
        in workspace: Workspace
    ) throws -> Discovered {
        let files = try place(found, request, in: workspace)
        let drafts = Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
        let whole = try workspace.adding(drafts, catalog: catalog)
        let new = Set(found.drafts.flatMap(\.addresses))
        let plan = Planner.plan(
            desired: whole.desired, recorded: recorded, live: survey.live, catalog: catalog,
            // Nothing that discovery writes is ignored until a day.
            options: PlanOptions(today: "9999-12-31", now: 0))
        return Discovered(
            files: files, notes: found.notes, unread: survey.unread, managed: found.managed, builtIn: found.builtIn,
            workspace: whole, steps: plan.steps.filter { new.contains($0.address) })
    }

    /// Takes the discovered objects under management, as an import does: journalled, under the lease, and without a
    /// change to any of them. The files are written under the lease as well, and first: documents that adopt what state
    /// has already do no harm, rows without documents would be planned to be deleted.
    /// - Returns: what became of each adoption; nil when there was none.
    /// - Throws: what ``apply(_:_:)`` and ``Discovered/write()`` throw.
    public func adopt(
        _ discovered: Discovered, _ options: ApplyOptions, _ dialogue: ApplyDialogue
    ) async throws -> Outcome? {
        var options = options
        options.adoptsOnly = true
        options.only = Set(discovered.steps.filter(\.adopts).map(\.address))
        var dialogue = dialogue
        let (problems, report) = AsyncStream.makeStream(of: Diagnostic.self)
        dialogue.confirm = { _ in
            do throws(Diagnostic) {
                try discovered.write()
                return true
            } catch {
                report.yield(error)
                return false
            }
        }
        do {
            return try await wanting(discovered.workspace.desired).apply(options, dialogue)
        } catch RunFailure.declined {
            report.finish()
            for await problem in problems { throw problem }
            throw RunFailure.declined
        }
    }

    // MARK: Parts

    private typealias Survey = (live: LiveSnapshot, unread: [Diagnostic])

    private func survey(_ choice: DiscoveryChoice) async throws -> Survey {
        let kinds = kindsToRead(choice)
        let observer = Observer(
            drivers: drivers, cloud: cloud.caller, clock: cloud.clock, settle: 0, now: { Moment(wall: 0) })
        let (live, failures) = await observer.survey(kinds)
        // When nothing at all can be read, the reason is not the kind's.
        if failures.count == kinds.count, let first = kinds.first.flatMap({ failures[$0] }) { throw first }
        // A site without a service has none of its objects: only those who asked for the kind are told.
        let noteworthy = failures.filter { !$0.value.isNotOffered || choice.kinds.contains($0.key) }
        let unread = noteworthy.sorted { $0.key < $1.key }.map { kind, failure in
            Diagnostic(
                .warning, code: "unread", "the \(kind) objects could not be read: \(failure.description)",
                help: "run the command again later, or exclude this kind by listing the others with --kind")
        }
        return (live, unread)
    }

    /// The kinds asked for, and those without which their references and origin cannot be told.
    private func kindsToRead(_ choice: DiscoveryChoice) -> [String] {
        var kinds = Set(catalog.kinds.filter { $0.isManageable && choice.includes($0) }.map(\.name)).union(choice.kinds)
        var open = Array(kinds)
        while let kind = open.popLast().flatMap({ catalog[$0] }) {
            let needed =
                kind.fields.flatMap(\.type.referencedKinds) + [kind.place.listedUnder].compactMap(\.self)
                + (catalog.makers(of: kind.name) + catalog.bringers(of: kind.name)).map(\.name)
            for name in needed where kinds.insert(name).inserted { open.append(name) }
        }
        return kinds.filter { catalog[$0] != nil }.sorted()
    }

    private func place(
        _ found: Discovery.Result, _ request: DiscoveryRequest, in workspace: Workspace
    ) throws(Diagnostic) -> [Discovered.File] {
        let placement = ManifestPlacement(workspace.project, root: workspace.source.root)
        let writer = ManifestWriter(catalog)
        var files: [Discovered.File] = []
        for (name, drafts) in request.layout.files(found.drafts, existing: desired.resources, catalog: catalog) {
            let path = try placement.path(name, in: request.folder, besides: Set(files.map(\.path)))
            let heading =
                ["Generated by nacre discover from the objects in the account. Edit freely."]
                + DraftHeading.unseen(in: drafts, found.unseen, catalog)
            let text = writer.text(of: drafts, heading: heading)
            files.append(Discovered.File(path: path, text: text, addresses: drafts.flatMap(\.addresses)))
        }
        return files.sorted { $0.path < $1.path }
    }
}
