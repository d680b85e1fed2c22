import Model

extension Driver {
    /// A control plane of Kubernetes Service, and who may use it. Source: api/nks.md §3, §4.
    public static let kubernetesCluster = Driver(
        Kind(
            "KubernetesCluster", service: "Kubernetes",
            summary: """
                A cluster of Kubernetes Service: its control plane, networks and access. Its servers belong to node pools. \
                It is upgraded in place.
                """,
            fields: placement + networks + version + access + seen,
            choices: [FieldChoice(.atLeastOne, of: ["zone", "regional"])],
            identity: Kind.Identity(id: "uuid"),
            // A cluster without node pools is usable. Source: api/nks.md §6.
            status: StatusTable(
                pending: ["CREATING", "WORKING", "DELETING"], ready: ["RUNNING", "NO_NODE"], leaving: ["DELETING"]),
            reading: Kind.Reading(
                ["GET /vnks/v2/clusters"],
                perObject: [ClusterPart.oidcCall, ClusterPart.ipAclCall, AccessEntries.listCall]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /vnks/v2/clusters"], seconds: 900, timeout: 3600)
                    .then(["PATCH \(path)/oidc"], where: "oidc")
                    .then(["PATCH \(path)/ip-acl"], where: "ipAcl")
                    .then([AccessEntries.calls.add], forEach: 1, in: "accessEntries")
                    .then(["PATCH \(path)/return-protection"], where: "returnProtection"),
                update: Kind.Procedure(seconds: 300, timeout: 3600),
                deletion: Kind.Procedure(["DELETE \(path)"], seconds: 600, timeout: 3600),
                disruption: .dataLoss, holdsData: true, safeguards: safeguards,
                // The service makes it and deletes it, whoever made the cluster. Source: api/nks.md §3.
                byproducts: [Byproduct("AccessControlGroup", shownBy: "accessControlGroup", isPart: true)]),
            checks: Kind.Checks(preflight: KubernetesPreflight.cluster),
            example: """
                apiVersion: ncloud/v1
                kind: KubernetesCluster
                metadata: {name: shop}
                spec:
                  clusterType: SVR.VNKS.STAND.C004.M016.G003
                  hypervisor: KVM
                  version: 1.34.3-nks.2
                  loginKey: ops
                  vpc: shop
                  zone: KR-1
                  subnets: [nodes]
                  lbPrivateSubnet: node-balancers
                  lbPublicSubnet: balancers
                  authType: API
                  accessEntries:
                    - entry: nrn:PUB:IAM::1234567:SubAccount/4f9c2ab0
                      policies: [{type: NKSViewPolicy, scope: cluster}]
                  ipAcl:
                    defaultAction: deny
                    entries: [{address: 203.0.113.0/24, action: allow}]
                  kubeconfigFile: shop.kubeconfig
                ---
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: nodes}
                spec:
                  vpc: shop
                  zone: KR-1
                  cidr: 10.0.40.0/24
                  type: PRIVATE
                ---
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: node-balancers}
                spec:
                  vpc: shop
                  zone: KR-1
                  cidr: 10.0.41.0/24
                  type: PRIVATE
                  usage: LOADB
                """),
        operations: KubernetesClusterOperations())

    private static let path = "/vnks/v2/clusters/{uuid}"

    private static let safeguards = [
        Safeguard.protection("returnProtection", liftedBy: "PATCH \(path)/return-protection"),
        Safeguard(
            .change("authType"), while: "authType", is: "API",
            reason: "a cluster whose access is managed by the API cannot return to CONFIG_MAP",
            advice: "write authType: API, or create another cluster"),
    ]
}

/// Fields.
extension Driver {
    private static let placement: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace,
            constraints: [.spelled(NameRule(3...30, signs: "-", endsPlain: true))], "Name of the cluster."),
        Field(
            "clusterType", .string, .required, change: .replace,
            "Code of its size, which limits the number of nodes, such as SVR.VNKS.STAND.C004.M016.G003."),
        Field(
            "hypervisor", .enumeration(["XEN", "KVM", "RHV"]), change: .replace, initial: "XEN",
            "Hypervisor of its nodes, which clusterType must fit: codes that end in G003 are for KVM."),
        Field("loginKey", .reference("LoginKey"), .required, change: .replace, "The login key of its nodes."),
        Field(
            "zone", .formatted(.zoneCode), change: .replace, "Zone code, such as KR-1; needed unless it is regional."),
        Field("regional", .boolean, change: .replace, initial: false, "Whether its nodes may be in several zones."),
        Field(
            "networkPlugin", .enumeration(["cilium", "ncloud-vpc-cni"]), change: .replace, initial: "cilium",
            "Network plugin of the cluster."),
        Field("publicNetwork", .boolean, change: .replace, initial: false, "Whether its nodes are in public subnets."),
    ]

    private static let networks: [Field] = [
        Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
        Field(
            "subnets", .set(.reference("Subnet")), .required,
            change: .inPlace(.none, calls: ["PATCH \(path)/add-subnet"]), constraints: [.count(1...5)],
            "The subnets of its nodes, of usage GEN. Removing one recreates the cluster."
        ).gaining,
        Field(
            "lbPrivateSubnet", .reference("Subnet"), .required,
            change: .inPlace(.none, calls: ["PATCH \(path)/lb-subnet"]),
            "The private subnet of usage LOADB for load balancers that services in the cluster create."),
        Field(
            "lbPublicSubnet", .reference("Subnet"), change: .inPlace(.none, calls: ["PATCH \(path)/lb-subnet"]),
            "The public one; needed for a new cluster, except on the financial site."
        ).binding,
    ]

    private static let version: [Field] = [
        Field(
            "version", .string, change: .inPlace(.restart, calls: ["PATCH \(path)/upgrade"]),
            constraints: [.length(1...60), .upgrades([])],
            "Kubernetes version of the control plane, such as 1.34.3-nks.2 (default: chosen by the service). It can only be raised."
        ),
        Field(
            "auditLog", .boolean, change: .inPlace(.none, calls: ["PATCH \(path)/log"]), initial: false,
            "Whether audit logs are sent to Cloud Log Analytics."),
        Field(
            "kmsKey", .reference("KmsKey"), change: .inPlace(.none, calls: ["PATCH \(path)/secret-encryption"]),
            "The key that encrypts its secrets. It can be set later, but not be taken away."
        ).binding,
        Field(
            "returnProtection", .boolean, change: .inPlace(.none, calls: ["PATCH \(path)/return-protection"]),
            initial: false, "Whether it is protected from deletion."),
    ]

    private static let access: [Field] = [
        Field(
            "authType", .enumeration(["CONFIG_MAP", "API"]),
            change: .inPlace(.none, calls: ["PATCH \(path)/auth-type"]),
            "How access is managed: by a ConfigMap in the cluster, or by accessEntries (API). API is final."),
        Field(
            "accessEntries", .keyed(AccessEntries.fields, by: ["entry"]),
            change: .inPlace(.none, calls: AccessEntries.calls.names), initial: [],
            "Sub accounts and roles that may use the cluster; needs authType API."
        ).shareable.changing(AccessEntries.calls),
        .ownership(initially: "partial"),
        Field(
            "bootstrapAccessEntry", .boolean, change: .createOnly,
            "Whether the account that creates the cluster gets an access entry (default: no)."),
        Field(
            "oidc", .object(ClusterPart.oidc), change: .inPlace(.none, calls: ["PATCH \(path)/oidc"]), initial: .null,
            "An OpenID Connect provider whose users may log in (default: none)."),
        Field(
            "ipAcl", .object(ClusterPart.ipAcl), change: .inPlace(.none, calls: ["PATCH \(path)/ip-acl"]),
            initial: ClusterPart.openAcl,
            "The addresses from which its endpoint can be reached (default: all). The financial site has none."),
        Field(
            "kubeconfigFile", .string, change: .inPlace(.none),
            """
            File for its kubeconfig, written when the cluster is created or imported, and when the field is added or names another \
            file; readable only by its owner.
            """
        ).unshown,
    ]

    private static let seen: [Field] = [
        .computed("endpoint", "URL of the Kubernetes API."),
        .computed("accessControlGroup", "Number of the access control group that the service creates for its nodes."),
        .computed("nodeCount", .integer, "How many nodes it has."),
        .computed("nodeMaxCount", .integer, "How many it can have."),
        .computed("cpuCount", .integer, "Virtual CPUs of its nodes."),
        .computed("memorySize", .integer, "Memory of its nodes in bytes."),
        .computed("status", "Status: CREATING, WORKING, RUNNING, NO_NODE or DELETING."),
        .computed("updated", "When it was last changed."),
        .computed("created", "When it was created."),
    ]
}
