import OrderedJSON

/// The lists of servers and volumes in a request about a box, read into rows. Source: api/databoxframe.md §3.2.
enum BoxRequest {
    /// One row of infrastructure to make.
    struct Row: Sendable {
        let product: String
        let namePrefix: String
        var spec: Int64 = 0
        var storage: Int64 = 0
        /// Rows with the same group become parts of one instance, such as a Hadoop cluster.
        var group: Int?
        var nas: Int64 = 0
    }

    enum Change: Sendable {
        case create(Row)
        case update(String, [String: JSON])
        case delete(String)
    }

    private static let serverLists: [(field: String, product: String, prefix: String)] = [
        ("connectServerList", "CON", "conn"), ("tensorFlowCpuServerList", "TF_CPU", "tfcpu"),
        ("tensorFlowGpuServerList", "TF_GPU", "tfgpu"), ("linuxServerList", "SVR_LNX_CENT", "svrlnx"),
    ]

    /// All rows of a new box.
    static func creations(_ info: JSON) throws(Failure) -> [Row] {
        var rows: [Row] = []
        for list in serverLists {
            for element in try DataBoxFrame.list(info, list.field) {
                rows.append(try server(element, list.product, list.prefix))
            }
        }
        for (index, element) in try DataBoxFrame.list(info, "hadoopList").enumerated() {
            rows += try hadoop(element, group: index)
        }
        for element in try DataBoxFrame.list(info, "nasList") { rows += try volumes(element) }
        return rows
    }

    /// What a modification asks for, checked against the box.
    static func changes(_ info: JSON, of box: Record, _ world: World) throws(Failure) -> [Change] {
        var changes: [Change] = []
        for list in serverLists {
            for element in try DataBoxFrame.list(info, list.field) {
                changes += try change(element, "serverInstanceNo", [list.product], box, world) { json throws(Failure) in
                    [try server(json, list.product, list.prefix)]
                }
            }
        }
        for (index, element) in try DataBoxFrame.list(info, "hadoopList").enumerated() {
            changes += try change(element, "hadoopInstanceNo", ["HD_E", "HD_M", "HD_W"], box, world) {
                json throws(Failure) in try hadoop(json, group: index)
            }
        }
        for element in try DataBoxFrame.list(info, "nasList") {
            if element["actionType"]?.text == "UPDATE" { throw .badParameter("actionType") }
            changes += try change(element, "nasInstanceNo", ["NAS"], box, world) { json throws(Failure) in
                try volumes(json)
            }
        }
        return changes
    }

    private static func change(
        _ element: JSON, _ numberField: String, _ products: [String], _ box: Record, _ world: World,
        _ rows: (JSON) throws(Failure) -> [Row]
    ) throws(Failure) -> [Change] {
        let action = element["actionType"]?.text
        if action == "CREATE" { return try rows(element).map(Change.create) }
        let first = try BoxInfra.row(element[numberField]?.text, product: products, of: box, world)
        let parts = world.records(.boxInfra, where: "dataBoxNo", is: box.id).filter {
            $0["instanceNo"] == first["instanceNo"]
        }
        switch action {
        case "UPDATE": return try parts.map { part throws(Failure) in .update(part.id, try newValues(element, part)) }
        case "DELETE": return parts.map { .delete($0.id) }
        default: throw .badParameter("actionType")
        }
    }

    /// The modify call spells one field of a changed cluster with a capital. Source: api/databoxframe.md §2.
    private static func newValues(_ element: JSON, _ part: Record) throws(Failure) -> [String: JSON] {
        let spec: JSON? =
            switch part["productCode"] {
            case "HD_E": element["EdgeNodeProdSpecId"]
            case "HD_M": element["masterNodeProdSpecId"]
            case "HD_W": element["workerNodeProdSpecId"]
            default: element["prodSpecId"]
            }
        guard let number = spec?.integer else { throw .badParameter("prodSpecId") }
        var values: [String: JSON] = ["prodSpecId": .integer(number), "specName": .string("spec \(number)")]
        if let disk = element["blockStorageInstanceNo"]?.text, disk != part["blockStorageInstanceNo"] {
            throw .badParameter("blockStorageInstanceNo")
        }
        if let given = element["storageSize"] {
            guard let size = given.integer else { throw .badParameter("storageSize") }
            values["blockStorageSize"] = .integer(size)
        }
        return values
    }

    private static func server(_ json: JSON, _ product: String, _ prefix: String) throws(Failure) -> Row {
        guard let spec = json["prodSpecId"]?.integer else { throw .badParameter("prodSpecId") }
        guard let storage = json["storageSize"]?.integer, storage > 0 else { throw .badParameter("storageSize") }
        let passwords = ["adminPassword", "userPassword1", "userPassword2", "userPassword"]
        for name in passwords where json[name] != nil { try DataBoxFrame.checkPassword(json[name], name) }
        return Row(product: product, namePrefix: prefix, spec: spec, storage: storage)
    }

    private static func hadoop(_ json: JSON, group: Int) throws(Failure) -> [Row] {
        func number(_ name: String) throws(Failure) -> Int64 {
            guard let value = json[name]?.integer else { throw .badParameter(name) }
            return value
        }
        let edge = Row(product: "HD_E", namePrefix: "hde", spec: try number("edgeNodeProdSpecId"), group: group)
        let master = Row(
            product: "HD_M", namePrefix: "hdm", spec: try number("masterNodeProdSpecId"),
            storage: try number("masterNodeStorageSize"), group: group)
        let worker = Row(
            product: "HD_W", namePrefix: "hdw", spec: try number("workerNodeProdSpecId"),
            storage: try number("workerNodeStorageSize"), group: group)
        let count = try number("workerNodeCount")
        guard (1...50).contains(count) else { throw .badParameter("workerNodeCount") }
        return [edge, master] + Array(repeating: worker, count: Int(count))
    }

    private static func volumes(_ json: JSON) throws(Failure) -> [Row] {
        let size = try DataBoxFrame.nasSize(json["nasSize"])
        guard let count = json["count"]?.integer, (1...20).contains(count) else { throw .badParameter("count") }
        return Array(repeating: Row(product: "NAS", namePrefix: "nasw", nas: size), count: Int(count))
    }
}
