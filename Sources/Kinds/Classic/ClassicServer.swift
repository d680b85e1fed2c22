import Model

extension Driver {
    /// A server of the Classic environment, which VPC has replaced. Source: api/classic-and-others.md §1; the page
    /// common-apidatatype-serverinstance.
    public static let classicServer = Driver(
        Kind(
            "ClassicServer", service: "ServerClassic",
            summary: """
                A server of the Classic environment, the predecessor of VPC. Existing servers are imported, started, \
                stopped, resized and terminated; new ones belong in a VPC. One removed from the manifests stays in \
                the cloud unless its lifecycle.onRemove is delete.
                """,
            fields: settings + origin + network + seen,
            identity: Kind.Identity(id: "serverInstanceNo"),
            status: ServerState.table,
            reading: Kind.Reading(
                ["getZoneList"], besides: "getServerInstanceList and getBlockStorageInstanceList for each zone"),
            life: Kind.Life(
                creation: .refused("since \(ending.day) \(ending.reason)", advice: ending.advice),
                update: Kind.Procedure([], seconds: 90, timeout: 1800),
                deletion: Kind.Procedure(
                    ["stopServerInstances", "terminateServerInstances"], seconds: 120, timeout: 1800, isByList: true),
                disruption: .dataLoss, holdsData: true, endings: [ending], safeguards: safeguards),
            choosing: Kind.Choosing(
                defaults: ["power": "on"],
                undiscovered: "they belong to the legacy Classic environment"),
            example: """
                apiVersion: ncloud/v1
                kind: ClassicServer
                metadata: {name: legacy-web}
                import: {name: legacy-web}
                spec:
                  serverProduct: SPSVRSTAND000004
                """),
        operations: ClassicServerOperations(), migration: ClassicMigration.toVpc)

    /// Source: pull request 533 of the vendor's terraform provider, in which its authors say so.
    private static let ending = Ending(
        .create, on: "2025-06-18",
        reason: "NAVER Cloud does not offer the Classic environment to new customers, and moves existing ones to VPC",
        advice:
            "create a Server in a VPC; nacre export ClassicServer/NAME --for-vpc writes manifests to start from",
        source: "github.com/NaverCloudPlatform/terraform-provider-ncloud/pull/533")

    private static let safeguards = [
        .terminationProtection,
        Safeguard(
            .deletion, while: "hasAdditionalDisks", is: true,
            reason: "it has disks besides its root disk, and no document says what becomes of them",
            advice: "detach them in the console first; they can be kept or deleted there"),
    ]

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName,
            change: .refused("no API call renames a classic server; write its current name"), "Name of the server."),
        Field(
            "power", .enumeration(["on", "off"]),
            change: .inPlace(.stopStart, calls: ["startServerInstances", "stopServerInstances"]),
            "Whether it is running (default: unchanged)."),
        Field(
            "protectTermination", .boolean, change: .inPlace(.none, calls: ["setProtectServerTermination"]),
            initial: false, "Whether it is protected from termination."),
        Field(
            "serverProduct", .string,
            change: .inPlace(
                .stopStart, calls: ["stopServerInstances", "changeServerInstanceSpec", "startServerInstances"]),
            constraints: [.length(1...20)],
            "Product code of its spec, such as SPSVRSTAND000004; changing it stops the server (default: unchanged)."),
    ]

    private static let origin: [Field] = [
        .computed("description", "Description."),
        .computed("image", "Name of its image, such as centos-7.8-64."),
        .computed("imageProduct", "Product code of its image."),
        .computed("platform", "Platform code, such as LNX64 or WND64."),
        .computed("cpuCount", .integer, "Virtual CPUs."),
        .computed("memoryGiB", .integer, "Memory in GiB."),
        .computed("loginKey", "Name of the login key that decrypts its first password."),
        .computed("rootDiskSize", .integer, "Size of its root disk in GB."),
        .computed("rootDiskType", "Type of its root disk: HDD or SSD."),
        .computed(
            "additionalDisks", .keyed(ClassicDisk.fields, by: ["number"]), "The attached disks except the root disk."),
        .computed("hasAdditionalDisks", .boolean, "Whether disks besides the root disk are attached."),
    ]

    private static let network: [Field] = [
        .computed("zone", "Zone code, such as KR-1."),
        .computed("region", "Region code, such as KR."),
        .computed("zoneNumber", "Number of its zone."),
        .computed("regionNumber", "Number of its region."),
        .computed("privateIp", "Private address."),
        .computed("publicIp", "Public address."),
        .computed(
            "portForwarding", "Address and port that are forwarded to it, and its own port: 192.0.2.1:2222 to 22."),
        .computed("accessControlGroups", .list(.string), "Names of its access control groups."),
        .computed("accessControlGroupNumbers", .list(.string), "Numbers of its access control groups."),
    ]

    private static let seen: [Field] = [
        .computed("status", "Status code, followed by a slash and the current operation: RUN/SHTDN."),
        .computed("created", "When it was created."),
    ]
}
