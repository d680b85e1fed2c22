import Model

/// What can be known of clusters and node pools before they are made or changed. Source: api/nks.md §3, §5.
enum KubernetesPreflight {
    static let cluster: [Preflight] =
        [
            .freeName(of: "KubernetesCluster", refused: false), .exists("Zone", in: "zone"), .exists("Vpc", in: "vpc"),
            .exists("LoginKey", in: "loginKey"), .exists("KmsKey", in: "kmsKey"), .exists("Subnet", in: "subnets"),
            .exists("Subnet", in: "lbPrivateSubnet"), .exists("Subnet", in: "lbPublicSubnet"),
            generation, size.ofManifest, entries, namespaces.ofManifest, offeredVersion, publicBalancers,
            subnets("subnets", usage: "GEN", type: nil), subnets("lbPrivateSubnet", usage: "LOADB", type: "PRIVATE"),
            subnets("lbPublicSubnet", usage: "LOADB", type: "PUBLIC"),
        ]
        + ["subnets", "lbPrivateSubnet", "lbPublicSubnet"].map { field in
            .sameVpc("Subnet", in: field) { subject, _ in subject.attributes["vpc"] }
        }

    static let pool: [Preflight] = [
        .freeName(of: "NodePool", within: "cluster", refused: true), .exists("KubernetesCluster", in: "cluster"),
        .exists("ServerSpec", in: "serverSpec"), .exists("Subnet", in: "subnets"), .exists("Zone", in: "zone"),
        hardware, offeredSpec, offeredImage, clusterSubnets, version, offeredPoolVersion, limits, surge,
    ]

    // MARK: Clusters

    /// The code of the size ends in the generation, which one hypervisor has.
    private static let generation = Preflight(of: ["clusterType", "hypervisor"]) { subject, _ in
        guard let type = subject.text("clusterType") else { return [] }
        let hypervisor = subject.text("hypervisor") ?? "XEN"
        guard type.hasSuffix(".G003") && hypervisor != "KVM" || type.hasSuffix(".G002") && hypervisor == "KVM" else {
            return []
        }
        return [
            Preflight.Problem(
                at: "clusterType", "\(type) is not offered for the hypervisor \(hypervisor)",
                help: hypervisor == "KVM" ? "use a code that ends in G003" : "write hypervisor: KVM")
        ]
    }

    /// Entries count where the API manages access. What a new cluster has without `authType` is not documented, which makes it a
    /// warning; the simulator makes it CONFIG_MAP. (inferred)
    private static let entries = Preflight(of: ["accessEntries", "authType"]) { subject, scene in
        let own = scene.all("KubernetesCluster").first { $0.address == subject.address }
        let type = subject.text("authType") ?? own?.text("authType")
        guard type != "API", type != nil || subject.isNew && !subject.isGiven("authType"),
            !(subject.attributes["accessEntries"]?.elements.isEmpty ?? true)
        else { return [] }
        return [
            Preflight.Problem(
                type == nil ? .warning : .error, at: "accessEntries",
                "access entries are not used "
                    + (type.map { "with authType \($0)" } ?? "unless authType is set"),
                help: "write authType: API")
        ]
    }

    private static func subnets(_ field: String, usage: String, type: String?) -> Preflight {
        Preflight(of: [field], reading: ["Subnet"]) { subject, scene in
            guard let value = subject.attributes[field] else { return [] }
            let targets = value.elements.isEmpty ? [value] : value.elements
            return targets.compactMap { scene.object("Subnet", $0) }.compactMap { subnet in
                let shown = (usage: subnet.text("usage") ?? "GEN", type: subnet.text("type"))
                guard shown.usage != usage || type != nil && shown.type != nil && shown.type != type else { return nil }
                let needed = (type.map { "type \($0) and " } ?? "") + "usage \(usage)"
                return Preflight.Problem(
                    at: field, "\(subnet.title) has type \(shown.type ?? "PRIVATE") and usage \(shown.usage)",
                    help: "use a subnet with \(needed)")
            }
        }
    }

    // MARK: Pools

    /// What servers are described by depends on the hypervisor of the cluster.
    private static let hardware = Preflight(
        of: ["serverSpec", "productCode", "diskSize", "cluster"], reading: ["KubernetesCluster"]
    ) { subject, scene in
        guard subject.isNew, let cluster = scene.object("KubernetesCluster", subject.attributes["cluster"]) else {
            return []
        }
        let hypervisor = cluster.text("hypervisor") ?? "XEN"
        let needed = hypervisor == "KVM" ? ["serverSpec", "diskSize"] : ["productCode"]
        return needed.filter { !subject.isGiven($0) }.map { field in
            Preflight.Problem(
                at: nil, "\(cluster.title) has the hypervisor \(hypervisor), whose node pools need \(field)",
                help: "add the field '\(field)'")
        }
    }

    private static let version = Preflight(of: ["version"], reading: ["KubernetesCluster"]) { subject, scene in
        guard let own = subject.text("version"),
            let cluster = scene.object("KubernetesCluster", subject.attributes["cluster"]),
            let most = cluster.text("version"), numbers(most).lexicographicallyPrecedes(numbers(own))
        else { return [] }
        return [
            Preflight.Problem(
                at: "version", "\(own) is above the version of \(cluster.title), \(most)",
                help: "upgrade the cluster first, or write \(most)")
        ]
    }

    private static func numbers(_ version: String) -> [Int] {
        version.split { !$0.isNumber }.compactMap { Int($0) }
    }

    private static let limits = Preflight(of: ["autoscale"]) { subject, _ in
        guard let limits = subject.attributes["autoscale"]?.members, let least = limits["min"]?.integer,
            let most = limits["max"]?.integer, least > most
        else { return [] }
        return [
            Preflight.Problem(
                at: "autoscale", "min \(least) is greater than max \(most)", help: "write a max of \(least) or more")
        ]
    }

    /// An upgrade that may neither add a server nor take one away has no way to begin. (inferred)
    private static let surge = Preflight(of: ["version", "maxSurge", "maxUnavailable"]) { subject, _ in
        guard subject.changed.contains("version"), subject.attributes["maxSurge"]?.integer == 0,
            subject.attributes["maxUnavailable"]?.integer ?? 0 == 0
        else { return [] }
        return [
            Preflight.Problem(
                at: "maxSurge", "an upgrade with maxSurge 0 and maxUnavailable 0 cannot replace a server",
                help: "raise one of them")
        ]
    }
}
