import OrderedJSON

/// Classic servers out of nothing: they were created before anybody looked, and no call creates more.
enum ClassicSeed {
    /// Adds a running server with its disks and groups; groups that another server has brought are shared.
    static func add(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = description["name"]?.text else { throw .rest(400, "100", "give the server's name") }
        let code = description["zone"]?.text ?? ClassicZones.all[0].code
        guard let zone = ClassicZones.all.first(where: { $0.code == code }) else {
            throw .rest(400, "100", "there is no zone \(code)")
        }
        let product = description["product"]?.text ?? "SPSVRSTAND000004"
        guard ClassicServers.specs[product] != nil else { throw .rest(400, "100", "there is no product \(product)") }
        let groups = (description["groups"]?.elements ?? [["name": "ncloud-default-acg"]])
            .map { group($0, &world) }
        var attributes = ClassicServers.attributes(ofProduct: product)
        attributes.merge(description["power"]?.text == "off" ? ClassicServers.stopped : ClassicServers.running) { $1 }
        attributes.merge(settings(description, name, zone, &world)) { $1 }
        attributes["groupNumbers"] = .array(groups.map(JSON.string))
        let server = ClassicServers.kind.insert(attributes, &world)
        disk(["name": "base", "size": description["rootDiskSize"] ?? 50], "BASIC", 0, of: server, in: zone, &world)
        for (index, disk) in (description["disks"]?.elements ?? []).enumerated() {
            Self.disk(disk, "SVRBS", index + 1, of: server, in: zone, &world)
        }
        return ["serverInstanceNo": .string(server.id), "serverName": .string(name)]
    }

    private static func settings(
        _ description: JSON, _ name: String, _ zone: ClassicZones.Zone, _ world: inout World
    ) -> [String: JSON] {
        let image = description["image"]?.text ?? "centos-7.8-64"
        let host = world.count("classicHost", from: 1)
        var settings: [String: JSON] = [
            "serverName": .string(name), "serverDescription": description["description"] ?? "",
            "zoneNo": .string(zone.number), "loginKeyName": description["loginKey"] ?? "classic-key",
            "baseBlockStorageSize": .integer((description["rootDiskSize"]?.integer ?? 50) << 30),
            "platformType": image.hasPrefix("win") ? "WND64" : "LNX64", "isFeeChargingMonitoring": false,
            "privateIp": .string("10.41.\(host / 250).\(host % 250 + 3)"), "publicIp": description["publicIp"] ?? "",
            "serverImageName": .string(image), "serverImageProductCode": "SPSW0LINUX000032", "uptime": world.date,
            "isProtectServerTermination": .bool(description["protected"]?.bool ?? false),
            "portForwardingPublicIp": "192.0.2.51", "baseBlockStorageDiskType": "NET",
            "baseBlockStroageDiskDetailType": "HDD", "serverInstanceType": "STAND", "userData": "",
        ]
        if let port = description["forwardedPort"] {
            settings["portForwardingExternalPort"] = port
            settings["portForwardingInternalPort"] = .integer(image.hasPrefix("win") ? 3389 : 22)
        }
        return settings
    }

    private static func disk(
        _ description: JSON, _ type: String, _ place: Int, of server: Record, in zone: ClassicZones.Zone,
        _ world: inout World
    ) {
        let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(min(place, 25))))
        ClassicDisks.kind.insert(
            [
                "serverInstanceNo": .string(server.id), "serverName": .string(server["serverName"]),
                "blockStorageType": .string(type), "blockStorageName": description["name"] ?? "data",
                "blockStorageSize": .integer((description["size"]?.integer ?? 50) << 30),
                "deviceName": .string("/dev/xvd\(letter)"), "blockStorageProductCode": "SPBSTBSTAD000002",
                "blockStorageInstanceStatus": "ATTAC", "blockStorageInstanceOperation": "NULL",
                "blockStorageInstanceStatusName": "attached", "blockStorageInstanceDescription": "", "diskType": "NET",
                "diskDetailType": description["type"] ?? "HDD", "zoneNo": .string(zone.number),
                "zone": ClassicZones.zone(zone), "region": ClassicZones.region,
            ], &world)
    }

    /// The number of the group of this name, which is added with its rules when there is none.
    private static func group(_ description: JSON, _ world: inout World) -> String {
        let name = description["name"]?.text ?? description.text ?? "ncloud-default-acg"
        if let known = world.all(.classicGroup).first(where: { $0["accessControlGroupName"] == name }) {
            return known.id
        }
        let group = ClassicGroups.kind.insert(
            [
                "accessControlGroupName": .string(name),
                "accessControlGroupDescription": description["description"] ?? "",
                "isDefaultGroup": .bool(name == "ncloud-default-acg"),
            ], &world)
        for rule in description["rules"]?.elements ?? [] {
            let source = rule["group"].map { self.group($0, &world) } ?? ""
            ClassicGroups.rules.insert(
                [
                    "accessControlGroupConfigurationNo": .string(group.id),
                    "protocolType": rule["protocol"] ?? "TCP", "sourceIp": rule["source"] ?? "",
                    "sourceAccessControlRuleConfigurationNo": .string(source),
                    "sourceAccessControlRuleName": .string(rule["group"]?["name"]?.text ?? rule["group"]?.text ?? ""),
                    "destinationPort": rule["ports"] ?? "", "accessControlRuleDescription": rule["description"] ?? "",
                ], &world)
        }
        return group.id
    }
}
