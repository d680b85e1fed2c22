import Model
import NcloudClient
import OrderedJSON

/// The servers of one zone with their disks: two lists, read side by side, whatever the number of servers. Groups,
/// addresses and port forwarding are part of a server's entry. Source: the pages common-apidatatype-serverinstance and
/// common-apidatatype-blockstorageinstance.
struct ClassicServerList: Sendable {
    private let servers: [JSON]
    private let zone: ClassicZone
    /// By the server they are attached to; nil where they were not read.
    private let disks: [String: [JSON]]?

    static func read(
        in zone: ClassicZone, _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> ClassicServerList {
        async let servers = outcome { () throws(APIFailure) in
            try await cloud.pages(
                of: .action(.server, "getServerInstanceList", zone.parameters), list: "serverInstanceList")
        }
        async let disks = outcome { () throws(APIFailure) -> [JSON]? in
            scope.statusOnly ? nil : try await Self.disks(in: zone, from: cloud)
        }
        let found = try await disks.get()
        return ClassicServerList(try await servers.get(), in: zone, disks: found)
    }

    /// One server that was asked for by itself.
    static func read(
        _ server: JSON, in zone: ClassicZone, from cloud: any APICaller
    ) async throws(APIFailure) -> ClassicServerList {
        ClassicServerList([server], in: zone, disks: try await disks(in: zone, from: cloud))
    }

    private static func disks(in zone: ClassicZone, from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        var parameters = zone.parameters
        parameters.add("blockStorageTypeCodeList", [AdditionalDisk.code])
        return try await cloud.pages(
            of: .action(.server, "getBlockStorageInstanceList", parameters), list: "blockStorageInstanceList")
    }

    private init(_ servers: [JSON], in zone: ClassicZone, disks: [JSON]?) {
        self.servers = servers
        self.zone = zone
        self.disks = disks.map(AdditionalDisk.byServer)
    }

    var objects: [LiveObject] { servers.compactMap(object) }

    private func object(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("serverInstanceNo") else { return nil }
        let state = ServerState(of: wire)
        var attributes = Self.columns.attributes(wire)
        attributes.merge(state.attributes) { _, new in new }
        // What is asked for again is asked for with the numbers that found it.
        attributes["zoneNumber"] = Value(zone.number ?? wire.at("zone.zoneNo")?.text)
        attributes["regionNumber"] = Value(zone.region ?? wire.at("region.regionNo")?.text)
        if let disks {
            let own = disks[id, default: []].compactMap(ClassicDisk.value)
            attributes["additionalDisks"] = .list(own)
            attributes["hasAdditionalDisks"] = .bool(!own.isEmpty)
        }
        return LiveObject(
            kind: "ClassicServer", id: id, attributes: attributes, status: state.text,
            created: wire.nonEmpty("createDate"))
    }

    private static let columns: [Column] = [
        .text("name", "serverName"), .text("description", "serverDescription"),
        .bool("protectTermination", "isProtectServerTermination"), .text("serverProduct", "serverProductCode"),
        .text("image", "serverImageName"), .text("imageProduct", "serverImageProductCode"),
        .code("platform", "platformType"), .number("cpuCount", "cpuCount"), .gigabytes("memoryGiB", "memorySize"),
        .text("loginKey", "loginKeyName"), .gigabytes("rootDiskSize", "baseBlockStorageSize"),
        // The page has the name with two letters swapped.
        .value("rootDiskType") {
            Value($0.code("baseBlockStorageDiskDetailType") ?? $0.code("baseBlockStroageDiskDetailType"))
        },
        .value("zone") { Value($0.at("zone.zoneCode")?.text ?? $0.at("zone.zoneName")?.text) },
        .value("region") { Value($0.at("region.regionCode")?.text) },
        .text("privateIp", "privateIp"), .text("publicIp", "publicIp"),
        .value("portForwarding", portForwarding),
        .texts("accessControlGroups", "accessControlGroupList", each: "accessControlGroupName"),
        .texts("accessControlGroupNumbers", "accessControlGroupList", each: "accessControlGroupConfigurationNo"),
        .created,
    ]

    /// Nil without a rule: a server shows the address that it could be reached by in any case.
    private static let portForwarding: @Sendable (JSON) -> Value? = { wire in
        guard let address = wire.nonEmpty("portForwardingPublicIp"),
            let external = wire["portForwardingExternalPort"]?.integer, external > 0,
            let own = wire["portForwardingInternalPort"]?.integer
        else { return .null }
        return .string("\(address):\(external) to \(own)")
    }
}

/// A disk besides the root disk. Source: the page common-apidatatype-blockstorageinstance.
enum ClassicDisk {
    static let fields: [Field] = [
        .computed("number", "Number of the disk."),
        .computed("name", "Name of the disk."),
        .computed("size", .integer, "Size in GB."),
        .computed("type", "HDD or SSD."),
        .computed("device", "Name in the server, such as /dev/xvdb."),
    ]

    /// Nil for one without a number.
    static func value(_ wire: JSON) -> Value? {
        guard let number = wire.nonEmpty("blockStorageInstanceNo") else { return nil }
        return .present([
            "number": .string(number), "name": Value(wire.nonEmpty("blockStorageName")),
            "size": Value(wire["blockStorageSize"]?.integer.map { $0 >> 30 }),
            "type": Value(wire.code("diskDetailType")), "device": Value(wire.nonEmpty("deviceName")),
        ])
    }
}
