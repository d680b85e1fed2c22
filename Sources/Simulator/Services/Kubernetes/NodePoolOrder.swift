import OrderedJSON

/// A request for a node pool, checked as a whole before anything is made. Source: api/nks.md §5.
struct NodePoolOrder {
    let attributes: [String: JSON]

    init(_ body: JSON, in cluster: Record, _ world: World) throws(Failure) {
        let name = try ClusterOrder.name(body, 3...20, capitals: false)
        guard !NodePools.of(cluster, world).contains(where: { $0["name"] == name }) else {
            throw .kubernetes(invalid: "name")
        }
        let subnets = try body.kubernetesNumbers("subnetNoList")
        guard subnets.allSatisfy(cluster.numbers("subnetNoList").contains) else {
            throw .kubernetes(invalid: "subnetNoList")
        }
        var attributes: [String: JSON] = [
            "name": .string(name), "labels": .array(try Self.labels(body)), "taints": .array(try Self.taints(body)),
            // Without any the service chooses. (inferred: the first one of the cluster)
            "subnetNoList": .array(
                (subnets.isEmpty ? cluster.numbers("subnetNoList").prefix(1) : subnets[...]).map(JSON.integer)),
            "serverRoleId": body["serverRoleId"] ?? .null, "fabricCluster": body["fabricCluster"] ?? .null,
            "zoneCode": body["zoneCode"] ?? .null,
        ]
        attributes.merge(try Self.hardware(body, cluster["hypervisorCode"], world)) { $1 }
        attributes.merge(try Self.size(body, before: nil)) { $1 }
        self.attributes = attributes
    }

    private static func hardware(
        _ body: JSON, _ hypervisor: String, _ world: World
    ) throws(Failure) -> [String: JSON] {
        let isKVM = hypervisor == "KVM"
        let images = KubernetesOptions.images(for: hypervisor)
        let named = body["softwareCode"] == nil ? images.first ?? "" : try body.kubernetesText("softwareCode")
        let image = String(named.prefix { $0 != "|" })
        guard images.contains(image) else { throw .kubernetes(invalid: "softwareCode") }
        let field = isKVM ? "serverSpecCode" : "productCode"
        let code = try body.kubernetesText(field)
        let specs = world.all(.serverSpec).filter { $0["hypervisorType"] == hypervisor }
        guard specs.contains(where: { (isKVM ? $0.id : $0["serverProductCode"]) == code }) else {
            throw .kubernetes(invalid: field)
        }
        let disk = try body.kubernetesNumber("storageSize", in: (isKVM ? 100 : 50)...2000)
        // In practice it has to be given. Source: api/nks.md §5.
        guard disk != nil || !isKVM else { throw .kubernetes(invalid: "storageSize") }
        return [
            "softwareCode": .string(KubernetesOptions.shown(image)), field: .string(code),
            "storageSize": .integer(disk ?? 50),
        ]
    }

    /// The number of servers, and whether the cluster moves it.
    static func size(_ body: JSON, before pool: Record?) throws(Failure) -> [String: JSON] {
        var autoscale = body["autoscale"] ?? pool?.attributes["autoscale"] ?? ["enabled": false, "min": 0, "max": 0]
        if autoscale == .null { autoscale = ["enabled": false, "min": 0, "max": 0] }
        let isOn = try autoscale.kubernetesFlag("enabled")
        let count = try body.kubernetesNumber("nodeCount", in: 0...250) ?? pool?.integer("nodeCount")
        guard isOn else {
            guard let count else { throw .kubernetes(invalid: "nodeCount") }
            return ["nodeCount": .integer(count), "autoscale": autoscale]
        }
        guard let least = try autoscale.kubernetesNumber("min", in: 1...250),
            let most = try autoscale.kubernetesNumber("max", in: 1...250), least <= most
        else { throw .kubernetes(invalid: "autoscale") }
        return ["nodeCount": .integer(min(max(count ?? least, least), most)), "autoscale": autoscale]
    }

    static func labels(_ body: JSON) throws(Failure) -> [JSON] {
        try body.kubernetesList("labels").map { label throws(Failure) in
            ["key": .string(try label.kubernetesText("key")), "value": .string(try label.kubernetesText("value"))]
        }
    }

    static func taints(_ body: JSON) throws(Failure) -> [JSON] {
        try body.kubernetesList("taints").map { taint throws(Failure) in
            [
                "key": .string(try taint.kubernetesText("key")), "value": taint["value"] ?? "",
                "effect": .string(
                    try taint.kubernetesChoice("effect", of: ["NoSchedule", "PreferNoSchedule", "NoExecute"])),
            ]
        }
    }
}
