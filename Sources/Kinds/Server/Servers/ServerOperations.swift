import Model
import NcloudClient
import OrderedJSON

struct ServerOperations: Operations {
    let commands = ServerCommands(service: .vserver)

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ServerList.read(scope, from: cloud).objects
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .action(.vserver, "getServerInstanceDetail", ["serverInstanceNo": id]), of: id,
            under: "serverInstanceList"
        ) { wire throws(APIFailure) in try await ServerList.read(wire, from: cloud).objects.first }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let vpc = try await vpc(of: desired, through: session)
        let groups = try await groups(for: desired, in: vpc, through: session)
        let id = try await session.create(
            .action(.vserver, "createServerInstances", Self.parameters(desired, vpc: vpc, groups: groups))
        ) { Creation(id: $0["serverInstanceList"]?[0]?.nonEmpty("serverInstanceNo")) }
        // A new server runs when it comes to rest; one whose making fails ends this wait at once.
        try await session.wait(for: id, until: .ready)
        guard desired.text("power") == "off" else { return }
        let made = LiveObject(kind: "Server", id: id, attributes: [:])
        try await commands.stop(ManagedObject(made, to: desired, through: session))
    }

    /// The VPC of the desired subnet: the API insists on both numbers.
    private func vpc(of desired: DesiredObject, through session: any CallSession) async throws(StepFailure) -> String? {
        guard let id = desired.text("subnet") else { return nil }
        return try await session.object("Subnet") { $0.id == id }?.attributes.text("vpc")
    }

    /// The desired groups, or the VPC's default one: an interface cannot be without (api/vserver.md §3.7).
    private func groups(
        for desired: DesiredObject, in vpc: String?, through session: any CallSession
    ) async throws(StepFailure) -> [String] {
        if let given = desired.texts("accessControlGroups") { return given }
        let standard = try await session.object("AccessControlGroup") {
            $0.attributes["isDefault"]?.bool == true && $0.attributes.text("vpc") == vpc
        }
        return [standard?.id].compactMap(\.self)
    }

    private static func parameters(_ desired: DesiredObject, vpc: String?, groups: [String]) -> Parameters {
        var parameters: Parameters = [
            "vpcNo": vpc,
            "subnetNo": desired.text("subnet"),
            "serverImageNo": desired.text("image"),
            "serverImageProductCode": desired.text("imageProduct"),
            "memberServerImageInstanceNo": desired.text("memberImage"),
            "serverSpecCode": desired.text("serverSpec"),
            "serverProductCode": desired.text("serverProduct"),
            "serverName": desired.text("name"),
            "serverDescription": desired.text("description"),
            "loginKeyName": desired.text("loginKey"),
            "initScriptNo": desired.text("initScript"),
            "isProtectServerTermination": desired.bool("protectTermination"),
            "feeSystemTypeCode": desired.text("feeSystem"),
            "placementGroupNo": desired.text("placementGroup"),
            "isEncryptedBaseBlockStorageVolume": desired.bool("encryptedRootVolume"),
            "associateWithPublicIp": desired.bool("associateWithPublicIp"),
            "networkInterfaceList": interfaces(desired, groups: groups),
        ]
        parameters.add(ServerHardware.parameters(desired))
        return parameters
    }

    /// The default interface, made with the server, and the given ones behind it.
    private static func interfaces(_ desired: DesiredObject, groups: [String]) -> [Parameters] {
        let first: Parameters = [
            "networkInterfaceOrder": 0, "subnetNo": desired.text("subnet"), "ip": desired.text("ip"),
            "accessControlGroupNoList": groups,
        ]
        let others = (desired.texts("networkInterfaces") ?? []).enumerated().map { index, number in
            ["networkInterfaceOrder": index + 1, "networkInterfaceNo": number] as Parameters
        }
        return [first] + others
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        // A termination that an earlier run asked for takes no further command.
        guard object.live.serverState.operation != "TERMT" else {
            try await object.wait(until: .gone)
            return
        }
        let server = try await commands.rest(object)
        // The plan has seen to it that the protection is nacre's own to lift, and has shown it (``Safeguard``).
        if server.live.attributes["protectTermination"]?.bool == true {
            try await commands.protect(server, false)
        }
        if server.live.serverState.isRunning { try await commands.stop(server) }
        try await detachDisks(of: server)
        try await deleteDisks(of: server)
        try await giveBackAddress(of: server)
        try await commands.terminate(server)
    }

    /// Disks besides the root disk hold a termination up, and outlive it once detached (api/vserver.md §3.1).
    private func detachDisks(of object: ManagedObject) async throws(StepFailure) {
        guard object.live.attributes["additionalDisks"]?.isAbsent == false else { return }
        // Those that have gone by steps of their own since the plan was made would have the call refused.
        let server = try await object.wait(until: "no running operation") { $0.serverState.isAtRest }
        let disks = server.live.attributes["additionalDisks"]?.elements.compactMap(\.text) ?? []
        guard !disks.isEmpty else { return }
        let isDetached: @Sendable (LiveObject) -> Bool = { $0.attributes["additionalDisks"]?.isAbsent ?? true }
        try await server.change(
            .action(
                .vserver, "detachBlockStorageInstances", ["blockStorageInstanceNoList": disks],
                byList: "blockStorageInstanceNoList"),
            unless: isDetached)
        try await server.wait(until: "disks detached") { isDetached($0) && $0.serverState.isAtRest }
    }
}
