import Model
import NcloudClient

/// What a server is made with besides its image and spec. The cloud takes it at creation and shows it nowhere in the
/// server, so it is compared with what was last applied. Source: api/vserver.md §3.1.
enum ServerHardware {
    static let fields: [Field] = [
        Field(
            "disks", .keyed(disk, by: ["order"]), change: .refused(diskAdvice), constraints: [.count(1...21)],
            "Its disks by order, 0 for the root disk; KVM only (default: those of the image)."),
        Field("raidType", .string, change: .replace, "RAID level of a bare-metal server, such as 1 or 5."),
        Field(
            "partitions", .list(.object(partition)), change: .replace,
            constraints: [.firstIs("/", member: "mountPoint")],
            "Partitions of a bare-metal server, the first one /; the last one gets the remaining space."),
        Field(
            "fabricClusterPool", .formatted(.number), change: .replace,
            "Number of the fabric cluster pool of a GPU server."),
        Field(
            "preInstallGpuDriver", .boolean, change: .replace, initial: false,
            "Whether the GPU driver is installed on a GPU server."),
    ]

    private static let diskAdvice =
        "nacre sets disks only when it creates the server; change them in the console, then here"

    private static let disk: [Field] = [
        Field("order", .integer, .required, constraints: [.range(0...20)], "0 for the root disk, then 1 and on."),
        Field("size", .integer, .optional, constraints: [.range(10...16_380), .multiple(of: 10)], "Size in GB."),
        Field("volumeType", .enumeration(["CB1", "FB1", "CB2", "FB2"]), .optional, "Volume type."),
        Field("name", .string, .optional, constraints: [.length(3...30)], "Name of the disk."),
        Field("snapshot", .reference("BlockStorageSnapshot"), .optional, "The snapshot it is created from."),
        Field("empty", .boolean, .optional, "Whether it is created empty instead of from the image."),
        Field("leaveOut", .boolean, .optional, "Whether the image's disk with this order is omitted."),
    ]

    private static let partition: [Field] = [
        Field("mountPoint", .formatted(.mountPoint), .required, "Where it is mounted, such as / or /data."),
        Field("size", .integer, .required, constraints: [.range(50...1_000_000)], "Size in GiB."),
    ]

    /// The parameters of a creation that these fields make.
    static func parameters(_ desired: DesiredObject) -> Parameters {
        [
            "raidTypeName": desired.text("raidType"),
            "fabricClusterPoolNo": desired.text("fabricClusterPool"),
            "isPreInstallGpuDriver": desired.bool("preInstallGpuDriver"),
            "blockStorageMappingList": desired.elements("disks").map(disk),
            "blockDevicePartitionList": desired.elements("partitions").map { partition in
                [
                    "mountPoint": partition["mountPoint"]?.spelling, "partitionSize": partition["size"]?.spelling,
                ] as Parameters
            },
        ]
    }

    private static func disk(_ disk: Attributes) -> Parameters {
        [
            "order": disk["order"]?.spelling,
            "blockStorageSize": disk["size"]?.spelling,
            "blockStorageVolumeTypeCode": disk["volumeType"]?.spelling,
            "blockStorageName": disk["name"]?.spelling,
            "snapshotInstanceNo": disk["snapshot"]?.spelling,
            "emptyBlockStorage": disk["empty"]?.bool,
            "noBlockStorage": disk["leaveOut"]?.bool,
        ]
    }
}
