import Model
import NcloudClient
import OrderedJSON

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
            // Once for each hypervisor.
            reading: Kind.Reading([KubernetesVersionOperations.call, KubernetesVersionOperations.call]),
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
        operations: KubernetesVersionOperations())
}

/// Without a hypervisor the call may mean one of them alone, so that each is asked for.
struct KubernetesVersionOperations: ReadOnlyOperations {
    static let call = "GET /vnks/v2/option/version"

    let kind = "KubernetesVersion"

    /// Those whose versions are documented.
    private static let hypervisors = ["XEN", "KVM"]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let offers = try await Self.hypervisors.concurrentlyReading { hypervisor throws(APIFailure) -> [String] in
            let answer = try await cloud.call(
                .rest(.nks, .get, "/option/version", query: ["hypervisorCode": hypervisor]))
            return answer.elements.filter { $0["disabled"]?.bool != true }.compactMap { $0.nonEmpty("value") }
        }
        var offering: [String: Set<String>] = [:]
        for (hypervisor, codes) in zip(Self.hypervisors, offers) {
            for code in codes { offering[code, default: []].insert(hypervisor) }
        }
        return offering.sorted { NaturalOrder.precedes($0.key, $1.key) }.map { code, hypervisors in
            LiveObject(
                kind: kind, id: code,
                attributes: ["name": .string(code), "hypervisors": Value(texts: hypervisors.sorted())])
        }
    }
}
