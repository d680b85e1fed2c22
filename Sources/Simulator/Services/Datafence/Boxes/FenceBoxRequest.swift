import OrderedJSON

/// What a request about a box asks for. Source: create-box, change-box-infra.
enum FenceBoxRequest {
    enum Change: Sendable {
        case create(FenceBoxRow)
        case update(Record, [String: JSON])
        case delete(Record)
    }

    /// How many rows of a type a box may have. Source: create-box, change-box-infra; that the numbers are those which a change
    /// leaves is (inferred).
    private static let limits: [(type: String, range: ClosedRange<Int>, list: String)] = [
        ("CON", 1...4, "connectServerList"), ("SVR_LNX_UBUNTU", 0...4, "linuxServerList"),
        ("SVR_WIN", 0...4, "windowsServerList"), ("BOX_NAS", 1...20, "nasList"), ("HD", 0...2, "hadoopList"),
        ("TF_CPU", 0...4, "tensorFlowCpuServerList"), ("TF_GPU", 0...2, "tensorFlowGpuServerList"),
    ]

    /// The rows of a new box.
    static func creations(_ info: JSON) throws(Failure) -> [FenceBoxRow] {
        var rows: [FenceBoxRow] = []
        for list in FenceServerList.all {
            if list.field == "linuxServerList", info[list.field] == nil { throw .badParameter(list.field) }
            for body in try DataBoxFrame.list(info, list.field) { rows.append(try FenceBoxRow(body, of: list)) }
        }
        for body in try DataBoxFrame.list(info, "hadoopList") {
            rows.append(try FenceBoxRow(cluster: body, edge: "EdgeNodeSpecCode"))
        }
        for body in try DataBoxFrame.list(info, "nasList") { rows += try FenceBoxRow.volumes(body) }
        try check(rows.map(\.type))
        return rows
    }

    /// What a change asks for, checked against the box.
    static func changes(_ info: JSON, of box: Record, _ world: World) throws(Failure) -> [Change] {
        var changes: [Change] = []
        for list in FenceServerList.all {
            for body in try DataBoxFrame.list(info, list.field) {
                changes.append(try server(body, list, of: box, world))
            }
        }
        for body in try DataBoxFrame.list(info, "hadoopList") { changes.append(try cluster(body, of: box, world)) }
        for body in try DataBoxFrame.list(info, "boxNasList") { changes += try volumes(body, of: box, world) }
        guard !changes.isEmpty else { return [] }
        let deleted = changes.compactMap { if case .delete(let row) = $0 { row.id } else { nil } }
        let created = changes.compactMap { if case .create(let row) = $0 { row.type } else { nil } }
        let left = FenceBoxInfra.rows(of: box, world).filter { Datafence.isLiving($0) && !deleted.contains($0.id) }
        try check(left.map { $0["infraType"] } + created)
        return changes
    }

    private static func check(_ types: [String]) throws(Failure) {
        for limit in limits {
            guard limit.range.contains(types.count { $0 == limit.type }) else { throw .badParameter(limit.list) }
        }
        guard types.contains("SVR_LNX_UBUNTU") || types.contains("SVR_WIN") else {
            throw .badParameter("windowsServerList")
        }
    }

    private static func server(
        _ body: JSON, _ list: FenceServerList, of box: Record, _ world: World
    ) throws(Failure) -> Change {
        let action = body["actionType"]?.text
        if action == "CREATE" { return .create(try FenceBoxRow(body, of: list)) }
        let row = try FenceBoxInfra.row(body["serverInstanceNo"]?.text, type: list.product, of: box, world)
        guard body["blockStorageInstanceNo"]?.text == row["blockStorageInstanceNo"] else {
            throw .badParameter("blockStorageInstanceNo")
        }
        switch action {
        case "UPDATE":
            let spec = try Datafence.code(body, "specCode", of: list.product)
            _ = try Datafence.software(body, of: list.product, isRequired: list.needsAll)
            let storage = try Datafence.storage(body, from: list.leastStorage)
            return .update(row, FenceBoxInfra.values(spec: spec, storage: storage, of: list))
        case "DELETE": return .delete(row)
        default: throw .badParameter("actionType")
        }
    }

    private static func cluster(_ body: JSON, of box: Record, _ world: World) throws(Failure) -> Change {
        let action = body["actionType"]?.text
        let edge = "edgeNodeSpecCode"
        if action == "CREATE" { return .create(try FenceBoxRow(cluster: body, edge: edge)) }
        let row = try FenceBoxInfra.row(body["hadoopClusterNo"]?.text, type: "HD", of: box, world)
        switch action {
        case "UPDATE": return .update(row, try FenceBoxRow.nodes(body, edge: edge))
        case "DELETE": return .delete(row)
        default: throw .badParameter("actionType")
        }
    }

    private static func volumes(_ body: JSON, of box: Record, _ world: World) throws(Failure) -> [Change] {
        switch body["actionType"]?.text {
        case "CREATE": return try FenceBoxRow.volumes(body).map(Change.create)
        case "DELETE":
            return [.delete(try FenceBoxInfra.row(body["nasInstanceNo"]?.text, type: "BOX_NAS", of: box, world))]
        default: throw .badParameter("actionType")
        }
    }
}
