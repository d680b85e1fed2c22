import Model
import NcloudClient
import OrderedJSON

/// All servers with what the interface and disk lists know of them: three lists read side by side, whatever the number
/// of servers, since a server's own answer holds neither addresses nor groups (api/vserver.md §3.1).
struct ServerList: Sendable {
    private var servers: [JSON]
    private var interfaces: [String: [JSON]]
    private var disks: [String: [JSON]]

    static func read(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> ServerList {
        if scope.statusOnly {
            let servers = try await cloud.pages(
                of: .action(.vserver, "getServerInstanceList"), list: "serverInstanceList")
            return ServerList(servers, interfaces: [], disks: [])
        }
        async let servers = outcome { () throws(APIFailure) in
            try await cloud.pages(of: .action(.vserver, "getServerInstanceList"), list: "serverInstanceList")
        }
        async let parts = outcome { () throws(APIFailure) in try await Self.parts(from: cloud) }
        let (interfaces, disks) = try await parts.get()
        return ServerList(try await servers.get(), interfaces: interfaces, disks: disks)
    }

    /// One server that was asked for by itself.
    static func read(_ server: JSON, from cloud: any APICaller) async throws(APIFailure) -> ServerList {
        let (interfaces, disks) = try await parts(from: cloud)
        return ServerList([server], interfaces: interfaces, disks: disks)
    }

    private static func parts(
        from cloud: any APICaller
    ) async throws(APIFailure) -> (interfaces: [JSON], disks: [JSON]) {
        async let interfaces = outcome { () throws(APIFailure) in
            try await cloud.pages(of: .action(.vserver, "getNetworkInterfaceList"), list: "networkInterfaceList")
        }
        async let disks = outcome { () throws(APIFailure) in
            try await cloud.pages(
                of: .action(
                    .vserver, "getBlockStorageInstanceList", ["blockStorageTypeCodeList": [AdditionalDisk.code]]),
                list: "blockStorageInstanceList")
        }
        return (try await interfaces.get(), try await disks.get())
    }

    init(_ servers: [JSON], interfaces: [JSON], disks: [JSON]) {
        self.servers = servers
        self.interfaces = Dictionary(grouping: interfaces) { $0.nonEmpty("instanceNo") ?? "" }
        self.disks = AdditionalDisk.byServer(disks)
    }

    var objects: [LiveObject] { servers.compactMap(object) }

    private func object(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("serverInstanceNo") else { return nil }
        let state = ServerState(of: wire)
        var attributes = Self.columns.attributes(wire)
        attributes.merge(state.attributes) { _, new in new }
        attributes.merge(networkAttributes(id)) { _, new in new }
        attributes["additionalDisks"] = Value(texts: disks[id, default: []].compactMap(Self.diskNumber).sorted())
        return LiveObject(
            kind: "Server", id: id, attributes: attributes, status: state.text, created: wire.nonEmpty("createDate"))
    }

    private static func diskNumber(_ disk: JSON) -> String? { disk.nonEmpty("blockStorageInstanceNo") }

    private static let columns: [Column] = [
        .text("name", "serverName"), .text("image", "serverImageNo"),
        .text("imageProduct", "serverImageProductCode"), .text("memberImage", "memberServerImageInstanceNo"),
        .text("serverSpec", "serverSpecCode"), .text("serverProduct", "serverProductCode"),
        .text("loginKey", "loginKeyName"), .text("initScript", "initScriptNo"),
        .text("placementGroup", "placementGroupNo"), .text("subnet", "subnetNo"),
        .text("description", "serverDescription"), .bool("protectTermination", "isProtectServerTermination"),
        .text("vpc", "vpcNo"), .text("zone", "zoneCode"), .code("hypervisor", "hypervisorType"),
        .text("publicIp", "publicIp"), .text("publicIpNumber", "publicIpInstanceNo"),
        .number("cpuCount", "cpuCount"), .number("memorySize", "memorySize"), .created,
    ]

    /// What the interfaces tell. Without a default one, as while a server is being made, the fields are left out: they
    /// are not known, which is not the same as empty.
    private func networkAttributes(_ server: String) -> Attributes {
        guard let first = interfaces[server, default: []].first(where: { $0["isDefault"]?.bool == true }) else {
            return [:]
        }
        let address = Value(first.nonEmpty("ip"))
        var attributes: Attributes = [
            "ip": address,
            "privateIp": address,
            "networkInterface": Value(first.nonEmpty("networkInterfaceNo")),
            "networkInterfaceStatus": Value(first.code("networkInterfaceStatus")),
        ]
        if case .array(let groups)? = first["accessControlGroupNoList"] {
            attributes["accessControlGroups"] = Value(texts: groups.compactMap(\.text))
        }
        return attributes
    }
}
