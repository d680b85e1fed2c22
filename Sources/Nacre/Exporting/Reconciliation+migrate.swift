import Execution
import Kinds
import ManifestLanguage
import Model

extension Reconciliation {
    /// Reads live objects and writes manifests of what could take their place. Nothing is changed, neither here nor
    /// there, and nothing is adopted: the manifests are of objects that do not exist.
    ///
    /// The text was read back before it is handed out.
    /// - Throws: a ``Diagnostic`` when the kind has no successor, or an object is not to be found; ``Diagnostics`` when the
    ///   text cannot be read back; ``APIFailure`` when the objects cannot be read.
    func migration(
        _ request: ExportRequest, to successor: Migration.Successor, from source: ManifestSource
    ) async throws -> Exported {
        let migration = try migration(of: Set(request.targets.map(\.kind)), to: successor)
        var reading = exportReading()
        let roots = try await roots(of: request, try await state.recorded(), &reading)
        let made = try await migration.draft(roots, cloud.caller)
        let text = ManifestWriter(catalog).text(of: made.drafts, heading: made.remarks)
        _ = try readBack(text, source)
        return Exported(
            text: text, name: "\(roots.first?.name ?? "migration")-\(successor.rawValue)",
            addresses: made.drafts.flatMap(\.addresses).sorted(), notes: [], unread: [], differing: [])
    }

    /// That of the kinds, all of which have this successor.
    private func migration(
        of kinds: Set<String>, to successor: Migration.Successor
    ) throws(Diagnostic) -> Migration {
        let able = drivers.kinds.names.filter { drivers[$0]?.migration?.successor == successor }.sorted()
        if kinds.isSubset(of: able), let migration = kinds.sorted().first.flatMap({ drivers[$0]?.migration }) {
            return migration
        }
        throw Diagnostic(
            code: "no-successor",
            "\(kinds.sorted().joined(separator: ", ")): only \(able.joined(separator: ", ")) can be written for "
                + successor.title,
            help: "omit \(successor.flag) to print the manifests of the objects themselves")
    }
}
