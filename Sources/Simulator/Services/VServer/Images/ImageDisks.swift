import OrderedCollections
import OrderedJSON

/// The disks of a custom image: each is a snapshot that outlives it. Source: api/vserver.md §3.2, §3.3.
enum ImageDisks {
    /// One entry of `blockStorageList`.
    struct Request {
        let order: Int64
        let snapshot: String?
        /// In GB.
        let size: Int64?
        let volumeType: String?
        let isEmpty: Bool
        let isLeftOut: Bool
    }

    /// - Parameter needsRoot: whether the disk it starts from must be a bootable snapshot. (inferred: bootable)
    static func requests(_ parameters: CallParameters, needsRoot: Bool, _ world: World) throws(Failure) -> [Request] {
        var requests: [Request] = []
        let entries = parameters.objects("blockStorageList")
        if needsRoot, entries.isEmpty { throw .missing("blockStorageList") }
        for entry in entries { requests.append(try request(entry, world)) }
        guard Set(requests.map(\.order)).count == requests.count else { throw .invalid("blockStorageList.order") }
        guard needsRoot else { return requests }
        let root = requests.first { $0.order == 0 }?.snapshot.flatMap { world[.snapshot, $0] }
        guard root?.flag("isBootable") == true else { throw .invalid("blockStorageList") }
        return requests
    }

    private static func request(_ entry: CallParameters, _ world: World) throws(Failure) -> Request {
        let order = try entry.requiredInteger("order")
        guard (0...20).contains(order) else { throw .invalid("blockStorageList.order") }
        let type = entry.text("blockStorageVolumeTypeCode")
        guard type.map({ ["CB1", "FB1"].contains($0) }) ?? true else { throw .invalid("blockStorageVolumeTypeCode") }
        let snapshot = entry.text("snapshotInstanceNo")
        if let snapshot {
            let record = try Snapshots.kind.find(world, snapshot)
            guard record["blockStorageSnapshotInstanceStatus"] == "CREAT" else { throw .invalid("snapshotInstanceNo") }
        }
        return Request(
            order: order, snapshot: snapshot, size: try entry.integer("blockStorageSize"), volumeType: type,
            isEmpty: try entry.flag("emptyBlockStorage") ?? false,
            isLeftOut: try entry.flag("noBlockStorage") ?? false)
    }

    /// The disks of `server`, as far as `requests` do not say otherwise.
    static func mapping(of server: Record, _ requests: [Request], _ world: inout World) -> [JSON] {
        let disks = world.records(.blockStorage, where: "serverInstanceNo", is: server.id)
            .sorted { ($0["blockStorageType"], $0.sequence) < ($1["blockStorageType"], $1.sequence) }
        var mapping: [JSON] = []
        for (index, disk) in disks.enumerated() {
            let request = requests.first { $0.order == Int64(index) }
            if request?.isLeftOut == true { continue }
            let snapshot = request?.isEmpty == true ? "" : request?.snapshot ?? Snapshots.take(disk, &world)
            let bytes = request?.size.map { $0 << 30 } ?? disk.integer("blockStorageSize")
            let type = request?.volumeType ?? disk["blockStorageVolumeType"]
            mapping.append(entry(Int64(index), snapshot, bytes, type, world))
        }
        let further = requests.filter { $0.order >= Int64(disks.count) }
        return mapping + self.mapping(of: further, world)
    }

    /// The disks that `requests` alone describe.
    static func mapping(of requests: [Request], _ world: World) -> [JSON] {
        requests.filter { !$0.isLeftOut }.map { request in
            let bytes = request.snapshot.flatMap { world[.snapshot, $0] }?.integer("blockStorageSnapshotVolumeSize")
            return entry(
                request.order, request.snapshot ?? "", request.size.map { $0 << 30 } ?? bytes ?? 10 << 30,
                request.volumeType ?? "CB1", world)
        }
    }

    private static func entry(
        _ order: Int64, _ snapshot: String, _ bytes: Int64, _ type: String, _ world: World
    ) -> JSON {
        var entry: OrderedDictionary<String, JSON> = [
            "order": .integer(order),
            "blockStorageSnapshotName": .string(world[.snapshot, snapshot]?["blockStorageSnapshotName"] ?? ""),
            "blockStorageSize": .integer(bytes), "blockStorageName": "",
            "blockStorageVolumeType": JSON.coded(type, VolumeType.names) ?? .null, "iops": 100,
            "throughput": 62_914_560,
            "isEncryptedVolume": false,
        ]
        // A number here, a text elsewhere. Source: api/vserver.md §7.
        entry["blockStorageSnapshotInstanceNo"] = Int64(snapshot).map(JSON.integer)
        return .object(entry)
    }
}
