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
    struct Observed {
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
}

extension Kind {
    /// Whether a manifest cannot do without the field, for lack of another one at most.
    fileprivate func isNeeded(_ field: String) -> Bool {
        self.field(field)?.presence == .required
            || choices.contains { $0.fields.contains(field) && [.exactlyOne, .atLeastOne].contains($0.rule) }
    }
}
