import OrderedJSON

/// A list of servers in a request about a box. Source: create-box, change-box-infra.
struct FenceServerList: Sendable {
    /// The list's name in requests.
    let field: String
    let product: String
    /// What the instances are called by.
    let prefix: String
    /// The smallest disk in GB.
    let leastStorage: Int64
    let passwords: [String]
    /// Whether software and password must be given, as for Linux and Windows servers.
    let needsAll: Bool

    static let all = [
        FenceServerList(
            field: "connectServerList", product: "CON", prefix: "conn", leastStorage: 10,
            passwords: ["userPassword1", "userPassword2"], needsAll: false),
        FenceServerList(
            field: "linuxServerList", product: "SVR_LNX_UBUNTU", prefix: "lnx", leastStorage: 10,
            passwords: ["userPassword"], needsAll: true),
        FenceServerList(
            field: "windowsServerList", product: "SVR_WIN", prefix: "win", leastStorage: 10,
            passwords: ["userPassword"], needsAll: true),
        FenceServerList(
            field: "tensorFlowCpuServerList", product: "TF_CPU", prefix: "tfcpu", leastStorage: 100,
            passwords: ["userPassword"], needsAll: false),
        FenceServerList(
            field: "tensorFlowGpuServerList", product: "TF_GPU", prefix: "tfgpu", leastStorage: 100,
            passwords: ["userPassword"], needsAll: false),
    ]
}

/// A row of infrastructure to be made.
enum FenceBoxRow: Sendable {
    case server(FenceServerList, spec: String, storage: Int64)
    case volume(size: Int64)
    case cluster([String: JSON])

    /// The type that the list of a box's infrastructure shows. A whole cluster is one row, of type `HD`. Source:
    /// get-hadoop-cluster-info-1.
    var type: String {
        switch self {
        case .server(let list, _, _): list.product
        case .volume: "BOX_NAS"
        case .cluster: "HD"
        }
    }
}

extension FenceBoxRow {
    init(_ body: JSON, of list: FenceServerList) throws(Failure) {
        let spec = try Datafence.code(body, "specCode", of: list.product)
        _ = try Datafence.software(body, of: list.product, isRequired: list.needsAll)
        let storage = try Datafence.storage(body, from: list.leastStorage)
        for name in list.passwords { try Datafence.password(body, name, isRequired: list.needsAll) }
        self = .server(list, spec: spec, storage: storage)
    }

    /// - Parameter edge: the member with the edge node's spec; `create-box` spells it with a capital, `change-box-infra` does not.
    init(cluster body: JSON, edge: String) throws(Failure) {
        let large: Set<Int64> = [4000, 6000]
        var values = try Self.nodes(body, edge: edge)
        for node in ["master", "worker"] {
            let name = node + "NodeStorageSize"
            values[name] = .integer(try Datafence.storage(body, name, from: 100, besides: large))
        }
        try Datafence.password(body, "userPassword", isRequired: false)
        self = .cluster(values)
    }

    /// The specs and the number of workers: what an update may change.
    static func nodes(_ body: JSON, edge: String) throws(Failure) -> [String: JSON] {
        [
            "edgeNodeSpecCode": .string(try Datafence.code(body, edge, of: "HD_EDGE")),
            "masterNodeSpecCode": .string(try Datafence.code(body, "masterNodeSpecCode", of: "HD_MASTER")),
            "workerNodeSpecCode": .string(try Datafence.code(body, "workerNodeSpecCode", of: "HD_WORKER")),
            "workerNodeCount": .integer(
                try Datafence.count(body, "workerNodeCount", in: FenceProducts.quantity(of: "HD_WORKER"))),
        ]
    }

    static func volumes(_ body: JSON) throws(Failure) -> [FenceBoxRow] {
        let size = try DataBoxFrame.nasSize(body["nasSize"])
        let count = try Datafence.count(body, in: 1...20)
        return Array(repeating: .volume(size: size), count: Int(count))
    }
}
