import OrderedJSON

/// New disks: by a call of their own, and with a new server. Source: api/vserver.md §3.1, §3.9.
extension BlockStorages {
    /// What createBlockStorageInstance takes.
    static let inputs: [Input] = [
        .values { parameters, _, world throws(Failure) in
            let size = try parameters.requiredInteger("blockStorageSize")
            let server = try parameters.text("serverInstanceNo").map { number throws(Failure) in
                try Servers.kind.find(world, number)
            }
            let type = try type(parameters, server)
            guard type.takes(size) else { throw .invalid("blockStorageSize") }
            var disk = described(kind: "SVRBS", size, type)
            // A number here, a text elsewhere. Source: api/vserver.md §7.
            let snapshot = try snapshot(parameters, size, world)
            disk["blockStorageSnapshotInstanceNo"] = snapshot.flatMap { Int64($0.id) }.map(JSON.integer)
            disk["blockStorageName"] = .string(try name(parameters) ?? world.madeUpName("bst"))
            disk["zoneCode"] = .string(try zone(parameters, server))
            disk["serverInstanceNo"] = .string(server?.id ?? "")
            disk["deviceName"] = .string(server.map { device(of: $0, world) } ?? "")
            return disk
        }, .description("blockStorageDescription"), .flag("isReturnProtection", default: false),
    ]

    static func insertBase(of server: String, size: Int64, _ attributes: [String: JSON], _ world: inout World) {
        let isKVM = attributes["hypervisorType"] == "KVM"
        let type = VolumeType.of(isKVM ? "CB1" : attributes["baseBlockStorageDiskDetailType"]?.text ?? "SSD")
        insert(
            described(kind: "BASIC", size, type), nil, on: server, isKVM ? "/dev/vda" : "/dev/xvda", attributes, &world)
    }

    /// A disk of `blockStorageMappingList`; it becomes attached with the server.
    static func insertExtra(
        _ request: CallParameters, of server: String, _ attributes: [String: JSON], _ world: inout World
    ) {
        let type = VolumeType.of(request.text("blockStorageVolumeTypeCode") ?? "CB1")
        let order = UInt8(clamping: (try? request.integer("order")) ?? 1)
        let size = (try? request.integer("blockStorageSize")) ?? 10
        let device = "/dev/vd" + String(UnicodeScalar(97 + order % 26))
        let name = request.text("blockStorageName")
        insert(described(kind: "SVRBS", size, type), name, on: server, device, attributes, &world)
    }

    private static func insert(
        _ disk: [String: JSON], _ name: String?, on server: String, _ device: String, _ attributes: [String: JSON],
        _ world: inout World
    ) {
        var disk = disk
        disk["blockStorageName"] = .string(name ?? world.madeUpName("bst"))
        disk["serverInstanceNo"] = .string(server)
        disk["zoneCode"] = attributes["zoneCode"]
        disk["deviceName"] = .string(device)
        kind.insert(disk, &world) { _ in
            .passing(status("INIT", "NULL", "initialized"), seconds: Servers.creationSeconds, attached)
        }
    }

    private static func described(kind: String, _ size: Int64, _ type: VolumeType) -> [String: JSON] {
        [
            "blockStorageType": .string(kind), "blockStorageSize": .integer(size << 30),
            "blockStorageProductCode": type.hypervisor == "XEN" ? "SPBSTBSTAD000006" : "",
            "blockStorageDiskType": "NET", "blockStorageDiskDetailType": type.code == "HDD" ? "HDD" : "SSD",
            "blockStorageVolumeType": .string(type.code), "hypervisorType": .string(type.hypervisor),
            "maxIopsThroughput": 4000, "iops": 100, "throughput": 62_914_560, "isEncryptedVolume": false,
            "isReturnProtection": false,
        ]
    }

    /// 3 to 30 letters, digits, `_` and `-`, first a letter. (lenient: the documents disagree)
    private static func name(_ parameters: CallParameters) throws(Failure) -> String? {
        guard let name = parameters.text("blockStorageName") else { return nil }
        let isFit = name.utf8.allSatisfy { byte in
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            return isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "_")
        }
        guard isFit, (3...30).contains(name.utf8.count), name.first?.isLetter == true else {
            throw .invalid("blockStorageName")
        }
        return name
    }

    /// The server's zone, or the one named; it has to be one there is.
    private static func zone(_ parameters: CallParameters, _ server: Record?) throws(Failure) -> String {
        let named = parameters.text("zoneCode")
        if let server {
            guard named == nil || named == server["zoneCode"] else { throw .invalid("zoneCode") }
            return server["zoneCode"]
        }
        guard let named else { throw .missing("zoneCode") }
        guard Regions.zones.contains(named) else { throw .invalid("zoneCode") }
        return named
    }

    /// A disk holds at least what its snapshot held. (inferred)
    private static func snapshot(
        _ parameters: CallParameters, _ size: Int64, _ world: World
    ) throws(Failure) -> Record? {
        guard let number = parameters.text("blockStorageSnapshotInstanceNo") else { return nil }
        let snapshot = try Snapshots.kind.find(world, number)
        guard snapshot["blockStorageSnapshotInstanceStatus"] == "CREAT",
            size << 30 >= snapshot.integer("blockStorageSnapshotVolumeSize")
        else { throw .invalid("blockStorageSnapshotInstanceNo") }
        return snapshot
    }

    /// XEN disks need a server from the start, KVM disks a type and no server.
    private static func type(_ parameters: CallParameters, _ server: Record?) throws(Failure) -> VolumeType {
        let code = parameters.text("blockStorageVolumeTypeCode")
        guard let server else {
            guard let code else { throw .missing("blockStorageVolumeTypeCode") }
            guard let type = VolumeType.ofKVM(code) else { throw .invalid("blockStorageVolumeTypeCode") }
            return type
        }
        guard server["hypervisorType"] != "KVM" else { throw .invalid("serverInstanceNo") }
        return VolumeType.of(code ?? parameters.text("blockStorageDiskDetailTypeCode") ?? "SSD")
    }
}
