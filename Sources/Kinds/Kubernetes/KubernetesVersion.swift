import Model

extension Driver {
    /// A version that clusters come in; for lookups, and to check the versions of manifests. Source: api/nks.md §2, §3.
    public static let kubernetesVersion = Driver(
        Kind(
            "KubernetesVersion", service: "Kubernetes",
            summary:
                "A Kubernetes version that the service offers for clusters and node pools: read-only, for lookups.",
            fields: [
                .computed("name", "Version code, such as 1.34.3-nks.2; also its id."),
                .computed("hypervisors", .list(.string), "The hypervisors that it is offered for: XEN, KVM."),
            ],
            identity: Kind.Identity(id: "value"),
            reading: Kind.Reading(offeredVersions.endpoints),
            life: Kind.Life(
                creation: .refused("the cloud defines its versions", advice: "set one: version: 1.34.3-nks.2"),
                deletion: .refused("the cloud defines its versions")),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .id)),
            example: """
                apiVersion: ncloud/v1
                kind: KubernetesVersion
                metadata: {name: current}
                import: {id: 1.34.3-nks.2}
                spec: {}
                """),
        operations: offeredVersions)

    private static let offeredVersions = KubernetesOptionOperations(kind: "KubernetesVersion", path: "/option/version")
}
