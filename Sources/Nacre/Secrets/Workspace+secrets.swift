import Kinds
import ManifestLanguage
import Model

extension Workspace {
    /// The same workspace with the values of all secrets that it uses, checked against the rules of their fields.
    /// - Throws: every secret that has no value, and what is wrong with the values.
    public func fetchingSecrets(
        _ fetcher: SecretFetcher, catalog: KindCatalog = DriverCatalog.ncloud.kinds
    ) async throws(Diagnostics) -> Workspace {
        guard !pendingSecrets.isEmpty else { return self }
        let known = (desired.resources + desired.externals).flatMap { $0.attributes.values.flatMap(\.secrets) }
        var source = source
        do throws(Diagnostics) {
            source.secrets.merge(try await fetcher.values(of: pendingSecrets, known: known)) { $1 }
        } catch {
            throw Diagnostics(quoting(error.all))
        }
        return try Workspace.load(source, adopting: desired, catalog: catalog)
    }

    /// Reads the workspace anew, with the imports that `former` was given besides its manifests.
    private static func load(
        _ source: ManifestSource, adopting former: Desired, catalog: KindCatalog
    ) throws(Diagnostics) -> Workspace {
        let adoptions = Dictionary(
            former.resources.map { ($0.address, $0.adoption) }, uniquingKeysWith: { first, _ in first })
        let workspace = try load(source, catalog: catalog)
        var desired = workspace.desired
        for index in desired.resources.indices {
            guard let adoption = adoptions[desired.resources[index].address] else { continue }
            desired.resources[index].adoption = adoption
        }
        return workspace.wanting(desired)
    }
}
