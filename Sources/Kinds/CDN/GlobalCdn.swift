import Model

extension Driver {
    /// An instance of Global CDN. Source: api/classic-and-others.md §5; networking-cdn-getglobalcdninstancelist.
    public static let globalCdn = Driver(
        Kind(
            CdnFamily.global.kind, service: "CDN",
            summary: """
                An instance of Global CDN, for callers outside Korea: read-only. Existing instances are imported, shown, compared \
                with the manifest, purged, and written as manifests for Global Edge.
                """,
            fields: CdnSettings.fields(of: .global),
            identity: Kind.Identity(id: "cdnInstanceNo"),
            life: Kind.Life(
                creation: .refused(
                    "the API of Global CDN has queries and purges only",
                    advice: "create it in the console and import it, or write an Edge with area: GLOBAL"),
                deletion: .refused(
                    "the API of Global CDN cannot delete an instance", advice: "delete it in the console")),
            example: """
                apiVersion: ncloud/v1
                kind: GlobalCdn
                metadata: {name: legacy-global-cdn}
                import: {name: legacy-global-cdn}
                spec:
                  ignoreQueryStrings: false
                """),
        operations: CdnFamily.global.operations(), purging: .cdn(.global), migration: EdgeMigration.toEdge)
}
