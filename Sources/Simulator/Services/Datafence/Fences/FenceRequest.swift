import OrderedJSON

/// What a change of a fence asks for, checked against the fence. Source: change-datafence-infra.
enum FenceRequest {
    enum Change: Sendable {
        case newServer(spec: String)
        case newVolumes(size: Int64, count: Int64)
        case respec(Record, spec: String)
        case giveBack(Record)
    }

    /// The numbers of servers and volumes that a fence may have are those that the change leaves. (inferred)
    static func changes(_ update: JSON, of fence: Record, _ world: World) throws(Failure) -> [Change] {
        let servers = try DataBoxFrame.list(update, "fenceServerList")
            .map { row throws(Failure) in try server(row, of: fence, world) }
        let volumes = try DataBoxFrame.list(update, "fenceNasList")
            .map { row throws(Failure) in try volume(row, of: fence, world) }
        let living = FenceInfra.rows(of: fence, world).filter(Datafence.isLiving)
        for (changes, type, list) in [
            (servers, "FENCE_UBUNTU", "fenceServerList"), (volumes, "FENCE_NAS", "fenceNasList"),
        ] where !changes.isEmpty {
            let present = living.count { $0["infraType"] == type }
            let left = changes.reduce(Int64(present)) { $0 + $1.difference }
            guard FenceProducts.quantity(of: type).contains(left) else { throw .badParameter(list) }
        }
        return servers + volumes
    }

    private static func server(_ row: JSON, of fence: Record, _ world: World) throws(Failure) -> Change {
        let product = "FENCE_UBUNTU"
        switch row["actionType"]?.text {
        case "CREATE":
            let spec = try Datafence.code(row, "specCode", of: product)
            _ = try Datafence.software(row, of: product, isRequired: true)
            try Datafence.password(row, "userPassword", isRequired: true)
            // No account of the simulator has images of its own.
            guard row["serverImageNo"] == nil else { throw .isMissing("server image") }
            return .newServer(spec: spec)
        case "UPDATE":
            let found = try FenceInfra.row(row["serverInstanceNo"]?.text, of: fence, type: product, world)
            _ = try Datafence.software(row, of: product, isRequired: true)
            return .respec(found, spec: try Datafence.code(row, "specCode", of: product))
        case "DELETE":
            return .giveBack(try FenceInfra.row(row["serverInstanceNo"]?.text, of: fence, type: product, world))
        default: throw .badParameter("actionType")
        }
    }

    private static func volume(_ row: JSON, of fence: Record, _ world: World) throws(Failure) -> Change {
        switch row["actionType"]?.text {
        case "CREATE":
            let size = try DataBoxFrame.nasSize(row["nasSize"])
            return .newVolumes(size: size, count: try Datafence.count(row, in: 1...20))
        case "DELETE":
            return .giveBack(try FenceInfra.row(row["nasInstanceNo"]?.text, of: fence, type: "FENCE_NAS", world))
        default: throw .badParameter("actionType")
        }
    }
}

extension FenceRequest.Change {
    /// How many more there are of the kind afterwards.
    fileprivate var difference: Int64 {
        switch self {
        case .newServer: 1
        case .newVolumes(_, let count): count
        case .respec: 0
        case .giveBack: -1
        }
    }
}
