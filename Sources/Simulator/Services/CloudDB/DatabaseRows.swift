import OrderedJSON

/// The users or the databases inside an instance: objects without numbers, told apart by some of their fields.
/// Every change makes the instance settingUp, and is refused while it does not run. Source: api/clouddb.md §1, §2–§5.
struct DatabaseRows: Sendable {
    let family: DatabaseFamily
    /// `User` or `Database`, as in `addCloudMysqlUserList`.
    let noun: String
    /// The list parameter that holds them; its elements are plain names where ``isPlain``.
    let parameter: String
    var isPlain = false
    let columns: [Column]
    /// Whether the list asks for a page: counted from 0, and required. Source: api/clouddb.md §2.
    var isPaged = false
    /// The most that one call takes. (inferred)
    var atMost = 10
    /// What tells two rows apart.
    let key: [Input]
    /// What a new row has besides.
    let added: [Input]
    /// What a call may change of a row; nil where there is no such call.
    var changed: [Input]?
    /// What must hold before a row goes.
    var isFree: @Sendable (Record, [String: JSON]) throws(Failure) -> Void = { _, _ throws(Failure) in }

    /// The attribute of the instance that keeps the rows.
    var attribute: String { noun.lowercased() + "s" }

    var actions: [KindAction] {
        let list = family("Cloud*\(noun)List")
        let change = changed.map { inputs in
            write("change" + list) { world, instance, rows, call throws(Failure) in
                let place = try find(call, instance, rows, &world)
                rows[place].merge(try values(inputs, call, instance, &world)) { $1 }
            }
        }
        return [read("get" + list)]
            + [
                write("add" + list) { world, instance, rows, call throws(Failure) in
                    let row = try values(key, call, instance, &world)
                    guard !rows.contains(where: { contains($0, row) }) else {
                        throw .nameTaken(5001, noun.lowercased())
                    }
                    rows.append(row.merging(try values(added, call, instance, &world)) { $1 })
                },
                write("delete" + list) { world, instance, rows, call throws(Failure) in
                    let place = try find(call, instance, rows, &world)
                    try isFree(instance, rows[place])
                    rows.remove(at: place)
                },
            ] + [change].compactMap(\.self)
    }

    private func read(_ action: String) -> KindAction {
        KindAction(action) { _, world, parameters throws(Failure) in
            let instance = try family.find(parameters, world)
            let rows = Self.rows(attribute, of: instance).map {
                columns.render(Record(id: "", sequence: 0, attributes: $0))
            }
            let page = try isPaged ? Self.page(rows, parameters) : rows
            return .list(family("cloud*\(noun)List"), page, total: rows.count)
        }
    }

    private static func page(_ rows: [JSON], _ parameters: CallParameters) throws(Failure) -> [JSON] {
        let (number, size) = (try parameters.requiredInteger("pageNo"), try parameters.requiredInteger("pageSize"))
        guard number >= 0 else { throw .invalid("pageNo") }
        guard (1...1000).contains(size) else { throw .invalid("pageSize") }
        return rows.page(number, of: size)
    }

    private typealias Edit =
        @Sendable (inout World, Record, inout [[String: JSON]], CallParameters) throws(Failure) -> Void

    /// Calls of this family answer without a list.
    private func write(_ action: String, _ edit: @escaping Edit) -> KindAction {
        KindAction(action) { _, world, parameters throws(Failure) in
            let instance = try family.find(parameters, world)
            try family.requireRunning(instance)
            let calls =
                try isPlain
                ? parameters.requiredList(parameter).map { CallParameters(["name": $0]) }
                : parameters.requiredObjects(parameter)
            guard calls.count <= atMost else { throw .limit(5001, noun.lowercased() + "s in a call") }
            var rows = Self.rows(attribute, of: instance)
            for call in calls { try edit(&world, instance, &rows, call) }
            world.set(family.instances, instance.id, [attribute: .array(rows.map(\.asObject))])
            world.run(family.setting, on: family.instances, instance.id)
            return .values([])
        }
    }

    /// The rows that an attribute of an instance keeps.
    static func rows(_ attribute: String, of instance: Record) -> [[String: JSON]] {
        instance.attributes[attribute]?.elements.map { row in
            row.members.reduce(into: [:]) { $0[$1.key] = $1.value }
        } ?? []
    }

    private func values(
        _ inputs: [Input], _ call: CallParameters, _ instance: Record, _ world: inout World
    ) throws(Failure) -> [String: JSON] {
        try inputs.taken(call, by: Record(id: instance.id, sequence: 0, attributes: [:]), &world)
    }

    private func find(
        _ call: CallParameters, _ instance: Record, _ rows: [[String: JSON]], _ world: inout World
    ) throws(Failure) -> Int {
        let wanted = try values(key, call, instance, &world)
        guard let place = rows.firstIndex(where: { contains($0, wanted) }) else {
            throw .action("5001906", "The \(noun.lowercased()) does not exist.")
        }
        return place
    }

    private func contains(_ row: [String: JSON], _ key: [String: JSON]) -> Bool {
        key.allSatisfy { row[$0.key] == $0.value }
    }
}
