import OrderedJSON

/// How clusters change, each in a call of its own. Source: api/nks.md §2, §3.
extension Clusters {
    static let upgrade: RESTHandler = { world, call throws(Failure) in
        let cluster = try idle(call, world)
        let versions = KubernetesOptions.versions(for: cluster["hypervisorCode"])
        guard let version = call.query.text("k8sVersion"), let place = versions.firstIndex(of: version),
            place > versions.firstIndex(of: cluster["k8sVersion"]) ?? -1
        else { throw .kubernetes(invalid: "k8sVersion") }
        begin(["k8sVersion": .string(version)], on: cluster, seconds: 30, &world)
        return .ok(["uuid": .string(cluster.id)])
    }

    /// Once; whether the key can be changed again is unknown. (inferred: it cannot)
    static let encrypt: RESTHandler = { world, call throws(Failure) in
        let key = try call.body.kubernetesText("kmsKeyTag")
        guard world[.kmsKey, key] != nil, try find(call, world)["kmsKeyTag"].isEmpty else {
            throw .kubernetes(invalid: "kmsKeyTag")
        }
        return try change(call, ["kmsKeyTag": .string(key)], &world)
    }

    static let setAuthType: RESTHandler = { world, call throws(Failure) in
        guard try call.body.kubernetesText("authType") == "API", try find(call, world)["authType"] == "CONFIG_MAP"
        else {
            throw .kubernetes(invalid: "authType")
        }
        return try change(call, ["authType": "API"], &world)
    }

    static let addSubnets: RESTHandler = { world, call throws(Failure) in
        let cluster = try find(call, world)
        let added = try call.body.kubernetesList("subnets").map { row throws(Failure) in
            guard let number = try row.kubernetesNumber("number", in: 1...Int64.max) else {
                throw .kubernetes(invalid: "subnets")
            }
            return number
        }
        let present = cluster.numbers("subnetNoList")
        guard !added.isEmpty, added.allSatisfy({ !present.contains($0) }), present.count + added.count <= 5 else {
            throw .kubernetes(invalid: "subnets")
        }
        for subnet in added {
            try ClusterOrder.check(subnet, "subnets", in: cluster["vpcNo"], usage: "GEN", type: nil, world)
        }
        return try change(call, ["subnetNoList": .array((present + added).map(JSON.integer))], &world)
    }

    static let setBalancerSubnet: RESTHandler = { world, call throws(Failure) in
        let cluster = try find(call, world)
        guard let number = call.query.text("lbSubnetNo").flatMap({ Int64($0) }), let side = call.query.text("igwYn"),
            ["Y", "N"].contains(side)
        else { throw .kubernetes(invalid: "lbSubnetNo") }
        let (name, type) = side == "Y" ? ("lbPublicSubnetNo", "PUBLIC") : ("lbPrivateSubnetNo", "PRIVATE")
        try ClusterOrder.check(number, "lbSubnetNo", in: cluster["vpcNo"], usage: "LOADB", type: type, world)
        return try change(call, [name: .integer(number)], &world)
    }
}
