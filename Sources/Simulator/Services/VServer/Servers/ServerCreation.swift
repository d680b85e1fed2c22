import OrderedJSON

/// createServerInstances. Source: api/vserver.md §3.1.
enum ServerCreation {
    static let create: Action = { world, parameters throws(Failure) in
        let order = try Order(parameters, world)
        try AccountLimits.require("VSVR", present: world.count(.server), adding: order.count, world)
        var numbers: [String] = []
        for index in 0..<order.count { numbers.append(try build(order, index, &world)) }
        return Servers.kind.answer(world, numbers)
    }

    private static func build(_ order: Order, _ index: Int64, _ world: inout World) throws(Failure) -> String {
        var attributes = order.attributes
        attributes["serverName"] = .string(order.name(index) ?? world.madeUpName("s"))
        attributes["uptime"] = ""
        let key = world[.loginKey, attributes["loginKeyName"]?.text ?? ""]
        attributes["loginKeyFingerprint"] = .string(key?["fingerprint"] ?? "")
        attributes["rootPassword"] = .string(world.random.text(12, of: "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnp23456789"))
        let creation = Servers.creation(world)
        let number = Servers.kind.insert(attributes, &world) { _ in creation }.id
        for interface in order.interfaces { try connect(interface, to: number, &world) }
        BlockStorages.insertBase(of: number, size: order.baseSize, attributes, &world)
        for disk in order.extraDisks { BlockStorages.insertExtra(disk, of: number, attributes, &world) }
        if order.wantsPublicIp { PublicIPs.insert(on: world[.server, number], &world) }
        return number
    }

    private static func connect(_ request: InterfaceRequest, to server: String, _ world: inout World) throws(Failure) {
        let owner: [String: JSON] = [
            "instanceNo": .string(server), "instanceType": "VSVR", "deviceName": .string("eth\(request.order)"),
            "isDefault": .bool(request.order == 0),
        ]
        switch request.source {
        case .existing(let number):
            world.set(.networkInterface, number, owner)
            world.run(NetworkInterfaces.attachment, on: .networkInterface, number)
        case .new(let subnetNo, let ip, let groups):
            guard let subnet = world[.subnet, subnetNo] else { throw .invalid("subnetNo") }
            let address = try Addresses.take(ip, in: subnet, &world)
            let own: [String: JSON] = [
                "networkInterfaceName": .string(world.madeUpName("nic")), "networkInterfaceDescription": "",
                "subnetNo": .string(subnetNo), "vpcNo": .string(subnet["vpcNo"]),
                "accessControlGroupNoList": .array(groups.map(JSON.string)),
                "deleteOnTermination": .bool(request.order == 0),
            ]
            let attributes = owner.merging(NetworkInterfaces.addressed(address)) { $1 }.merging(own) { $1 }
            NetworkInterfaces.kind.insert(attributes, &world) { _ in NetworkInterfaces.attachment }
        }
    }

    /// One entry of `networkInterfaceList`.
    struct InterfaceRequest {
        enum Source {
            case existing(String)
            case new(subnetNo: String, ip: String?, groups: [String])
        }

        let order: Int64
        let source: Source
    }
}
