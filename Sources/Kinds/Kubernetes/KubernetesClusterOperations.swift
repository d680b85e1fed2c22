import Model
import NcloudClient
import OrderedJSON

/// A cluster takes one change at a time, and is waited for after each. Source: api/nks.md §6, §7.
struct KubernetesClusterOperations: AdaptedOperations {
    let form = RESTOperations(
        "KubernetesCluster", .nks, "/clusters/{uuid}", id: "uuid", list: .whole("clusters"), member: "cluster",
        [
            .text("name", "name"), .text("clusterType", "clusterType"),
            .text("hypervisor", "hypervisorCode").whenShown, .text("version", "k8sVersion"),
            .text("loginKey", "loginKeyName"), .text("zone", "zoneCode").whenShown, .bool("regional", "isRegional"),
            .number(of: "vpc", "vpcNo"), .numbers(of: "subnets", "subnetNoList"),
            .number(of: "lbPrivateSubnet", "lbPrivateSubnetNo", or: "subnetLbNo"),
            .number(of: "lbPublicSubnet", "lbPublicSubnetNo"),
            Column.text("networkPlugin", "kubeNetworkPlugin").whenShown,
            Column.bool("publicNetwork", "publicNetwork").whenShown, .bool("auditLog", "log.audit"),
            .text("kmsKey", "kmsKeyTag"), .text("authType", "authType").whenShown,
            .bool("returnProtection", "returnProtection").setLater(from: false),
            Column("bootstrapAccessEntry", read: { _ in nil }) { value in
                [("bootstrapAccessEntry", .bool(value?.bool ?? false))]
            }.assuming(false),
            .text("endpoint", "endpoint"), .text("accessControlGroup", "acgNo"), .number("nodeCount", "nodeCount"),
            .number("nodeMaxCount", "nodeMaxCount"), .number("cpuCount", "cpuCount"),
            .number("memorySize", "memorySize"), .text("updated", "updatedAt"), .plainStatus("status"), created,
        ],
        hasDetail: true, parts: ClusterPart.all)

    private static let created: Column = {
        var column = Column.text("created", "createdAt")
        column.role = .created
        return column
    }()

    // MARK: Creating

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let body = JSON.body(form.columns.creation(of: desired))
        let uuid = try await session.create(.rest(.nks, .post, "/clusters", body: body)) { answer in
            Creation(id: (answer["cluster"] ?? answer).nonEmpty("uuid"))
        }
        var made = form.columns.made("KubernetesCluster", id: uuid, of: desired)
        made.attributes.merge(["oidc": .null, "ipAcl": ClusterPart.openAcl, "accessEntries": []]) { _, new in new }
        if let live = try await session.wait(for: uuid, until: .ready) {
            made.attributes.merge(live.attributes) { _, shown in shown }
        }
        let cluster = ManagedObject(made, to: desired, through: session)
        try await giveAccess(cluster)
        try await writeKubeconfig(cluster)
    }

    /// Asked for when the cluster is ready, and kept by nobody.
    private func writeKubeconfig(_ cluster: ManagedObject) async throws(StepFailure) {
        guard cluster.desired.text("kubeconfigFile") != nil else { return }
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in
            try await cluster.session.call(
                .rest(.nks, .get, "/clusters/\(cluster.id)/kubeconfig", sensitive: ["kubeconfig"]))
        }
        guard let text = answer.nonEmpty("kubeconfig") else {
            throw .refused(
                "the API returned no kubeconfig of \(cluster.desired.address)",
                help: "download it from the console, and remove kubeconfigFile from the manifest")
        }
        try cluster.session.deliver(text, as: "kubeconfig")
    }

    // MARK: Changing

    func update(_ object: ManagedObject) async throws(StepFailure) {
        let isAtWork = object.live.status.map { !["RUNNING", "NO_NODE"].contains($0) } ?? false
        let cluster = isAtWork ? object.seen(as: try await object.wait(until: .ready)) : object
        // Entries of the list need the API first (api/nks.md §7).
        if cluster.differs("authType") {
            try await patch(cluster, "auth-type", ["authType": text("authType", cluster)])
        }
        if cluster.differs("version") { try await upgrade(cluster) }
        if cluster.differs("kmsKey") {
            try await patch(cluster, "secret-encryption", ["kmsKeyTag": text("kmsKey", cluster)])
        }
        if cluster.differs("auditLog") {
            try await patch(cluster, "log", ["audit": .bool(cluster.desired.bool("auditLog") ?? false)])
        }
        try await moveBalancers(cluster)
        let subnets = cluster.added(to: "subnets")
        if !subnets.isEmpty {
            let rows = subnets.sorted().map { ["number": JSON(number: $0)] as JSON }
            try await patch(cluster, "add-subnet", ["subnets": .array(rows)])
        }
        try await giveAccess(cluster)
        // Cut off while it was made, the cluster has no file yet.
        if cluster.desired.isResumed || cluster.differs("kubeconfigFile") { try await writeKubeconfig(cluster) }
    }

    /// What a new cluster is given by calls of its own too.
    private func giveAccess(_ cluster: ManagedObject) async throws(StepFailure) {
        if cluster.differs("oidc") {
            try await patch(cluster, "oidc", ClusterPart.body(ofProvider: cluster.desired["oidc"]))
        }
        if cluster.differs("ipAcl") {
            try await patch(cluster, "ip-acl", ClusterPart.body(ofAcl: cluster.desired["ipAcl"]))
        }
        try await AccessEntries.update(cluster)
        if cluster.differs("returnProtection") {
            try await protect(cluster, cluster.desired.bool("returnProtection") ?? false)
        }
    }

    private func protect(_ cluster: ManagedObject, _ isProtected: Bool) async throws(StepFailure) {
        try await patch(cluster, "return-protection", ["returnProtection": .bool(isProtected)])
    }

    private func text(_ field: String, _ cluster: ManagedObject) -> JSON { .string(cluster.desired.text(field) ?? "") }

    private func patch(_ cluster: ManagedObject, _ place: String, _ body: JSON) async throws(StepFailure) {
        try await cluster.change(.rest(.nks, .patch, "/clusters/\(cluster.id)/\(place)", body: body))
        try await cluster.wait(until: .ready)
    }

    /// The version stands in the query. One that is under way is not asked for again.
    private func upgrade(_ cluster: ManagedObject) async throws(StepFailure) {
        guard let version = cluster.desired.text("version") else { return }
        let isDone: @Sendable (LiveObject) -> Bool = { $0.attributes.text("version") == version }
        try await cluster.change(
            .rest(.nks, .patch, "/clusters/\(cluster.id)/upgrade", query: ["k8sVersion": version])
        ) { isDone($0) || $0.status == "WORKING" }
        try await cluster.wait(until: "version \(version)") { isDone($0) && $0.status != "WORKING" }
    }

    private func moveBalancers(_ cluster: ManagedObject) async throws(StepFailure) {
        for (field, isPublic) in [("lbPrivateSubnet", "N"), ("lbPublicSubnet", "Y")] where cluster.differs(field) {
            guard let subnet = cluster.desired.text(field) else { continue }
            try await cluster.change(
                .rest(
                    .nks, .patch, "/clusters/\(cluster.id)/lb-subnet",
                    query: ["lbSubnetNo": subnet, "igwYn": isPublic]))
            try await cluster.wait(until: .ready)
        }
    }

    // MARK: Deleting

    func delete(_ cluster: ManagedObject) async throws(StepFailure) {
        if cluster.live.status != "DELETING" {
            try await cluster.wait(until: "at rest") { $0.status != "WORKING" && $0.status != "CREATING" }
            // Planned, and said so in the plan: whoever set it in the manifest takes it off by removing the cluster.
            if cluster.live.attributes["returnProtection"]?.bool == true { try await protect(cluster, false) }
            try await form.delete(cluster)
        }
        try await cluster.wait(until: .gone)
    }
}
