import Model
import OrderedJSON

/// The lists of servers and volumes of a Data Box. Source: api/databoxframe.md §3.2, §3.7.
extension InfraRow {
    static let boxRows = [connect, volumesOfBox, tensorFlow, tensorFlowGpu, linux, hadoop]

    static let connect = servers(
        "connectServers", "connectServerList", ["CON"],
        [
            password("adminPassword", "Password of the administrator."),
            password("userPassword1", "Password of the account ncp1."),
            password("userPassword2", "Password of the account ncp2."),
        ])

    static let tensorFlow = servers("tensorFlowCpuServers", "tensorFlowCpuServerList", ["TF_CPU"], [userPassword])
    static let tensorFlowGpu = servers("tensorFlowGpuServers", "tensorFlowGpuServerList", ["TF_GPU"], [userPassword])
    static let linux = servers(
        "linuxServers", "linuxServerList", ["SVR_LNX_CENT", "SVR_LNX_UBUNTU"], [userPassword])

    private static let userPassword = password("userPassword", "Password of the user.")

    private static func servers(
        _ field: String, _ member: String, _ products: Set<String>, _ passwords: [Field]
    ) -> InfraRow {
        InfraRow(
            field: field, member: member, fields: [spec, storage] + passwords + [id, name, disk],
            names: ["spec": "prodSpecId", "storage": "storageSize"], number: "serverInstanceNo"
        ) { rows in
            rows.filter { products.contains($0.nonEmpty("productCode") ?? "") }.map { row in
                [
                    "id": Value(row.nonEmpty("instanceNo")), "name": Value(row.nonEmpty("instanceName")),
                    "spec": Value(row["prodSpecId"]?.integer), "storage": Value(row["blockStorageSize"]?.integer),
                    "disk": Value(row.nonEmpty("blockStorageInstanceNo")),
                ]
            }
        }
    }

    static let volumesOfBox = InfraRow(
        field: "nas", member: "nasList", fields: [volumes, size(DataBoxOperations.resizing), id, name],
        names: ["size": "nasSize"], number: "nasInstanceNo", count: "count"
    ) { rows in
        volumes(rows.filter { $0.nonEmpty("productCode") == "NAS" }, numbered: "instanceNo")
    }

    /// A cluster is several rows of one number: its edge node, its masters and its workers. Only the specs change.
    static let hadoop = InfraRow(
        field: "hadoop", member: "hadoopList",
        fields: [
            node("edgeSpec", "Spec number of the edge node."), node("masterSpec", "Spec number of the master nodes."),
            part("masterStorage", "Disk of a master node in GB."),
            node("workerSpec", "Spec number of the worker nodes."),
            Field("workerCount", .integer, .required, constraints: [.range(1...100)], "Number of worker nodes."),
            part("workerStorage", "Disk of a worker node in GB."), userPassword, id, name,
        ],
        names: [
            "edgeSpec": "edgeNodeProdSpecId", "masterSpec": "masterNodeProdSpecId",
            "masterStorage": "masterNodeStorageSize", "workerSpec": "workerNodeProdSpecId",
            "workerCount": "workerNodeCount", "workerStorage": "workerNodeStorageSize",
        ],
        // The one call spells it with a capital, the other does not (api/databoxframe.md §2).
        namesInUpdate: ["edgeSpec": "EdgeNodeProdSpecId"], number: "hadoopInstanceNo", read: clusters)

    private static func node(_ name: String, _ summary: String) -> Field {
        Field(name, .integer, .required, change: .inPlace(.stopStart), summary)
    }

    private static func part(_ name: String, _ summary: String) -> Field {
        Field(name, .integer, .required, constraints: [.range(10...100_000)], summary)
    }

    @Sendable private static func clusters(_ rows: [JSON]) -> [Attributes] {
        let nodes = rows.filter { ["HD_E", "HD_M", "HD_W"].contains($0.nonEmpty("productCode") ?? "") }
        var numbers: [String] = []
        for case let number? in nodes.map({ $0.nonEmpty("instanceNo") }) where !numbers.contains(number) {
            numbers.append(number)
        }
        return numbers.map { number in
            func of(_ product: String) -> [JSON] {
                nodes.filter { $0.nonEmpty("instanceNo") == number && $0.nonEmpty("productCode") == product }
            }
            let (edge, masters, workers) = (of("HD_E").first, of("HD_M"), of("HD_W"))
            return [
                "id": .string(number), "name": Value(edge?.nonEmpty("instanceName")),
                "edgeSpec": Value(edge?["prodSpecId"]?.integer),
                "masterSpec": Value(masters.first?["prodSpecId"]?.integer),
                "masterStorage": Value(masters.first?["blockStorageSize"]?.integer),
                "workerSpec": Value(workers.first?["prodSpecId"]?.integer),
                "workerStorage": Value(workers.first?["blockStorageSize"]?.integer),
                "workerCount": .integer(Int64(workers.count)),
            ]
        }
    }
}
