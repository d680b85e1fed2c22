import Model
import NcloudClient
import OrderedJSON

struct NetworkInterfaceOperations: AdaptedOperations {
    let form = ActionOperations(
        "NetworkInterface", .vserver,
        [
            .text("name", "networkInterfaceName"), .text("subnet", "subnetNo"),
            .value("server") { Value(server($0)) }, .texts("accessControlGroups", "accessControlGroupNoList"),
            .text("ip", "ip"), .texts("secondaryIps", "secondaryIpList"),
            .value("secondaryIpCount") { .integer(Int64($0["secondaryIpList"]?.elements.count ?? 0)) },
            .text("description", "networkInterfaceDescription"), .bool("isDefault", "isDefault"),
            .text("device", "deviceName"), .text("macAddress", "macAddress"),
            .bool("deletedWithServer", "deleteOnTermination"), .bool("flowLog", "enableFlowLog"),
            .status("networkInterfaceStatus"),
        ],
        clearing: freed)

    /// Interfaces of other services say so in their type, which is missing while one is free.
    private static func server(_ wire: JSON) -> String? {
        let type = wire.code("instanceType")
        return type == nil || type == "VSVR" ? wire.nonEmpty("instanceNo") : nil
    }

    static let attachment = Attachment(
        on: .init("attachNetworkInterface", "attached", at: ["USED"], parameters),
        off: .init("detachNetworkInterface", "detached", at: ["NOTUSED"], parameters))

    @Sendable
    private static func parameters(_ live: LiveObject, _ server: String) -> Parameters {
        ["serverInstanceNo": server, "networkInterfaceNo": live.id, "subnetNo": live.attributes.text("subnet")]
    }

    // MARK: Creating

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        guard desired.bool("bareMetal") != true || desired.text("server") != nil else {
            throw .refused(
                "\(desired.address) is for a bare-metal server, but has no server", help: "add the field 'server'")
        }
        let number = desired.text("subnet")
        let subnet = try await session.object("Subnet") { $0.id == number }?.attributes ?? [:]
        // In other subnets it is attached afterwards (api/vserver.md §3.7).
        let takesServer = subnet.text("type") == "PRIVATE" || desired.bool("bareMetal") == true
        let reassigns = desired.bool("allowReassign") == true
        let id = try await session.create(
            .action(
                .vserver, "createNetworkInterface",
                [
                    "vpcNo": subnet.text("vpc"),
                    "subnetNo": number,
                    "networkInterfaceName": desired.text("name"),
                    "networkInterfaceDescription": desired.text("description"),
                    "accessControlGroupNoList": desired.texts("accessControlGroups"),
                    "serverInstanceNo": takesServer ? desired.text("server") : nil,
                    "ip": desired.text("ip"),
                    "secondaryIpList": reassigns ? nil : desired.texts("secondaryIps"),
                    "secondaryIpCount": desired.integer("secondaryIpCount").flatMap { $0 > 0 ? $0 : nil },
                    "isBareMetal": desired.bool("bareMetal") == true ? true : nil,
                ])
        ) { Creation(id: $0["networkInterfaceList"]?[0]?.nonEmpty("networkInterfaceNo")) }
        let blank = LiveObject(
            kind: "NetworkInterface", id: id,
            attributes: [
                "subnet": Value(desired.text("subnet")), "server": Value(takesServer ? desired.text("server") : nil),
                "secondaryIps": reassigns ? [] : desired["secondaryIps"] ?? [],
                "secondaryIpCount": desired["secondaryIpCount"] ?? .null,
            ])
        let object = ManagedObject(
            try await session.wait(for: id, until: .ready) ?? blank, to: desired, through: session)
        try await exchangeAddresses(of: object)
        if let server = desired.text("server") { try await Self.attachment.join(server, object) }
    }

    // MARK: Changing

    func update(_ object: ManagedObject) async throws(StepFailure) {
        var interface = try await Self.attachment.atRest(object)
        let server = interface.server
        if interface.text("server") != server { interface = try await Self.attachment.leave(interface) }
        try await exchangeGroups(of: interface)
        try await exchangeAddresses(of: interface)
        if let server { try await Self.attachment.join(server, interface) }
    }

    private func exchangeGroups(of interface: ManagedObject) async throws(StepFailure) {
        guard let groups = interface.desired.texts("accessControlGroups"),
            let current = interface.live.attributes["accessControlGroups"]
        else { return }
        for step in GroupExchange.steps(from: current.elements.compactMap(\.text), to: groups) {
            try await change(
                interface, step.call, ["accessControlGroupNoList": step.groups], "access control groups set"
            ) { step.isDone(on: $0) }
        }
    }

    private func exchangeAddresses(of interface: ManagedObject) async throws(StepFailure) {
        for step in AddressExchange.steps(from: interface.live, to: interface.desired) {
            var parameters = step.parameters
            if case .assign = step { parameters.add("allowReassign", interface.desired.bool("allowReassign")) }
            try await change(interface, step.call, parameters, "secondary addresses set") { step.isDone(on: $0) }
        }
    }

    /// One change of the interface, waited for until it is seen.
    private func change(
        _ interface: ManagedObject, _ call: String, _ parameters: Parameters, _ words: String,
        isDone: @escaping @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) {
        var all: Parameters = ["networkInterfaceNo": interface.id]
        all.add(parameters)
        try await interface.change(.action(.vserver, call, all), unless: isDone)
        try await interface.wait(until: words) { isDone($0) && $0.status != "SET" }
    }

    // MARK: Deleting

    private static func freed(_ interface: ManagedObject) async throws(StepFailure) -> Parameters {
        guard interface.live.attributes["isDefault"]?.bool != true else {
            throw .refused(
                "network interface \(interface.live.name ?? interface.id) is the first one of its server and is deleted with it",
                help: Refusals.leaving)
        }
        _ = try await attachment.leave(try await attachment.atRest(interface))
        return [:]
    }
}
