/// The answers of Kubernetes Service, API 2, below `/vnks/v2`. Source: api/nks.md §2 (calls), §3–§5 (fields).
enum KubernetesFieldTables {
    static let pool = FieldTable(
        texts: "name softwareCode serverSpecCode productCode k8sVersion serverRoleId zoneCode status",
        integers: "instanceNo nodeCount storageSize", flags: "isDefault", lists: "subnetNameList",
        elements: [
            "labels": FieldTable(texts: "key value"), "taints": FieldTable(texts: "key value effect"),
        ],
        objects: [
            "autoscale": FieldTable(integers: "min max", flags: "enabled"),
            "fabricCluster": FieldTable(texts: "poolName", integers: "poolNo"),
        ], optional: "serverSpecCode productCode serverRoleId zoneCode fabricCluster", numberLists: "subnetNoList")

    /// `subnetLbNo` is the old name of the private subnet. The zone is left out of a regional cluster.
    static let cluster = FieldTable(
        texts: """
            uuid name clusterType hypervisorCode k8sVersion loginKeyName regionCode zoneCode kubeNetworkPlugin \
            kmsKeyTag authType endpoint acgName capacity createdAt updatedAt status subnetLbName subnetName vpcName \
            initScriptName
            """,
        integers: """
            vpcNo lbPrivateSubnetNo lbPublicSubnetNo subnetLbNo acgNo nodeCount nodeMaxCount cpuCount memorySize \
            initScriptNo zoneNo
            """,
        flags: "isRegional publicNetwork returnProtection podSecurityPolicyEnabled", elements: ["nodePool": pool],
        objects: ["log": FieldTable(flags: "audit")], optional: "zoneCode", numberLists: "subnetNoList",
        nullable: "initScriptNo initScriptName zoneNo")

    static let provider = FieldTable(
        texts: """
            uuid issuerURL clientId usernameClaim usernamePrefix groupsClaim groupsPrefix requiredClaim
            """,
        flags: "status",
        optional: "issuerURL clientId usernameClaim usernamePrefix groupsClaim groupsPrefix requiredClaim")

    static let acl = FieldTable(
        texts: "defaultAction uuid",
        elements: ["entries": FieldTable(texts: "action address comment", optional: "comment")], optional: "uuid")

    static let entry = FieldTable(
        texts: "uuid username type entry", lists: "groups",
        elements: ["policies": FieldTable(texts: "type scope", lists: "namespaces")])

    static let node = FieldTable(
        texts: """
            name serverSpec privateIp publicIp k8sStatus statusCode dockerVersion kernelVersion providerID nodePoolName \
            returnProtectionYn
            """,
        integers: "id nodePoolId")

    private static let option = FieldTable(texts: "label value", flags: "disabled")
    private static let uuid = RESTAnswer.object(FieldTable(texts: "uuid"))
    private static let changed = RESTAnswer.object(FieldTable(texts: "uuid", integers: "instanceNo"))
    private static let (one, pools) = ("/clusters/:", "/clusters/:/node-pool")

    /// Every call of the service, with what it answers.
    static let answers: [String: RESTAnswer] = [
        "GET /clusters": .object(FieldTable(elements: ["clusters": cluster])),
        "GET \(one)": .object(FieldTable(objects: ["cluster": cluster])), "POST /clusters": uuid,
        "DELETE \(one)": .noContent, "PATCH \(one)/upgrade": uuid, "PATCH \(one)/log": uuid,
        "PATCH \(one)/add-subnet": uuid, "PATCH \(one)/lb-subnet": uuid, "GET \(one)/oidc": .object(provider),
        "PATCH \(one)/oidc": uuid, "GET \(one)/ip-acl": .object(acl), "PATCH \(one)/ip-acl": uuid,
        "PATCH \(one)/return-protection": uuid, "PATCH \(one)/secret-encryption": uuid,
        "PATCH \(one)/auth-type": uuid,
        "GET \(one)/access-entries": .object(FieldTable(elements: ["accessEntries": entry])),
        "POST \(one)/access-entries": uuid,
        "GET \(one)/access-entries/:": .object(FieldTable(objects: ["accessEntry": entry])),
        "PUT \(one)/access-entries/:": uuid, "DELETE \(one)/access-entries/:": .noContent,
        "GET \(one)/kubeconfig": .object(FieldTable(texts: "kubeconfig")), "PATCH \(one)/kubeconfig/reset": uuid,
        "GET \(pools)": .object(FieldTable(elements: ["nodePool": pool])), "POST \(pools)": uuid,
        "PATCH \(pools)/:": .empty, "PATCH \(pools)/:/upgrade": changed, "PATCH \(pools)/:/subnets": changed,
        "PUT \(pools)/:/labels": changed, "PUT \(pools)/:/taints": changed, "DELETE \(pools)/:": .noContent,
        "GET \(one)/nodes": .object(FieldTable(elements: ["nodes": node])), "DELETE \(one)/nodes/:": .noContent,
        "GET /option/version": .list(option), "GET /option/server-image": .list(option),
        "GET /option/server-product-code": .list(
            FieldTable(texts: "label value", flags: "disabled", open: "detail")),
    ]
}
