import Model

extension Driver {
    /// A further network card of a server, with an address in a subnet. Source: api/vserver.md §3.7.
    public static let networkInterface = Driver(
        Kind(
            "NetworkInterface", service: "Server",
            summary: """
                A network interface with an address in a subnet, in addition to a server's first one; at most three \
                per server. The first one is created with the server and belongs to it.
                """, fields: settings + seen,
            choices: [FieldChoice(.atMostOne, of: ["secondaryIps", "secondaryIpCount"])],
            identity: Kind.Identity(id: "networkInterfaceNo", marker: ["name", "subnet"]),
            status: StatusTable(pending: ["SET", "UNSET"], ready: ["USED", "NOTUSED"]),
            place: Kind.Place(
                companionOf: "Server",
                serializedOn: ["server"],
                slots: [.address("ip"), .address("secondaryIps")]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 15, timeout: 900)
                    .then([NetworkInterfaceOperations.attachment.on.call], where: "server"),
                update: Kind.Procedure(seconds: 15, timeout: 900),
                deletion: Kind.Procedure(seconds: 15, timeout: 900)
                    .first([NetworkInterfaceOperations.attachment.off.call], where: "server")),
            choosing: Kind.Choosing(builtIn: ["isDefault": true], defaults: ["secondaryIpCount": 0]),
            checks: Kind.Checks(preflight: GatewayPreflight.networkInterface),
            example: """
                apiVersion: ncloud/v1
                kind: NetworkInterface
                metadata: {name: web-0-back}
                spec:
                  subnet: app
                  server: web-0
                  accessControlGroups: [web]
                  description: towards the back office
                """),
        operations: NetworkInterfaceOperations())

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
            "Name of the interface."),
        Field("subnet", .reference("Subnet"), .required, change: .replace, "The subnet of its address."),
        .server(
            .stopStart, by: NetworkInterfaceOperations.attachment,
            "The server it is attached to. Detaching it breaks its connections."
        ).holding(.useOfInterface(.own), .interfaceOfServer(.named)),
        Field(
            "accessControlGroups", .set(.reference("AccessControlGroup")), .required,
            change: .inPlace(
                .none, calls: GroupExchange.calls),
            constraints: [.count(1...3)], "Its access control groups, 1 to 3."),
        Field(
            "ip", .ipAddress, change: .replace,
            "Its address in the subnet, not one of the first six or the last (default: chosen by the cloud)."),
        Field(
            "secondaryIps", .set(.ipAddress),
            change: .inPlace(.none, calls: AddressExchange.calls),
            constraints: [.count(0...5)],
            "Secondary addresses in the subnet, up to 5."),
        Field(
            "secondaryIpCount", .integer,
            change: .inPlace(.none, calls: AddressExchange.calls),
            constraints: [.range(0...5)], "Number of secondary addresses that the cloud chooses."),
        Field(
            "allowReassign", .boolean, change: .createOnly, initial: false,
            "Whether secondary addresses may be taken from another interface that has them."),
        Field(
            "bareMetal", .boolean, change: .replace, initial: false,
            "Whether it is for a bare-metal server, which must then be set; the API does not return this field."),
        Field(
            "description", .string, change: .replace, constraints: [.bytes(0...1000)],
            "Description, up to 1000 bytes."),
    ]

    private static let seen: [Field] = [
        .computed("isDefault", .boolean, "Whether it is the first one of a server."),
        .computed("device", "Name in the server, such as eth1."),
        .computed("macAddress", "Hardware address."),
        .computed("deletedWithServer", .boolean, "Whether it is deleted with its server."),
        .computed("flowLog", .boolean, "Whether its traffic is logged."),
        .computed("status", "Status code."),
    ]
}
