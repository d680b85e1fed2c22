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
    func migration(_ request: ExportRequest, from source: ManifestSource) async throws -> Exported {
        let migration = try migration(of: Set(request.targets.map(\.kind)))
        var reading = exportReading()
        let roots = try await roots(of: request, try await state.recorded(), &reading)
        let made = try await migration.draft(roots, cloud.caller)
        let text = ManifestWriter(catalog).text(of: made.drafts, heading: made.remarks)
        _ = try readBack(text, source)
        return Exported(
            text: text, name: "\(roots.first?.name ?? "migration")-vpc",
            addresses: made.drafts.flatMap(\.addresses).sorted(), notes: [], unread: [], differing: [])
    }

    private func migration(of kinds: Set<String>) throws(Diagnostic) -> Migration {
        if kinds.count == 1, let kind = kinds.first, let migration = drivers[kind]?.migration { return migration }
        let able = drivers.kinds.names.filter { drivers[$0]?.migration != nil }.sorted().joined(separator: ", ")
        throw Diagnostic(
            code: "no-successor", "\(kinds.sorted().joined(separator: ", ")): only \(able) can be written for a VPC",
            help: "omit --for-vpc to print the manifests of the objects themselves")
    }
}
