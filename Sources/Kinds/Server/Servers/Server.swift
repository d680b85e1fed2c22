import Model

extension Driver {
    /// A virtual machine in a subnet. Source: api/vserver.md §3.1.
    public static let server = Driver(
        Kind(
            "Server", service: "Server", summary: "A virtual machine in a subnet.",
            fields: origin + ServerHardware.fields + network + settings + seen,
            choices: [
                FieldChoice(.exactlyOne, of: ["image", "imageProduct", "memberImage"]),
                FieldChoice(.atMostOne, of: ["serverSpec", "serverProduct"]),
            ],
            identity: Kind.Identity(id: "serverInstanceNo", marker: ["name", "subnet"]),
            status: ServerState.table,
            reading: Kind.Reading(["getServerInstanceList", "getNetworkInterfaceList", "getBlockStorageInstanceList"]),
            place: Kind.Place(slots: [.address("ip")]),
            life: Kind.Life(
                creation: Kind.Procedure(["createServerInstances"], seconds: 240, timeout: 3600),
                update: Kind.Procedure([], seconds: 90, timeout: 1800),
                deletion: Kind.Procedure(
                    ["stopServerInstances", "detachBlockStorageInstances", "terminateServerInstances"], seconds: 120,
                    timeout: 1800, isByList: true),
                replacement: .deleteFirstUnlessRolledOut, disruption: .dataLoss, safeguards: safeguards,
                byproducts: byproducts),
            choosing: Kind.Choosing(defaults: ["power": "on"]),
            // The code is in the example of organization-get-policy-detail.
            checks: Kind.Checks(preflight: ServerPreflight.checks, limits: [.quota(.code("VSVR"), "server")]),
            example: """
                apiVersion: ncloud/v1
                kind: Server
                metadata: {name: web-0}
                spec:
                  subnet: app
                  image: {id: "23214590"}
                  serverSpec: ci2-g3
                  loginKey: ops
                  accessControlGroups: [web]
                  description: serves the shop
                """),
        operations: ServerOperations(), health: ServerHealth.wait)

    /// A public address and disks, made with the server, outlive it and cost (api/vserver.md §3.1, §5).
    private static let byproducts = [
        Byproduct(
            "PublicIp", shownBy: "publicIpNumber", impliedBy: "associateWithPublicIp",
            calls: ["disassociatePublicIpFromServerInstance", "deletePublicIpInstance"]),
        Byproduct("BlockStorage", shownBy: "additionalDisks", calls: ["deleteBlockStorageInstances"]),
    ]

    private static let safeguards = [
        .terminationProtection,
        Safeguard(
            .change("placementGroup"), while: "hypervisor", is: "KVM",
            reason: "the cloud can only move XEN and RHV servers in and out of placement groups",
            advice:
                "the group can only be set at creation; to recreate the server, give it another name in the manifests"
        ),
    ]

    private static let origin: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .inPlace(.none, calls: ["changeServerInstanceName"]),
            constraints: [.resourceName], "Name of the server; the host name inside it stays as at creation."),
        Field("image", .reference("ServerImage"), change: .replace, "The image; used with serverSpec."),
        Field(
            "imageProduct", .reference("ServerImageProduct"), change: .replace,
            "Legacy product code of the image; used with serverProduct."),
        Field(
            "memberImage", .reference("MemberServerImage"), change: .replace,
            "A legacy custom image of a XEN or RHV server."),
        Field(
            "serverSpec", .reference("ServerSpec"), change: .inPlace(.stopStart, calls: resizeCalls),
            "Spec code such as ci2-g3 (default: the smallest one that is compatible with the image)."),
        Field(
            "serverProduct", .reference("ServerProduct"), change: .inPlace(.stopStart, calls: resizeCalls),
            "Legacy product code instead of a spec."),
        Field(
            "loginKey", .reference("LoginKey"), change: .replace,
            "The login key that decrypts its first password (default: the newest one of the account)."
        ).binding,
        Field("initScript", .reference("InitScript"), change: .replace, "The script it runs at its first start."),
        Field(
            "feeSystem", .enumeration(["MTRAT", "FXSUM"]), change: .replace, initial: "MTRAT",
            "Hourly or monthly billing; the API does not return it."),
        Field(
            "encryptedRootVolume", .boolean, change: .replace, initial: false,
            "Whether its root disk is encrypted; the API does not return this field."),
        Field(
            "placementGroup", .reference("PlacementGroup"),
            change: .inPlace(
                .none, calls: ["removePlacementGroupServerInstance", "addPlacementGroupServerInstance"]),
            initial: .null,
            "Its placement group, which keeps servers on different hosts; KVM servers cannot change it."),
    ]

    private static let resizeCalls = ["stopServerInstances", "changeServerInstanceSpec", "startServerInstances"]

    private static let network: [Field] = [
        Field("subnet", .reference("Subnet"), .required, change: .replace, "The subnet of its first interface."),
        Field("ip", .ipAddress, change: .replace, "Its address in the subnet (default: chosen by the cloud)."),
        Field(
            "accessControlGroups", .set(.reference("AccessControlGroup")),
            change: .inPlace(
                .none, calls: GroupExchange.calls),
            constraints: [.count(1...3)],
            "Access control groups of its first interface, 1 to 3 (default: the VPC's default group)."
        ).fallingBack(within: "vpc"),
        Field(
            "networkInterfaces", .list(.reference("NetworkInterface")), change: .createOnly,
            constraints: [.count(0...2)],
            """
            Up to two unattached interfaces to create the server with, in order, in addition to its first one. \
            Afterwards, the `server` field of each interface applies.
            """
        ).holding(.useOfInterface(.named), .interfaceOfServer(.own)),
        Field(
            "associateWithPublicIp", .boolean, change: .createOnly, initial: false,
            "Whether it is created with a public IP; only in public subnets."
        ).holding(.publicIPOfServer(.own)),
    ]

    private static let settings: [Field] = [
        Field(
            "description", .string, change: .replace, constraints: [.bytes(0...1000)],
            "Description, up to 1000 bytes."),
        Field(
            "protectTermination", .boolean, change: .inPlace(.none, calls: ["setProtectServerTermination"]),
            initial: false, "Whether it is protected from termination."),
        Field(
            "power", .enumeration(["on", "off"]),
            change: .inPlace(.stopStart, calls: ["startServerInstances", "stopServerInstances"]),
            "Whether it is running (default: unchanged)."),
    ]

    private static let seen: [Field] = [
        .computed("vpc", "Number of its VPC."),
        .computed("zone", "Zone code."),
        .computed("hypervisor", "XEN, RHV or KVM."),
        .computed("privateIp", "Address of its first interface."),
        .computed("publicIp", "Public address."),
        .computed("publicIpNumber", "Number of its public address."),
        .computed("networkInterface", "Number of its first interface."),
        .computed("networkInterfaceStatus", "Status code of its first interface."),
        .computed("additionalDisks", .list(.string), "Numbers of the attached disks except the root disk."),
        .computed("cpuCount", .integer, "Virtual CPUs."),
        .computed("memorySize", .integer, "Memory in bytes."),
        .computed("status", "Status code, followed by a slash and the current operation: RUN/SHTDN."),
        .computed("created", "When it was created."),
    ]
}
