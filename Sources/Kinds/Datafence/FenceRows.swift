import Model
import OrderedJSON

/// The servers and the shared storage of a fence. Source: change-datafence-infra, get-datafence-infra-list.
extension InfraRow {
    static let fenceRows = [fenceServers, fenceVolumes]

    static let fenceServers = InfraRow(
        field: "adminServers", member: "fenceServerList",
        fields: [
            specCode, software(isRequired: true),
            password("userPassword", "Password of the user; a new server needs one.", isNeeded: true),
            Field(
                "image", .string, change: .createOnly,
                "Number of an image of your own, for a new server; it cannot be read back."),
            id, name,
        ],
        names: ["spec": "specCode", "software": "softwareCode", "image": "serverImageNo"],
        number: "serverInstanceNo", repeated: ["software"]
    ) { rows in servers(rows, of: "FENCE_UBUNTU") }

    static let fenceVolumes = InfraRow(
        field: "nas", member: "fenceNasList", fields: [volumes, size(DatafenceOperations.resizing), id, name],
        names: ["size": "nasSize"], number: "nasInstanceNo", count: "count"
    ) { rows in volumes(rows.filter { $0.nonEmpty("infraType") == "FENCE_NAS" }, numbered: "instanceNo") }
}

/// The lists of servers and volumes of a box. Source: create-box, change-box-infra, get-box-infra-list.
extension InfraRow {
    static let fenceBoxRows = [
        fenceConnect, fenceLinux, fenceWindows, fenceBoxVolumes, fenceTensorFlow, fenceTensorFlowGpu, fenceHadoop,
    ]

    static let fenceConnect = boxServers(
        "connectServers", "connectServerList", "CON", isWhole: false,
        [
            password("userPassword1", "Password of the account ncp1."),
            password("userPassword2", "Password of the account ncp2."),
        ])
    static let fenceLinux = boxServers("linuxServers", "linuxServerList", "SVR_LNX_UBUNTU", isWhole: true)
    static let fenceWindows = boxServers("windowsServers", "windowsServerList", "SVR_WIN", isWhole: true)
    static let fenceTensorFlow = boxServers(
        "tensorFlowCpuServers", "tensorFlowCpuServerList", "TF_CPU", isWhole: false, from: 100)
    static let fenceTensorFlowGpu = boxServers(
        "tensorFlowGpuServers", "tensorFlowGpuServerList", "TF_GPU", isWhole: false, from: 100)

    /// - Parameter isWhole: whether a new server needs software and password, and an update the software again.
    private static func boxServers(
        _ field: String, _ member: String, _ product: String, isWhole: Bool, _ passwords: [Field]? = nil,
        from least: Int64 = 10
    ) -> InfraRow {
        let passwords = passwords ?? [password("userPassword", "Password of the user.", isNeeded: isWhole)]
        return InfraRow(
            field: field, member: member,
            fields: [specCode, software(isRequired: isWhole), disk(from: least)] + passwords + [id, name, disk],
            names: ["spec": "specCode", "software": "softwareCode", "storage": "storageSize"],
            number: "serverInstanceNo", repeated: ["software"], namesDiskOfRemoved: true
        ) { rows in servers(rows, of: product) }
    }

    static let fenceBoxVolumes = InfraRow(
        field: "nas", member: "boxNasList", memberInCreation: "nasList",
        fields: [volumes, size(DatafenceBoxOperations.resizing), id, name],
        names: ["size": "nasSize"], number: "nasInstanceNo", count: "count"
    ) { rows in volumes(rows.filter { $0.nonEmpty("infraType") == "BOX_NAS" }, numbered: "instanceNo") }

    /// A cluster is one row, whose nodes another call tells. Their disks are shown by none.
    static let fenceHadoop = InfraRow(
        field: "hadoop", member: "hadoopList",
        fields: [
            node("edgeSpec", "Spec code of the edge node."), node("masterSpec", "Spec code of the master nodes."),
            nodeDisk("masterStorage", "Disk of a master node in GB"),
            node("workerSpec", "Spec code of the worker nodes."),
            Field(
                "workerCount", .integer, .required, change: .inPlace(.none), constraints: [.range(2...8)],
                "Number of worker nodes."),
            nodeDisk("workerStorage", "Disk of a worker node in GB"),
            password("userPassword", "Password of the user."), id, name,
        ],
        names: [
            "edgeSpec": "edgeNodeSpecCode", "masterSpec": "masterNodeSpecCode",
            "masterStorage": "masterNodeStorageSize", "workerSpec": "workerNodeSpecCode",
            "workerCount": "workerNodeCount", "workerStorage": "workerNodeStorageSize",
        ],
        // The one call spells it with a capital, the other does not.
        namesInCreation: ["edgeSpec": "EdgeNodeSpecCode"], number: "hadoopClusterNo"
    ) { rows in
        rows.filter { $0.nonEmpty("infraType") == "HD" }.map { row in
            func node(_ product: String) -> JSON? {
                row["nodeSpecList"]?.elements.first { $0.nonEmpty("infraType") == product }
            }
            return [
                "id": Value(row.nonEmpty("instanceNo")), "name": Value(row.nonEmpty("instanceName")),
                "edgeSpec": Value(node("HD_EDGE")?.nonEmpty("specCode")),
                "masterSpec": Value(node("HD_MASTER")?.nonEmpty("specCode")),
                "workerSpec": Value(node("HD_WORKER")?.nonEmpty("specCode")),
                "workerCount": Value(node("HD_WORKER")?["nodeCount"]?.integer),
            ]
        }
    }
}

// MARK: Fields

extension InfraRow {
    private static let specCode = Field(
        "spec", .string, .required, change: .inPlace(.stopStart), "Spec code, as get-product-spec lists it.")

    private static func software(isRequired: Bool) -> Field {
        Field(
            "software", .string, .optional, change: .createOnly, constraints: isRequired ? [.givenForNew] : [],
            isRequired
                ? "Software code; a new server needs one, and one whose spec or disk changes. It cannot be read back."
                : "Software code, for a new server; it cannot be read back.")
    }

    private static func disk(from least: Int64) -> Field {
        Field(
            "storage", .integer, .required, change: .inPlace(.stopStart),
            constraints: [.range(least...2000), .multiple(of: 10), .growsOnly],
            "Disk in GB, \(least) to 2000 in steps of 10; it can be enlarged only.")
    }

    private static func node(_ name: String, _ summary: String) -> Field {
        Field(name, .string, .required, change: .inPlace(.stopStart), summary)
    }

    private static func nodeDisk(_ name: String, _ summary: String) -> Field {
        Field(
            name, .integer, .optional, change: .createOnly,
            constraints: [.range(100...6000), .multiple(of: 10), .givenForNew],
            "\(summary); a new cluster needs one. It cannot be read back.")
    }

    private static func servers(_ rows: [JSON], of product: String) -> [Attributes] {
        rows.filter { $0.nonEmpty("infraType") == product }.map { row in
            [
                "id": Value(row.nonEmpty("instanceNo")), "name": Value(row.nonEmpty("instanceName")),
                "spec": Value(row.nonEmpty("specCode")), "storage": Value(row["blockStorageSize"]?.integer),
                "disk": Value(row.nonEmpty("blockStorageInstanceNo")),
            ]
        }
    }
}
