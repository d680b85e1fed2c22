import OrderedJSON

/// What the caller's permissions keep it from: lists leave such objects out, as a sub account's do, and every other call
/// that names one is refused. Source: api/common.md §6.2 for the refusal; that lists answer without them is inferred.
struct Permissions: Sendable {
    private var tables: Set<TableName> = []
    private var ids: [TableName: Set<String>] = [:]

    /// Everything may be seen.
    init() {}

    /// Reads `[{"table": "vpc"}, {"table": "subnet", "id": "10402"}]`: a whole kind, and one object.
    init(hiding rules: [JSON]) throws(Failure) {
        for rule in rules {
            guard let table = rule["table"]?.text.flatMap(TableName.init) else {
                let known = TableName.allCases.map(\.rawValue).joined(separator: ", ")
                throw .rest(400, "100", "give hidden, a list of a table and perhaps an id; tables are \(known)")
            }
            if let id = rule["id"]?.text { ids[table, default: []].insert(id) } else { tables.insert(table) }
        }
    }

    var areComplete: Bool { tables.isEmpty && ids.isEmpty }

    /// Whether the call has to be refused. A list may ask for what it does not get.
    func forbid(_ call: Call, in world: World) -> Bool {
        switch call.destination {
        case .action(_, let name):
            let isList = call.isRead && name.hasSuffix("List")
            return !isList && call.parameters.texts.contains { hides($0, in: world) }
        case .apiGateway(let segments): return segments.contains { hides($0, in: world) }
        case .dataBoxFrame: return call.parameters.texts.contains { hides($0, in: world) }
        case .callerIdentity, .invocation, .nowhere: return false
        }
    }

    /// The world as the caller is shown it.
    func visible(of world: World) -> World {
        var world = world
        for table in tables { for record in world.all(table) { world.remove(table, record.id) } }
        for (table, ids) in ids { for id in ids { world.remove(table, id) } }
        return world
    }

    private func hides(_ id: String, in world: World) -> Bool {
        ids.values.contains { $0.contains(id) } || tables.contains { world[$0, id] != nil }
    }
}
