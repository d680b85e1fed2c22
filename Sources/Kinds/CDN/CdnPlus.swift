import Model

extension Driver {
    /// An instance of CDN+, which Global Edge has replaced. Source: api/classic-and-others.md §5; networking-cdn-overview,
    /// networking-cdn-getcdnplusinstancelist.
    public static let cdnPlus = Driver(
        Kind(
            CdnFamily.plus.kind, service: "CDN",
            summary: """
                An instance of CDN+, the predecessor of Global Edge, on the government and financial sites: read-only. Existing \
                instances are imported, shown, compared with the manifest, purged, and written as manifests for Global Edge.
                """,
            fields: CdnSettings.fields(of: .plus) + media,
            identity: Kind.Identity(id: "cdnInstanceNo"),
            life: Kind.Life(
                creation: .refused("since \(ending.day) \(ending.reason)", advice: ending.advice),
                deletion: .refused("the API of CDN+ cannot delete an instance", advice: "delete it in the console"),
                endings: [ending]),
            example: """
                apiVersion: ncloud/v1
                kind: CdnPlus
                metadata: {name: legacy-cdn}
                import: {name: legacy-cdn}
                spec:
                  ignoreQueryStrings: false
                """),
        operations: CdnFamily.plus.operations([
            .texts("liveTranscoders", "liveTranscoderInstanceNoList"),
            .text("imageOptimizer", "imageOptimizerInstanceNo"),
        ]), purging: .cdn(.plus), migration: EdgeMigration.toEdge)

    /// Source: networking-cdn-overview of the public site.
    private static let ending = Ending(
        .create, on: "2025-06-19",
        reason: "the public site does not offer CDN+, and on the other sites its API has queries and purges only",
        advice: "write an Edge; nacre export CdnPlus/NAME --for-edge writes manifests to start from",
        source: "api.ncloud-docs.com/docs/networking-cdn-overview")

    private static let media: [Field] = [
        .computed("liveTranscoders", .list(.string), "Numbers of the Live Transcoder instances that it is for."),
        .computed("imageOptimizer", "Number of the Image Optimizer instance that it is for."),
    ]
}
