import OrderedJSON

/// When API Gateway refuses. Of its codes only 10008 is known, and that for accounts; those here lie outside what was
/// ever seen, so nobody comes to rely on them. (inferred) Source: api/apigateway.md §1.3, §11.4.
extension Failure {
    static func invalidField(_ name: String) -> Failure { .rest(400, "19001", "\(name) is not valid.") }

    static func notFound(_ what: String, _ id: String) -> Failure { .rest(404, "19002", "\(what) [\(id)] not found.") }

    static func taken(_ what: String, _ name: String) -> Failure {
        .rest(400, "19003", "\(what) [\(name)] exists already.")
    }

    static func stillHolds(_ what: String, _ others: String) -> Failure {
        .rest(400, "19004", "\(what) still has \(others).")
    }
}

extension RESTKind {
    /// Adds an object with a fresh id and what every object carries.
    func insert(_ values: [String: JSON], _ world: inout World) -> Record {
        let id = world.newId(table)
        let own = world.gatewayStamp.merging(values) { $1 }
        return world.insert(table, id: id, own.merging([table.name + "Id": .string(id)]) { $1 })
    }

    /// The object that an id names among those whose `attribute` is the id of a parent.
    func find(_ id: String, of parent: Record, _ attribute: String, _ world: World) throws(Failure) -> Record {
        guard let record = world[table, id], record[attribute] == parent.id else {
            throw .notFound("\(table.name)Id", id)
        }
        return record
    }

    /// Refuses a value that another object of the parent has.
    func requireFree(
        _ name: String, _ value: String, in parent: Record, _ attribute: String, _ world: World
    ) throws(Failure) {
        let siblings = world.records(table, where: attribute, is: parent.id)
        if siblings.contains(where: { $0[name] == value }) { throw .taken(name, value) }
    }

    /// The object that an id of a path or body names.
    func find(_ id: String, _ world: World) throws(Failure) -> Record {
        guard let record = world[table, id] else { throw .notFound("\(table.name)Id", id) }
        return record
    }
}
