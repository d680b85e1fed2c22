import Model

extension Driver {
    /// What servers start from: the cloud's images, for lookups, and own ones made of servers. Source: api/vserver.md
    /// §3.2, §3.3.
    public static let serverImage = Driver(
        Kind(
            "ServerImage", service: "Server",
            summary: """
                An image to create servers from. The cloud's images are referred to by lookups and ids; a custom \
                image is created from a server, or from snapshots of its disks.
                """, fields: own + seen,
            identity: Kind.Identity(id: "serverImageNo"),
            status: ImageState.table,
            place: Kind.Place(serializedOn: ["server"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 300, timeout: 3600)
                    .calling(["createServerImage"], where: "server"),
                update: Kind.Procedure(seconds: 5, timeout: 300),
                deletion: Kind.Procedure(seconds: 20, timeout: 600),
                replacement: .createFirst, disruption: .dataLoss,
                safeguards: [
                    Safeguard(
                        .deletion, while: "type", is: "NCP", reason: "the cloud provides this image",
                        advice: Refusals.leaving)
                ],
                byproducts: [
                    // Taken of the server's disks, they outlive the image (api/vserver.md §3.3).
                    Byproduct(
                        "BlockStorageSnapshot", shownBy: "snapshots", impliedBy: "server",
                        calls: ["deleteBlockStorageSnapshotInstances"])
                ]),
            choosing: Kind.Choosing(lookup: choosing, builtIn: ["type": "NCP"]),
            checks: Kind.Checks(preflight: [ValuePreflight.imageSource, .exists("Server", in: "server")]),
            example: """
                apiVersion: ncloud/v1
                kind: ServerImage
                metadata: {name: golden}
                spec:
                  server: web-0
                  description: the shop as of this summer
                """),
        operations: ServerImageOperations())

    private static let choosing = LookupRules(
        bareText: .idOrName, comparisons: ["version": .leadingParts],
        defaults: ["type": "NCP", "lifeCycle": "IN_SERVICE"],
        picks: [
            LookupRules.Pick("newest", by: [.descending("created"), .descending("version")], "the newest one"),
            LookupRules.Pick(
                "highestVersion", by: [.descending("version"), .descending("created")],
                "the highest version, or the newest image of it"),
        ], outlived: true)

    private static let own: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
            "Name of the image."),
        Field(
            "server", .reference("Server"), change: .replace,
            "The server it is created from. Omit it once that server is deleted; without a server, the image is created from the snapshots in disks."
        ).asOrigin,
        Field(
            "description", .string, change: .replace, constraints: [.bytes(0...1000)],
            "Description, up to 1000 bytes."),
        Field(
            "disks", .keyed(disk, by: ["order"]), change: .replace, constraints: [.count(1...21)],
            """
            Its disks by order, 0 for the boot disk (default: those of the server). The API does not return this \
            setting.
            """),
        Field(
            "sharedWith", .set(.formatted(.email)),
            change: .inPlace(.none),
            initial: .list([]), "Login ids (e-mail addresses) of other accounts that may use it."),
    ]

    private static let disk: [Field] = [
        Field("order", .integer, .required, constraints: [.range(0...20)], "0 for the boot disk."),
        Field("snapshot", .reference("BlockStorageSnapshot"), .optional, "Its snapshot."),
        Field("size", .integer, .optional, constraints: [.range(10...16_380)], "Size in GB."),
        Field("volumeType", .enumeration(["CB1", "FB1"]), .optional, "Volume type."),
        Field("empty", .boolean, .optional, "Whether the disk is created empty."),
        Field("leaveOut", .boolean, .optional, "Whether the server's disk with this order is omitted."),
    ]

    private static let seen: [Field] = [
        .computed("productCode", "Product code, for legacy servers."),
        .computed("type", "NCP for the cloud's images, SELF for custom images."),
        .computed("osCategory", "LINUX or WINDOWS."),
        .computed("osType", "Operating system, such as ROCKY or UBUNTU."),
        .computed("version", "Version of the operating system, read out of the name: 22.04, 9.4, 2022."),
        .computed("hypervisor", "XEN, RHV or KVM; must match the spec."),
        .computed("architecture", "CPU architecture, such as X86_64."),
        .computed("lifeCycle", "IN_SERVICE, FADE_OUT or RETIRED."),
        .computed("snapshots", .list(.string), "Numbers of its snapshots."),
        .computed("status", "Status code, followed by a slash and the current operation: INIT/CREAT."),
        .computed("created", "When it was created."),
    ]
}
