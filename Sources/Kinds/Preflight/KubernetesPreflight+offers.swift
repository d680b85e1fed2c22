import Model

// What only the API would find when networks and keys are there already.

extension KubernetesPreflight {
    /// The version is one that the service offers for the hypervisor. Source: api/nks.md §2, §3.
    static let offeredVersion = Preflight(of: ["version"], reading: ["KubernetesVersion"]) { subject, scene in
        // A cluster that is there has a hypervisor, whether its manifest names one or not.
        let own = scene.all("KubernetesCluster").first { $0.address == subject.address }
        return problems(with: subject, hypervisor: own?.text("hypervisor"), in: scene)
    }

    /// The same for a pool. One may keep to its cluster's version, though that may not be offered any more.
    static let offeredPoolVersion = Preflight(
        of: ["version"], reading: ["KubernetesVersion", "KubernetesCluster"]
    ) { subject, scene in
        guard let cluster = scene.object("KubernetesCluster", subject.attributes["cluster"]),
            cluster.text("version") != subject.text("version")
        else { return [] }
        return problems(with: subject, hypervisor: cluster.text("hypervisor"), in: scene)
    }

    private static func problems(
        with subject: Preflight.Subject, hypervisor: String?, in scene: Preflight.Scene
    ) -> [Preflight.Problem] {
        let hypervisor = hypervisor ?? "XEN"
        let offered = scene.all("KubernetesVersion").filter {
            $0.attributes["hypervisors"]?.elements.contains(.string(hypervisor)) ?? false
        }.compactMap(\.id).sorted(by: NaturalOrder.precedes)
        guard let version = subject.text("version"), !offered.isEmpty, !offered.contains(version) else { return [] }
        return [
            Preflight.Problem(
                at: "version", "version \(version) is not offered for the hypervisor \(hypervisor)",
                notes: ["offered are \(offered.joined(separator: ", "))"],
                help: nearest(to: version, in: offered).map { "write version: \($0)" } ?? "write one of them")
        ]
    }

    /// The newest of a line of versions, such as that of 1.33; else the one with the most alike code.
    private static func nearest(to version: String, in offered: [String]) -> String? {
        let line = offered.filter { code in
            code.hasPrefix(version) && [".", "-"].contains(code.dropFirst(version.count).prefix(1))
        }
        return line.last ?? NearestName.of(version, in: offered)
    }

    /// A new cluster needs a public subnet for balancers, except on the financial site, whose zones begin with F.
    /// Source: api/nks.md §3.
    static let publicBalancers = Preflight(reading: ["Subnet"]) { subject, scene in
        guard subject.isNew, !subject.isGiven("lbPublicSubnet"), let zone = zone(of: subject, in: scene),
            !zone.hasPrefix("F")
        else { return [] }
        return [
            Preflight.Problem(
                at: nil, "a new cluster needs 'lbPublicSubnet'",
                help: "add lbPublicSubnet: a subnet of the VPC with type PUBLIC and usage LOADB")
        ]
    }

    /// Its own zone, or that of its subnets where its nodes may be in several.
    private static func zone(of subject: Preflight.Subject, in scene: Preflight.Scene) -> String? {
        if let zone = subject.text("zone") { return zone }
        let subnets = (subject.attributes["subnets"]?.elements ?? []) + [subject.attributes["lbPrivateSubnet"] ?? .null]
        return subnets.lazy.compactMap { scene.object("Subnet", $0)?.text("zone") }.first
    }

    // MARK: Pools

    /// The image is one that the service offers for the hypervisor of the cluster. Source: api/nks.md §2, §5.
    static let offeredImage = Preflight(
        of: ["image"], reading: ["KubernetesImage", "KubernetesCluster"]
    ) { subject, scene in
        guard let image = subject.text("image"), let hypervisor = hypervisor(of: subject, in: scene) else { return [] }
        let offered = scene.all("KubernetesImage").filter {
            $0.attributes["hypervisors"]?.elements.contains(.string(hypervisor)) ?? false
        }.compactMap(\.id).sorted(by: NaturalOrder.precedes)
        guard !offered.isEmpty, !offered.contains(image) else { return [] }
        return [
            Preflight.Problem(
                at: "image", "the image \(image) is not offered for the hypervisor \(hypervisor)",
                notes: ["offered are \(offered.joined(separator: ", "))"],
                help: NearestName.of(image, in: offered).map { "did you mean \($0)?" } ?? "use one of them")
        ]
    }

    /// The spec is for the hypervisor of the cluster.
    static let offeredSpec = Preflight(
        of: ["serverSpec", "cluster"], reading: ["ServerSpec", "KubernetesCluster"]
    ) { subject, scene in
        guard let spec = scene.object("ServerSpec", subject.attributes["serverSpec"]),
            let own = spec.text("hypervisor"),
            let hypervisor = hypervisor(of: subject, in: scene), own != hypervisor
        else { return [] }
        return [
            Preflight.Problem(
                at: "serverSpec",
                "the spec \(spec.title) is for \(own), but the cluster has the hypervisor \(hypervisor)",
                help: "choose a spec for \(hypervisor)")
        ]
    }

    /// The servers of a pool are in subnets of its cluster.
    static let clusterSubnets = Preflight(
        of: ["subnets", "cluster"], reading: ["KubernetesCluster", "Subnet"]
    ) { subject, scene in
        guard let cluster = scene.object("KubernetesCluster", subject.attributes["cluster"]) else { return [] }
        let known = cluster.attributes["subnets"]?.elements ?? []
        let strange = (subject.attributes["subnets"]?.elements ?? []).filter { subnet in
            !known.isEmpty && !scene.isMissing("Subnet", subnet)
                && known.allSatisfy { scene.areSame("Subnet", $0, subnet) == false }
        }
        return strange.map { subnet in
            let title = scene.object("Subnet", subnet)?.title ?? subnet.display
            return Preflight.Problem(
                at: "subnets", "\(title) is not one of the subnets of \(cluster.title)",
                help: "add it to 'subnets' of the cluster, or use one of them")
        }
    }

    private static func hypervisor(of subject: Preflight.Subject, in scene: Preflight.Scene) -> String? {
        guard let cluster = scene.object("KubernetesCluster", subject.attributes["cluster"]) else { return nil }
        return cluster.text("hypervisor") ?? "XEN"
    }
}
