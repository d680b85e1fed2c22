import Model

extension Driver {
    /// An image that nodes are made of; for lookups, and to check the images of manifests. Source: api/nks.md §2, §5.
    public static let kubernetesImage = Driver(
        Kind(
            "KubernetesImage", service: "Kubernetes",
            summary: "An image that the service offers for the nodes of clusters: read-only, for lookups.",
            fields: [
                .computed("name", "Image code without the number that the console shows behind it; also its id."),
                .computed("hypervisors", .list(.string), "The hypervisors that it is offered for: XEN, KVM."),
            ],
            identity: Kind.Identity(id: "value"),
            reading: Kind.Reading(offeredImages.endpoints),
            life: Kind.Life(
                creation: .refused(
                    "the cloud defines its images",
                    advice: "set one: image: SW.VSVR.OS.LNX64.UBNTU.SVR22.WRKND.G003"),
                deletion: .refused("the cloud defines its images")),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .id)),
            example: """
                apiVersion: ncloud/v1
                kind: KubernetesImage
                metadata: {name: ubuntu}
                import: {id: SW.VSVR.OS.LNX64.UBNTU.SVR22.WRKND.G003}
                spec: {}
                """),
        operations: offeredImages)

    private static let offeredImages = KubernetesOptionOperations(kind: "KubernetesImage", path: "/option/server-image")
}
