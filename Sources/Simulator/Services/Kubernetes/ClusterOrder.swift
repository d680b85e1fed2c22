import OrderedJSON

/// A request for a cluster, checked as a whole before anything is made. Source: api/nks.md §3.
struct ClusterOrder {
    let attributes: [String: JSON]

    init(_ body: JSON, _ world: World) throws(Failure) {
        let name = try Self.name(body, 3...30, capitals: true)
        let type = try body.kubernetesText("clusterType")
        let hypervisor =
            body["hypervisorCode"] == nil
            ? "XEN" : try body.kubernetesChoice("hypervisorCode", of: ["XEN", "KVM", "RHV"])
        guard let size = KubernetesOptions.sizes[type], (size.hypervisor == "KVM") == (hypervisor == "KVM") else {
            throw .kubernetes(invalid: "clusterType")
        }
        guard try body.kubernetesText("regionCode") == "KR" else { throw .kubernetes(invalid: "regionCode") }
        let key = try body.kubernetesText("loginKeyName")
        guard world[.loginKey, key] != nil else { throw .kubernetes(invalid: "loginKeyName") }
        let versions = KubernetesOptions.versions(for: hypervisor)
        let version = body["k8sVersion"] == nil ? versions.last : try body.kubernetesChoice("k8sVersion", of: versions)
        var attributes: [String: JSON] = [
            "name": .string(name), "clusterType": .string(type), "hypervisorCode": .string(hypervisor),
            "regionCode": "KR", "loginKeyName": .string(key), "k8sVersion": .string(version ?? ""),
            "kubeNetworkPlugin": body["kubeNetworkPlugin"] == nil
                ? "cilium"
                : .string(try body.kubernetesChoice("kubeNetworkPlugin", of: ["cilium", "ncloud-vpc-cni"])),
            "publicNetwork": .bool(try body.kubernetesFlag("publicNetwork")),
            "audit": .bool(try body["log"]?.kubernetesFlag("audit") ?? false), "returnProtection": false,
            // Which one it is without is not documented. (inferred)
            "authType": body["authType"] == nil
                ? "CONFIG_MAP" : .string(try body.kubernetesChoice("authType", of: ["CONFIG_MAP", "API"])),
            "kmsKeyTag": .string(try Self.key(body, world)), "oidc": ["status": false],
            "ipAcl": ["defaultAction": "allow", "entries": []], "accessEntries": [],
        ]
        attributes.merge(try Self.place(body, world)) { $1 }
        self.attributes = attributes
    }

    private static func key(_ body: JSON, _ world: World) throws(Failure) -> String {
        guard body["kmsKeyTag"] != nil else { return "" }
        let tag = try body.kubernetesText("kmsKeyTag")
        guard world[.kmsKey, tag] != nil else { throw .kubernetes(invalid: "kmsKeyTag") }
        return tag
    }

    private static func place(_ body: JSON, _ world: World) throws(Failure) -> [String: JSON] {
        let isRegional = try body.kubernetesFlag("isRegional")
        var place: [String: JSON] = ["isRegional": .bool(isRegional)]
        if !isRegional {
            place["zoneCode"] = .string(try body.kubernetesChoice("zoneCode", of: Regions.zones))
        }
        guard let vpc = try body.kubernetesNumber("vpcNo", in: 1...Int64.max), world[.vpc, String(vpc)] != nil else {
            throw .kubernetes(invalid: "vpcNo")
        }
        let subnets = try body.kubernetesNumbers("subnetNoList")
        guard (1...5).contains(subnets.count) else { throw .kubernetes(invalid: "subnetNoList") }
        for subnet in subnets { try check(subnet, "subnetNoList", in: String(vpc), usage: "GEN", type: nil, world) }
        place["vpcNo"] = .integer(vpc)
        place["subnetNoList"] = .array(subnets.map(JSON.integer))
        for (name, type) in [("lbPrivateSubnetNo", "PRIVATE"), ("lbPublicSubnetNo", "PUBLIC")] {
            guard let number = try body.kubernetesNumber(name, in: 1...Int64.max) else {
                throw .kubernetes(invalid: name)
            }
            try check(number, name, in: String(vpc), usage: "LOADB", type: type, world)
            place[name] = .integer(number)
        }
        return place
    }

    /// A subnet of the VPC that is what it is needed for.
    static func check(
        _ number: Int64, _ field: String, in vpc: String, usage: String, type: String?, _ world: World
    ) throws(Failure) {
        guard let subnet = world[.subnet, String(number)], subnet["vpcNo"] == vpc, subnet["usageType"] == usage,
            type == nil || subnet["subnetType"] == type
        else { throw .kubernetes(invalid: field) }
    }

    /// Letters, digits and `-`; first a letter, last a letter or digit.
    static func name(_ body: JSON, _ length: ClosedRange<Int>, capitals: Bool) throws(Failure) -> String {
        let name = try body.kubernetesText("name")
        guard NameRule.accepts(capitals ? name.lowercased() : name, length: length) else {
            throw .kubernetes(invalid: "name")
        }
        return name
    }
}
