import Execution
import Kinds
import ManifestLanguage
import Model
import NcloudClient
import Planning

extension Reconciliation {
    /// Reads live objects with all that lies in them and writes manifests of them. Nothing is changed, neither here nor
    /// there, and nothing is adopted.
    ///
    /// The text was read back and planned before it is handed out: what that comes to is in the answer.
    /// - Throws: a ``Diagnostic`` when an object is not to be found, or is not one alone; ``Diagnostics`` when the text
    ///   cannot be read back; ``APIFailure`` when not even the objects themselves can be read.
    public func export(_ request: ExportRequest, from source: ManifestSource) async throws -> Exported {
        if let successor = request.successor {
            return try await migration(request, to: successor, from: source)
        }
        for target in request.targets { try checkExportable(target) }
        let recorded = try await state.recorded()
        var reading = exportReading()
        let roots = try await roots(of: request, recorded, &reading)
        try await read(roots, request, recorded, &reading)
        let found = Discovery.export(
            reading.objects, in: reading.live, recorded: recorded, catalog: catalog, nests: request.nests)
        return try exported(try arranged(found, roots), of: roots, found, request, Observed(reading, recorded), source)
    }

    func exportReading() -> ExportReading {
        ExportReading(
            Observer(drivers: drivers, cloud: cloud.caller, clock: cloud.clock, settle: 0, now: { Moment(wall: 0) }))
    }

    /// The objects asked for, as their lists have them.
    func roots(
        of request: ExportRequest, _ recorded: Recorded, _ reading: inout ExportReading
    ) async throws -> [LiveObject] {
        for kind in Set(request.targets.map(\.kind)).sorted() { try await reading.list(kind) }
        let search = ExportSearch(live: reading.live, recorded: recorded, catalog: catalog)
        return try request.targets.map { target throws(Diagnostic) in try search.object(target) }
    }

    /// What nacre does not download cannot be written.
    private func checkExportable(_ target: ExportRequest.Target) throws(Diagnostic) {
        guard let kind = catalog[target.kind], let field = kind.contentFields.first(where: kind.isNeeded) else {
            return
        }
        throw Diagnostic(
            code: "not-exportable",
            "\(kind.name) objects cannot be exported: nacre does not download their \(field), of which lists show a digest",
            help: "write the manifest by hand, with import: {id: \(kind.identity.id)} and \(field): {file: PATH}")
    }

    /// What a decision about exported manifests is made from.
    private struct Observed {
        var live: LiveSnapshot
        var recorded: Recorded
        var unread: [Diagnostic]

        init(_ reading: ExportReading, _ recorded: Recorded) {
            live = reading.live
            self.recorded = recorded
            unread = reading.failures.sorted { $0.key < $1.key }.map { kind, failure in
                Diagnostic(
                    .warning, code: "unread",
                    "the \(kind) objects could not be read and are missing: \(failure.description)",
                    help: "export again before applying this: missing objects would be deleted")
            }
        }
    }

    private func read(
        _ roots: [LiveObject], _ request: ExportRequest, _ recorded: Recorded, _ reading: inout ExportReading
    ) async throws(APIFailure) {
        await reading.choose(roots)
        for root in roots {
            if let failure = reading.failures[root.kind] { throw failure }
        }
        let managed = Set(recorded.resources.compactMap { record in record.id.map { "\(record.address.kind) \($0)" } })
        reading.dropUnused { object in
            roots.contains { $0.kind == object.kind && $0.id == object.id }
                || managed.contains("\(object.kind) \(object.id)")
        }
        if request.takesRelated {
            await reading.takeLinks()
            await reading.takeReferenced()
        } else {
            await reading.lookAtReferenced()
        }
    }

    // MARK: The text

    /// The drafts in the order they are written in: what was asked for comes first, then what it rests on.
    /// - Throws: ``Diagnostics`` when something that was asked for is not among them.
    private func arranged(_ found: Discovery.Result, _ roots: [LiveObject]) throws(Diagnostics) -> [ManifestDraft] {
        let asked = Set(roots.map { "\($0.kind) \($0.id)" })
        let missing = asked.subtracting(found.drafts.flatMap(\.keys))
        guard missing.isEmpty else { throw Diagnostics(Self.absence(of: missing, found.notes)) }
        let ordered = ManifestLayout.oneFile.files(found.drafts, catalog: catalog).flatMap(\.drafts)
        return ordered.filter { !asked.isDisjoint(with: $0.keys) }
            + ordered.filter { asked.isDisjoint(with: $0.keys) }
    }

    /// Why objects that were there a moment ago are not among the drafts.
    private static func absence(of missing: Set<String>, _ notes: [Diagnostic]) -> [Diagnostic] {
        let reasons = notes.filter { $0.code == Discovery.notDiscovered }.map(\.raised)
        guard reasons.isEmpty else { return reasons }
        return missing.sorted().map {
            Diagnostic(code: "no-object", "\($0) was deleted while it was read", help: "export again")
        }
    }

    private func exported(
        _ drafts: [ManifestDraft], of roots: [LiveObject], _ found: Discovery.Result, _ request: ExportRequest,
        _ observed: Observed, _ source: ManifestSource
    ) throws -> Exported {
        var drafts = drafts
        var text = text(of: drafts, found, observed)
        var steps = try steps(text, observed, source)
        let stale = StaleDrafts.found(in: steps, catalog: catalog)
        if !stale.isEmpty {
            drafts = StaleDrafts.held(drafts, stale, catalog: catalog)
            text = self.text(of: drafts, found, observed)
            steps = try self.steps(text, observed, source)
        }
        return Exported(
            text: request.imports ? text : self.text(of: drafts.map(\.withoutImports), found, observed),
            name: name(of: roots, in: drafts), addresses: drafts.flatMap(\.addresses).sorted(),
            notes: found.notes + stale.sorted().map { StaleDrafts.note($0, catalog: catalog) },
            unread: observed.unread, differing: steps.compactMap(changing))
    }

    /// What the first of the objects asked for is called, inside another draft or not.
    private func name(of roots: [LiveObject], in drafts: [ManifestDraft]) -> String {
        let key = roots.first.map { "\($0.kind) \($0.id)" } ?? ""
        return drafts.lazy.compactMap { $0.address(of: key) }.first?.name ?? ""
    }

    private func text(of drafts: [ManifestDraft], _ found: Discovery.Result, _ observed: Observed) -> String {
        var heading = ["Generated by nacre export from the objects in the cloud."]
        heading += observed.unread.map { "INCOMPLETE: \($0.message)" }
        heading += DraftHeading.unseen(in: drafts, found.unseen, catalog)
        return ManifestWriter(catalog).text(of: drafts, heading: heading)
    }

    /// What applying the text, and nothing else, would do about the objects in it.
    private func steps(_ text: String, _ observed: Observed, _ source: ManifestSource) throws -> [Step] {
        let whole = try readBack(text, source)
        let plan = Planner.plan(
            desired: whole.desired, recorded: observed.recorded, live: observed.live, catalog: catalog,
            options: PlanOptions(today: "9999-12-31", now: 0))
        let addresses = Set(whole.desired.resources.map(\.address))
        return plan.steps.filter { addresses.contains($0.address) }
    }

    /// The workspace that the text is by itself.
    /// - Throws: ``Diagnostics`` when it cannot be read.
    func readBack(_ text: String, _ source: ManifestSource) throws(Diagnostics) -> Workspace {
        var source = source
        source.environmentName = nil
        source.variables = [:]
        source.drafts = [
            "nacre.yaml": """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: export}
            spec: {manifests: [exported.yaml]}
            """, "exported.yaml": text,
        ]
        return try Workspace.load(source, catalog: catalog)
    }

    /// The step with what it changes beside deployments: that a managed object is due for one is no matter of the text.
    /// Nil when nothing is left.
    private func changing(_ step: Step) -> Step? {
        var step = step
        let deployed = catalog[step.address.kind]?.serving.deployment?.field
        step.changes.removeAll { $0.path.field == deployed }
        switch step.action {
        case .adopt, .update: return step.changes.isEmpty ? nil : step
        default: return step
        }
    }
}

extension ManifestDraft {
    /// The objects in it, by kind and id.
    fileprivate var keys: [String] {
        var own: [String] = []
        if case .id(let id)? = resource.adoption { own = ["\(address.kind) \(id)"] }
        return own + inside.flatMap(\.keys)
    }

    /// The address of the object with this kind and id, which may lie inside.
    fileprivate func address(of key: String) -> Address? {
        if case .id(let id)? = resource.adoption, key == "\(address.kind) \(id)" { return address }
        return inside.lazy.compactMap { $0.address(of: key) }.first
    }

    fileprivate var withoutImports: ManifestDraft {
        var draft = self
        draft.resource.adoption = nil
        draft.inside = inside.map(\.withoutImports)
        return draft
    }
}

extension Diagnostic {
    /// As the reason why there is no answer.
    fileprivate var raised: Diagnostic {
        var diagnostic = self
        diagnostic.severity = .error
        return diagnostic
    }
}

extension Kind {
    /// Whether a manifest cannot do without the field, for lack of another one at most.
    fileprivate func isNeeded(_ field: String) -> Bool {
        self.field(field)?.presence == .required
            || choices.contains { $0.fields.contains(field) && [.exactlyOne, .atLeastOne].contains($0.rule) }
    }
}
