import OrderedJSON

/// A server that an instance is to have: what it is for, and where it is.
struct DatabasePlace: Sendable {
    var role: String
    var subnetNo: String
    var productCode: String
    /// What servers of the service have besides.
    var more: [String: JSON] = [:]
}

/// The servers of instances. Source: api/clouddb.md §1; domains, names and sizes are (inferred).
extension DatabaseFamily {
    static let roleNames = ["M": "Master", "H": "Standby Master", "S": "Slave", "R": "Recovery"]

    func servers(of instance: String, _ world: World) -> [Record] {
        world.records(servers, where: instanceNo, is: instance)
    }

    func servers(of instance: String, role: String, _ world: World) -> [Record] {
        servers(of: instance, world).filter { $0[self("cloud*ServerRole")] == role }
    }

    /// Adds servers, which go through `plan`.
    func add(_ places: [DatabasePlace], to instance: Record, _ world: inout World, plan: [Transition]) {
        for place in places {
            guard let subnet = world[.subnet, place.subnetNo] else { continue }
            let count = world.count("\(servers.name).\(instance.id)")
            let suffix = DatabaseProduct.padded(count)
            let label = world.random.text(5, of: "abcdefghijklmnopqrstuvwxyz0123456789")
            let prefix = instance["privateSubDomainPrefix"]
            var attributes: [String: JSON] = [
                instanceNo: .string(instance.id), self("cloud*ServerRole"): .string(place.role),
                self("cloud*ServerName"): .string("\(instance["serverNamePrefix"])-\(suffix)-\(label)"),
                "regionCode": "KR",
                "zoneCode": .string(subnet["zoneCode"]), "vpcNo": .string(subnet["vpcNo"]),
                "subnetNo": .string(subnet.id), "isPublicSubnet": .bool(subnet["subnetType"] == "PUBLIC"),
                "privateDomain": .string((prefix.isEmpty ? "" : prefix + ".") + "db-\(label).vpc-cdb.ntruss.com"),
                "publicDomain": "", "dataStorageType": .string(instance["dataStorageType"]),
                "isStorageEncryption": .bool(instance.flag("isStorageEncryption")),
                "dataStorageSize": .integer(10 << 30), "usedDataStorageSize": .integer(1 << 30),
                "uptime": world.date, "createDate": world.date,
            ]
            // A full subnet is not simulated: such a server has no address.
            if let address = try? Addresses.take(nil, in: subnet, &world) { attributes["privateIp"] = .string(address) }
            attributes.merge(sizes(place.productCode)) { $1 }
            attributes.merge(place.more) { $1 }
            let number = world.newId(servers)
            attributes[self("cloud*ServerInstanceNo")] = .string(number)
            world.insert(servers, id: number, attributes, plan: plan)
        }
    }

    /// What a product gives a server.
    func sizes(_ productCode: String) -> [String: JSON] {
        let product = products.first { $0.code == productCode }
        return [
            self("cloud*ProductCode"): .string(productCode), "cpuCount": .integer(product?.cpus ?? 0),
            "memorySize": .integer((product?.gigabytes ?? 0) << 30), "osMemorySize": .integer(1 << 30),
        ]
    }

    /// The servers and the ACG of an instance end with it.
    var end: KindAction.Effect {
        { world, instance, _ throws(Failure) in
            for server in servers(of: instance.id, world) { end(server, &world) }
            for group in instance.list("accessControlGroupNoList") {
                world.run([.gone(seconds: pace.deletion)], on: .accessControlGroup, group)
            }
        }
    }

    func end(_ server: Record, _ world: inout World) {
        let plan: [Transition] = [.now(serverStatus("DEL", "DEL", "deleting")), .gone(seconds: pace.deletion)]
        world.run(plan, on: servers, server.id)
    }

    /// Removes what an instance leaves that is deleted outside its service.
    func removeParts(of instance: Record, from world: inout World) {
        for server in servers(of: instance.id, world) { world.remove(servers, server.id) }
        for group in instance.list("accessControlGroupNoList") { world.remove(.accessControlGroup, group) }
    }

    /// The ACG that the service makes for each instance. Its rules are (inferred): all may leave, none come in.
    func addGroup(to instance: Record, _ world: inout World) {
        let outbound = ["TCP", "UDP", "ICMP"].map { proto -> JSON in
            [
                "direction": "OTBND", "protocolType": .string(proto), "ipBlock": "0.0.0.0/0",
                "accessControlGroupSequence": "", "portRange": proto == "ICMP" ? "" : "1-65535", "description": "",
            ]
        }
        let group = AccessControlGroups.kind.insert(
            [
                "accessControlGroupName": .string("cloud-\(noun.lowercased())-\(instance.id)"),
                "vpcNo": .string(instance["vpcNo"]), "isDefault": false, "rules": .array(outbound),
                "accessControlGroupDescription": .string("Cloud DB [\(instance[instances.nameAttribute])] ACG"),
            ], &world)
        world.set(instances, instance.id, ["accessControlGroupNoList": [.string(group.id)]])
    }
}
