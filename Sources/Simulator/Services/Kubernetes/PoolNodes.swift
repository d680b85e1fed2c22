import OrderedJSON

/// The servers that pools make, which are servers of the account too. (inferred)
extension NodePools {
    static func servers(of pool: Record, _ world: World) -> [Record] {
        world.records(.server, where: "kubernetesNodePoolNo", is: pool.id).filter {
            $0["serverInstanceOperation"] != "TERMT"
        }
    }

    static func launch(
        _ count: Int64, for pool: Record, of cluster: Record, _ world: inout World
    ) throws(Failure) {
        for _ in 0..<count {
            let suffix = world.random.text(4, of: "abcdefghijklmnopqrstuvwxyz0123456789")
            let request = request(named: "\(pool["name"])-w-\(suffix)", for: pool, of: cluster)
            let answer = try ServerCreation.create(&world, request)
            guard let number = answer.list?.elements.first?["serverInstanceNo"]?.text else {
                throw .kubernetes(invalid: "serverSpecCode")
            }
            world.set(.server, number, ["kubernetesNodePoolNo": .string(pool.id)])
        }
    }

    /// They look like the newest images of the two generations, and are protected from everybody but their cluster.
    private static func request(named name: String, for pool: Record, of cluster: Record) -> CallParameters {
        let isKVM = cluster["hypervisorCode"] == "KVM"
        return CallParameters([
            "vpcNo": cluster["vpcNo"], "subnetNo": pool.list("subnetNoList").first ?? "", "serverName": name,
            isKVM ? "serverImageNo" : "serverImageProductCode": isKVM
                ? "23214590" : "SW.VSVR.OS.LNX64.ROCKY.0810.B050",
            isKVM ? "serverSpecCode" : "serverProductCode": pool[isKVM ? "serverSpecCode" : "productCode"],
            "loginKeyName": cluster["loginKeyName"], "isProtectServerTermination": "true",
            "networkInterfaceList.1.networkInterfaceOrder": "0",
            "networkInterfaceList.1.accessControlGroupNoList.1": cluster["acgNo"],
        ])
    }

    static func render(_ pool: Record, _ world: World) -> JSON {
        let subnets = pool.list("subnetNoList").compactMap { world[.subnet, $0]?["subnetName"] }
        return pool.fields([
            "instanceNo", "name", "isDefault", "nodeCount", "autoscale", "softwareCode", "serverSpecCode",
            "productCode", "storageSize", "subnetNoList", "k8sVersion", "labels", "taints", "serverRoleId",
            "fabricCluster", "zoneCode", "status",
        ]).with(["subnetNameList": .array(subnets.map(JSON.string))])
    }

    static func node(_ server: Record, in pool: Record) -> JSON {
        [
            "name": .string(server["serverName"]), "id": .integer(Int64(server.id) ?? 0),
            "serverSpec": .string(server["serverSpecCode"]), "privateIp": .string(server["privateIp"]), "publicIp": "",
            "k8sStatus": .string(server["serverInstanceStatus"] == "RUN" ? "Ready" : "NotReady"),
            "statusCode": .string(server["serverInstanceStatus"]), "dockerVersion": "containerd://1.7.27",
            "kernelVersion": "5.15.0-140-generic", "providerID": .string("navercloudplatform://\(server.id)"),
            "nodePoolId": .integer(Int64(pool.id) ?? 0), "nodePoolName": .string(pool["name"]),
            "returnProtectionYn": "N",
        ]
    }
}
