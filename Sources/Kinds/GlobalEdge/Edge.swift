import Model

extension Driver {
    /// An edge of Global Edge with its settings. Source: api/classic-and-others.md §5; edge-create, edge-edit, edge-information,
    /// edge-listing, edge-status, edge-stop, edge-delete, globaledge-quotas.
    public static let edge = Driver(
        Kind(
            "Edge", service: "GlobalEdge",
            summary: """
                An edge of Global Edge, the content delivery network: where it takes content from, under which domain it serves it, \
                and how it caches it. Every change is published to all its servers; nacre waits until it runs again. It is stopped \
                before it is deleted.
                """,
            fields: EdgeSettings.fields + seen,
            identity: Kind.Identity(id: "edgeId", marker: ["name", "profile"]),
            status: StatusTable(
                pending: ["PUBLISHING", "STOPPING", "ACTIVATING", "DELETING"], ready: ["RUNNING", "STOPPED"],
                gone: ["DELETED"], leaving: ["DELETING"]),
            reading: Kind.Reading(perParent: [EdgeCalls.edges], perObject: [EdgeCalls.edge]),
            place: Kind.Place(listedUnder: "EdgeProfile"),
            life: Kind.Life(
                creation: Kind.Procedure([EdgeCalls.createEdge], seconds: 600, timeout: 7200),
                update: Kind.Procedure(seconds: 600, timeout: 7200),
                deletion: Kind.Procedure([EdgeCalls.stopEdges, EdgeCalls.deleteEdges], seconds: 600, timeout: 7200)),
            // Of the edges, those in the profiles that the plan reads are counted.
            checks: Kind.Checks(preflight: EdgePreflight.checks, limits: [.atMost(100, "edge", canBeRaised: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: Edge
                metadata: {name: shop-web}
                spec:
                  profile: shop
                  area: KOREA
                  protocol: ALL
                  origin: {type: OBJECT_STORAGE, bucket: shop-pages, path: /site}
                  caching: {mode: CACHING, age: 1, ageUnit: HOURS}
                  queryStrings: {mode: ALLOW_SPECIFIC_STRING, names: [version]}
                  cacheRules:
                    - {name: images, match: FILE_EXTENSION, conditions: [png, jpg], age: 30, ageUnit: DAYS}
                    - {name: api, match: DIRECTORY, conditions: [/api/], mode: BYPASS_CACHE}
                  headers:
                    - {name: frames, direction: CLIENT_RESPONSE, action: ADD, header: X-Frame-Options, value: DENY}
                """),
        operations: EdgeOperations(), purging: .edge)

    private static let seen: [Field] = [
        .computed(
            "serviceDomain",
            """
            The domain that it serves: of the service, or your own with CUSTOM_DOMAIN. The console alone shows the name to which \
            the CNAME record of your own domain points.
            """),
        .computed("status", "PUBLISHING, RUNNING, STOPPING, STOPPED, ACTIVATING or DELETING."),
    ]
}
