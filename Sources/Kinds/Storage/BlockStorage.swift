import Model

extension Driver {
    /// A disk. Source: api/vserver.md §3.9.
    public static let blockStorage = Driver(
        Kind(
            "BlockStorage", service: "Server",
            summary: """
                An additional disk of a server. It can be moved between servers and enlarged, and outlives its \
                server.
                """, fields: settings + seen,
            choices: [
                FieldChoice(.atMostOne, of: ["volumeType", "diskType"]),
                FieldChoice(.atLeastOne, of: ["volumeType", "server"]),
                FieldChoice(.atLeastOne, of: ["zone", "server"]),
            ],
            identity: Kind.Identity(id: "blockStorageInstanceNo"),
            status: StatusTable(
                pending: Set(["INIT"] + codes.flatMap { code in operations.map { "\(code)/\($0)" } }),
                ready: ["CREAT", "ATTAC"], leaving: Set(codes.map { "\($0)/TERMT" })),
            place: Kind.Place(serializedOn: ["server"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 30, timeout: 1800)
                    .then([BlockStorageOperations.attachment.on.call], where: "server", "volumeType"),
                update: Kind.Procedure(seconds: 40, timeout: 1800),
                deletion: Kind.Procedure(seconds: 30, timeout: 1800)
                    .first([BlockStorageOperations.attachment.off.call], where: "server"),
                disruption: .dataLoss,
                safeguards: [.protection("returnProtection", liftedBy: "setBlockStorageReturnProtection")]),
            checks: Kind.Checks(preflight: GatewayPreflight.blockStorage),
            example: """
                apiVersion: ncloud/v1
                kind: BlockStorage
                metadata: {name: web-0-data}
                spec:
                  size: 100
                  volumeType: CB1
                  server: web-0
                  description: uploads
                """),
        operations: BlockStorageOperations())

    private static let codes = ["INIT", "CREAT", "ATTAC"]
    private static let operations = ["ATTAC", "DETAC", "TERMT", "CHNG", "CREAT"]

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.diskName], "Name of the disk."),
        Field(
            "size", .integer, .required,
            change: .inPlace(
                .stopStart,
                calls: [
                    BlockStorageOperations.attachment.off.call, "changeBlockStorageInstance",
                    BlockStorageOperations.attachment.on.call,
                ]),
            constraints: [.range(10...16_380), .growsOnly],
            """
            Size in GB: with a volumeType in steps of 10, otherwise up to 2000. It can only be increased; a disk in \
            use is detached for that and attached again.
            """),
        Field(
            "volumeType", .enumeration(["CB1", "FB1", "CB2", "FB2"]), change: .replace,
            "Volume type, for KVM servers."),
        Field(
            "diskType", .enumeration(["SSD", "HDD"]), change: .replace,
            "Disk type, for XEN and RHV servers (default: SSD). Such a disk is created attached to a server."),
        Field(
            "zone", .formatted(.zoneCode), change: .replace, "Zone code, such as KR-1 (default: that of the server)."),
        .server(
            .stopStart, by: BlockStorageOperations.attachment,
            "The server it is attached to. Unmount it before detaching it."),
        Field(
            "snapshot", .reference("BlockStorageSnapshot"), change: .replace,
            "The snapshot it is created from, at most as large as the disk."
        ).asOrigin,
        Field(
            "returnProtection", .boolean, change: .inPlace(.none, calls: ["setBlockStorageReturnProtection"]),
            initial: false, "Whether it is protected from deletion."),
        Field(
            "description", .string, change: .refused(descriptionAdvice), constraints: [.bytes(0...1000)],
            "Description, up to 1000 bytes."),
    ]

    private static let descriptionAdvice =
        "no API call changes it, and a new disk would be empty: write its current value, or omit the field"

    private static let seen: [Field] = [
        .computed("device", "Name in the server, such as /dev/xvdb."),
        .computed("hypervisor", "XEN, RHV or KVM."),
        .computed("medium", "Storage type, such as NET."),
        .computed("productCode", "Product code."),
        .computed("encrypted", .boolean, "Whether it is encrypted."),
        .computed("maxIops", .integer, "Maximum operations per second."),
        .computed("iops", .integer, "Operations per second."),
        .computed("throughput", .integer, "Bytes per second."),
        .computed("status", "Status code, followed by a slash and the current operation: CREAT/ATTAC."),
        .computed("created", "When it was created."),
    ]
}
