import Model

extension Driver {
    /// Equal servers of a cluster. Source: api/nks.md §5.
    public static let nodePool = Driver(
        Kind(
            "NodePool", service: "Kubernetes",
            summary: """
                Equal servers (nodes) of a cluster, a fixed number or as many as it needs. Its servers are its own: nacre does \
                not manage, export or delete them, and they end with the pool. It is upgraded in place.
                """,
            fields: settings + scaling + seen,
            choices: [FieldChoice(.atLeastOne, of: ["nodeCount", "autoscale"])],
            identity: Kind.Identity(id: "uuid/instanceNo", marker: ["name", "cluster"]),
            status: StatusTable(
                pending: [
                    "CREATING", "NODE_SCALE_OUT", "NODE_SCALE_DOWN", "ROTATE_NODE_SCALE_OUT",
                    "ROTATE_NODE_SCALE_DOWN", "UPGRADE", "UPDATING", "DELETING",
                ], ready: ["RUN"], leaving: ["DELETING"]),
            reading: Kind.Reading(
                ["GET /vnks/v2/clusters"], perObject: ["GET /vnks/v2/clusters/{uuid}/nodes"]),
            // The service takes one change of a cluster at a time. Source: api/nks.md §7.
            place: Kind.Place(serializedOn: ["cluster"]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /vnks/v2/clusters/{uuid}/node-pool"], seconds: 300, timeout: 3600),
                update: Kind.Procedure(seconds: 300, timeout: 3600),
                deletion: Kind.Procedure(["DELETE \(path)"], seconds: 180, timeout: 3600),
                disruption: .dataLoss, members: Members("Server", listedBy: "nodes")),
            checks: Kind.Checks(preflight: KubernetesPreflight.pool),
            example: """
                apiVersion: ncloud/v1
                kind: NodePool
                metadata: {name: web}
                spec:
                  cluster: shop
                  image: SW.VSVR.OS.LNX64.UBNTU.SVR22.WRKND.G003
                  serverSpec: s2-g3
                  diskSize: 100
                  nodeCount: 2
                  labels:
                    - {key: tier, value: web}
                  taints:
                    - {key: dedicated, value: web, effect: NoSchedule}
                """),
        operations: NodePoolOperations())

    private static let path = "/vnks/v2/clusters/{uuid}/node-pool/{instanceNo}"

    private static let settings: [Field] = [
        Field("cluster", .reference("KubernetesCluster"), .required, change: .replace, "The cluster it belongs to."),
        Field(
            "name", .string, .optionalFromName, change: .replace,
            constraints: [.spelled(NameRule(3...20, letters: .lower, signs: "-", endsPlain: true))],
            "Name of the pool, unique in the cluster."),
        Field(
            "image", .string, change: .replace, constraints: [.spelled(NameRule(1...200, signs: "._-"))],
            "Code of the node image, without the number that the console shows behind it (default: chosen by the service)."
        ),
        Field(
            "serverSpec", .reference("ServerSpec"), change: .replace,
            "Spec of its servers, such as s2-g3; needed for KVM."),
        Field(
            "productCode", .string, change: .replace,
            "Product code of its servers, instead of serverSpec for XEN and RHV."),
        Field(
            "diskSize", .integer, change: .replace, constraints: [.range(50...2000)],
            "Size of each disk in GB, for KVM 100 to 2000."),
        Field(
            "subnets", .set(.reference("Subnet")), change: .inPlace(.none, calls: ["PATCH \(path)/subnets"]),
            constraints: [.count(1...5)],
            "Subnets of the cluster that its servers are in (default: chosen by the service). Removing one recreates the pool."
        ).gaining.binding,
        Field("zone", .formatted(.zoneCode), change: .replace, "Zone code, in a regional cluster."),
        Field("serverRole", .string, change: .replace, "Id of the server role that its servers have."),
        Field(
            "fabricCluster",
            .object([
                Field("poolNo", .formatted(.number), .required, "Number of the pool."),
                Field("poolName", .string, .required, "Its name."),
            ]), change: .replace, "The fabric cluster of servers with GPUs."),
    ]

    private static let scaling: [Field] = [
        Field(
            "nodeCount", .integer, change: .inPlace(.none, calls: ["PATCH \(path)"]), constraints: [.range(1...250)],
            "How many servers it has. With autoscale this is the number of a new pool, and left to the cluster afterwards."
        ).overridden(by: "autoscale"),
        Field(
            "autoscale",
            .object([
                Field("min", .integer, .required, constraints: [.range(1...250)], "The least number of servers."),
                Field("max", .integer, .required, constraints: [.range(1...250)], "The greatest number of servers."),
            ]), change: .inPlace(.none, calls: ["PATCH \(path)"]), initial: .null,
            "Between which numbers the cluster scales the pool by itself (default: not at all)."),
        Field(
            "version", .string, change: .inPlace(.restart, calls: ["PATCH \(path)/upgrade"]),
            constraints: [.length(1...60), .upgrades([])],
            """
            Kubernetes version of its servers, at most that of the cluster (default: that of the cluster when it is \
            created). It can only be raised: servers are replaced, a few at a time.
            """),
        Field(
            "maxSurge", .integer, change: .stateOnly, initial: 1, constraints: [.range(0...250)],
            "How many servers more than usual an upgrade may add."),
        Field(
            "maxUnavailable", .integer, change: .stateOnly, initial: 0, constraints: [.range(0...250)],
            "How many servers fewer than usual may be there during an upgrade."),
        Field(
            "labels",
            .keyed(
                [
                    Field("key", .string, .required, "The key."), Field("value", .string, .required, "The value."),
                ], by: ["key"]), change: .inPlace(.none, calls: ["PUT \(path)/labels"]), initial: [],
            "Kubernetes labels of its nodes."),
        Field(
            "taints",
            .keyed(
                [
                    Field("key", .string, .required, "The key."), Field("value", .string, "The value."),
                    Field(
                        "effect", .enumeration(["NoSchedule", "PreferNoSchedule", "NoExecute"]), .required,
                        "What it does to pods that do not tolerate it."),
                ], by: ["key", "effect"]), change: .inPlace(.none, calls: ["PUT \(path)/taints"]), initial: [],
            "Kubernetes taints of its nodes."),
    ]

    private static let seen: [Field] = [
        .computed("currentNodeCount", .integer, "How many servers it has now."),
        .computed("nodes", .list(.string), "Numbers of its servers."),
        .computed("isDefault", .boolean, "Whether the cluster was created with it."),
        .computed("status", "Status, such as RUN, NODE_SCALE_OUT, UPGRADE or DELETING."),
    ]
}
