import OrderedJSON

extension ServerCreation {
    /// A request for servers, checked as a whole before anything is made.
    struct Order {
        let count: Int64
        let baseName: String?
        let startNumber: Int64
        let attributes: [String: JSON]
        let interfaces: [InterfaceRequest]
        let extraDisks: [CallParameters]
        let wantsPublicIp: Bool
        /// Size of the base disk in GB.
        let baseSize: Int64

        init(_ parameters: CallParameters, _ world: World) throws(Failure) {
            count = try parameters.integer("serverCreateCount") ?? 1
            startNumber = try parameters.integer("serverCreateStartNo") ?? 1
            guard (1...20).contains(count), count + startNumber <= 1000 else { throw .invalid("serverCreateCount") }
            baseName = try NameRule.check(parameters, "serverName")
            let subnet = try Self.subnet(parameters, world)
            let product = try ServerProduct(parameters, world)
            interfaces = try Self.interfaces(parameters, subnet, world)
            let mapping = parameters.objects("blockStorageMappingList")
            extraDisks = mapping.filter { $0.text("order") != "0" && $0.text("noBlockStorage") != "true" }
            guard extraDisks.isEmpty || product.hypervisor == "KVM" else { throw .invalid("blockStorageMappingList") }
            let root = mapping.first { $0.text("order") == "0" }
            baseSize = try root?.integer("blockStorageSize") ?? (product.hypervisor == "KVM" ? 10 : 50)
            wantsPublicIp = try parameters.flag("associateWithPublicIp") ?? false
            if wantsPublicIp, count > 1 || subnet["subnetType"] != "PUBLIC" { throw .invalid("associateWithPublicIp") }
            attributes = try product.attributes
                .merging(Self.placement(subnet)) { _, new in new }
                .merging(Self.options(parameters, product, world)) { _, new in new }
        }

        /// Several servers get running numbers behind the name. (inferred: three digits)
        func name(_ index: Int64) -> String? {
            guard let baseName, count > 1 else { return baseName }
            let digits = String(startNumber + index)
            return baseName + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        }

        private static func placement(_ subnet: Record) -> [String: JSON] {
            [
                "vpcNo": .string(subnet["vpcNo"]), "subnetNo": .string(subnet.id),
                "zoneCode": .string(subnet["zoneCode"]), "regionCode": "KR",
            ]
        }

        private static func subnet(_ parameters: CallParameters, _ world: World) throws(Failure) -> Record {
            let vpc = try VPCs.usable(try parameters.required("vpcNo"), world)
            let subnet = try Subnets.kind.find(world, try parameters.required("subnetNo"))
            guard subnet["vpcNo"] == vpc.id, VPCs.isUsable(subnet["subnetStatus"], world),
                ["GEN", "BM"].contains(subnet["usageType"])
            else { throw .invalid("subnetNo") }
            return subnet
        }

        private static func options(
            _ parameters: CallParameters, _ product: ServerProduct, _ world: World
        ) throws(Failure) -> [String: JSON] {
            let script = parameters.text("initScriptNo") ?? ""
            if !script.isEmpty {
                let record = try InitScripts.kind.find(world, script)
                guard (record["osType"] == "WND") == product.isWindows else { throw .invalid("initScriptNo") }
            }
            let placement = try parameters.text("placementGroupNo").map { number throws(Failure) in
                try PlacementGroups.kind.find(world, number)
            }
            return [
                "serverDescription": .string(try NameRule.description(parameters, "serverDescription")),
                "loginKeyName": .string(try loginKey(parameters, world)), "initScriptNo": .string(script),
                "isProtectServerTermination": .bool(try parameters.flag("isProtectServerTermination") ?? false),
                "placementGroupNo": .string(placement?.id ?? ""),
                "placementGroupName": .string(placement?["placementGroupName"] ?? ""),
                "fabricClusterPoolNo": parameters.text("fabricClusterPoolNo").map(JSON.string) ?? .null,
            ]
        }

        /// The key named, else the newest of the account. (inferred: none at all is an error)
        private static func loginKey(_ parameters: CallParameters, _ world: World) throws(Failure) -> String {
            guard let name = parameters.text("loginKeyName") ?? world.all(.loginKey).last?.id,
                world[.loginKey, name] != nil
            else { throw .invalid("loginKeyName") }
            return name
        }
    }
}

extension ServerCreation.Order {
    private static func interfaces(
        _ parameters: CallParameters, _ subnet: Record, _ world: World
    ) throws(Failure) -> [ServerCreation.InterfaceRequest] {
        let requests = try parameters.requiredObjects("networkInterfaceList")
        guard requests.count <= 3 else { throw .invalid("networkInterfaceList") }
        var interfaces: [ServerCreation.InterfaceRequest] = []
        for request in requests { interfaces.append(try interface(request, subnet, world)) }
        guard Set(interfaces.map(\.order)) == Set(0..<Int64(interfaces.count)) else {
            throw .invalid("networkInterfaceOrder")
        }
        return interfaces.sorted { $0.order < $1.order }
    }

    private static func interface(
        _ request: CallParameters, _ subnet: Record, _ world: World
    ) throws(Failure) -> ServerCreation.InterfaceRequest {
        let order = try request.requiredInteger("networkInterfaceOrder")
        if let number = request.text("networkInterfaceNo") {
            let interface = try NetworkInterfaces.kind.find(world, number)
            guard interface["vpcNo"] == subnet["vpcNo"], interface["networkInterfaceStatus"] != "USED" else {
                throw .invalid("networkInterfaceNo")
            }
            guard interface["networkInterfaceStatus"] == "NOTUSED" else { throw NetworkInterfaces.isBusy }
            return ServerCreation.InterfaceRequest(order: order, source: .existing(number))
        }
        let home = try Subnets.kind.find(world, request.text("subnetNo") ?? subnet.id)
        guard home["vpcNo"] == subnet["vpcNo"], home["zoneCode"] == subnet["zoneCode"] else {
            throw .invalid("networkInterfaceList.subnetNo")
        }
        let groups = try AccessControlGroups.chosen(
            request.list("accessControlGroupNoList"), vpcNo: subnet["vpcNo"], world)
        return ServerCreation.InterfaceRequest(
            order: order, source: .new(subnetNo: home.id, ip: request.text("ip"), groups: groups))
    }
}
