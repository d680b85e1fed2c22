import OrderedJSON

/// What the caller's permissions keep it from: lists leave such objects out, as a sub account's do, and every other call
/// that names one is refused. Source: api/common.md §6.2 for the refusal; that lists answer without them is inferred.
struct Permissions: Sendable {
    private var tables: Set<TableSchema> = []
    private var ids: [TableSchema: Set<String>] = [:]

    /// Everything may be seen.
    init() {}

    /// Reads `[{"table": "vpc"}, {"table": "subnet", "id": "10402"}]`: a whole kind, and one object.
    init(hiding rules: [JSON]) throws(Failure) {
        for rule in rules {
            guard let table = rule["table"]?.text.flatMap(SimulatorCatalogue.table) else {
                let known = SimulatorCatalogue.tableNames
                throw .rest(400, "100", "give hidden, a list of tables with optional ids; tables: \(known)")
            }
            if let id = rule["id"]?.text { ids[table, default: []].insert(id) } else { tables.insert(table) }
        }
    }

    var areComplete: Bool { tables.isEmpty && ids.isEmpty }

    /// Whether the call has to be refused. A list may ask for what it does not get.
    func forbid(_ call: Call, in world: World) -> Bool {
        call.named.contains { hides($0, in: world) }
    }

    /// The world as the caller is shown it.
    func visible(of world: World) -> World {
        var world = world
        for table in tables { for record in world.all(table) { world.hide(table, record.id) } }
        for (table, ids) in ids { for id in ids { world.hide(table, id) } }
        return world
    }

    private func hides(_ id: String, in world: World) -> Bool {
        ids.values.contains { $0.contains(id) } || tables.contains { world[$0, id] != nil }
    }
}
