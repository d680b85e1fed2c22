import Model
import OrderedJSON

/// A row of one of the lists that a Data Box is made with: the fields of the manifest and their names on the wire.
/// Source: api/databoxframe.md §3.2.
struct DataBoxRow: Sendable {
    var fields: [Field]
    /// The member of the request that holds the rows.
    var member: String
    /// Field to member, where they differ.
    var names: [String: String]

    /// The rows of a manifest as the request wants them; nil when there are none.
    func wire(_ rows: [Attributes]) -> JSON? {
        guard !rows.isEmpty else { return nil }
        return .array(
            rows.map { row in
                JSON(present: fields.compactMap { field in wire(field, in: row).map { (name(of: field), $0) } })
            })
    }

    private func name(of field: Field) -> String { names[field.name] ?? field.name }

    private func wire(_ field: Field, in row: Attributes) -> JSON? {
        if case .secret = field.type { return row.secret(field.name).map(JSON.string) }
        guard let value = row[field.name], !value.isAbsent else { return nil }
        return value.json
    }

    /// The members that hold passwords.
    static let secrets: Set = ["adminPassword", "userPassword", "userPassword1", "userPassword2"]

    /// By the name of the manifest's field.
    static let byField: [(field: String, row: DataBoxRow)] = [
        ("connectServers", connect), ("nas", nas), ("tensorFlowCpuServers", tensorFlow),
        ("tensorFlowGpuServers", tensorFlowGpu), ("linuxServers", linux), ("hadoop", hadoop),
    ]

    static let connect = DataBoxRow(
        fields: [
            spec, storage, password("adminPassword", "Password of the administrator."),
            password("userPassword1", "Password of the account ncp1."),
            password("userPassword2", "Password of the account ncp2."),
        ], member: "connectServerList", names: serverNames)

    static let tensorFlow = DataBoxRow(
        fields: server, member: "tensorFlowCpuServerList", names: serverNames)

    static let tensorFlowGpu = DataBoxRow(
        fields: server, member: "tensorFlowGpuServerList", names: serverNames)

    static let linux = DataBoxRow(fields: server, member: "linuxServerList", names: serverNames)

    static let nas = DataBoxRow(
        fields: [
            Field("count", .integer, .required, constraints: [.range(1...100)], "Number of such volumes."),
            Field(
                "size", .integer, .required, constraints: [.range(500...10_000), .multiple(of: 100)],
                "Size of each in GB, 500 to 10000 in steps of 100."),
        ], member: "nasList", names: ["size": "nasSize"])

    static let hadoop = DataBoxRow(
        fields: [
            Field("edgeSpec", .integer, .required, "Spec number of the edge node."),
            Field("masterSpec", .integer, .required, "Spec number of the master nodes."),
            Field("masterStorage", .integer, .required, "Disk of a master node in GB."),
            Field("workerSpec", .integer, .required, "Spec number of the worker nodes."),
            Field("workerCount", .integer, .required, constraints: [.range(1...100)], "Number of worker nodes."),
            Field("workerStorage", .integer, .required, "Disk of a worker node in GB."), userPassword,
        ],
        member: "hadoopList",
        names: [
            "edgeSpec": "edgeNodeProdSpecId", "masterSpec": "masterNodeProdSpecId",
            "masterStorage": "masterNodeStorageSize", "workerSpec": "workerNodeProdSpecId",
            "workerCount": "workerNodeCount", "workerStorage": "workerNodeStorageSize",
        ])

    private static let serverNames = ["spec": "prodSpecId", "storage": "storageSize"]
    private static let server = [spec, storage, userPassword]
    private static let spec = Field("spec", .integer, .required, "Spec number, such as 4002.")
    private static let storage = Field("storage", .integer, .required, "Disk in GB.")
    private static let userPassword = password("userPassword", "Password of the user.")

    private static func password(_ name: String, _ summary: String) -> Field {
        Field(name, .secret, constraints: [.boxPassword], summary)
    }
}
