import OrderedJSON

/// An object that somebody deletes and makes again under the same name: all as before, under another id. Where the name
/// is the id, what else tells the two apart is another. Or a twin beside it, which is there as well.
enum Recreation {
    /// - Throws: a refusal when another object refers to it: nobody could have deleted it.
    static func perform(
        _ table: TableSchema, _ old: Record, keepingOld: Bool, _ world: inout World
    ) throws(Failure) -> Record {
        let id = newID(table, old, &world)
        guard keepingOld ? id != old.id : id == old.id || !isUsed(table, old.id, in: world) else {
            throw .rest(400, "100", "the \(table.name) \(old.id) is in use")
        }
        var attributes = old.attributes.mapValues { $0.replacing(old.id, with: id) }
        if attributes["createDate"] != nil {
            attributes["createDate"] = .string(Timestamp(milliseconds: world.now).korean)
        }
        if attributes["fingerprint"] != nil {
            attributes["fingerprint"] = .string(RSAKey.next()?.fingerprint ?? "")
        }
        if !keepingOld { world.remove(table, old.id) }
        return world.insert(table, id: id, attributes)
    }

    private static func newID(_ table: TableSchema, _ old: Record, _ world: inout World) -> String {
        if old.id == old[table.nameAttribute] { return old.id }
        return world.newId(table)
    }

    private static func isUsed(_ table: TableSchema, _ id: String, in world: World) -> Bool {
        SimulatorCatalogue.tables.contains { other in
            world.all(other).contains { record in
                (other != table || record.id != id) && record.attributes.values.contains { $0.names(id) }
            }
        }
    }
}

extension JSON {
    fileprivate func names(_ id: String) -> Bool {
        switch self {
        case .object(let members): members.values.contains { $0.names(id) }
        case .array(let elements): elements.contains { $0.names(id) }
        case .string, .integer: text == id
        case .null, .bool, .number: false
        }
    }

    fileprivate func replacing(_ old: String, with new: String) -> JSON {
        switch self {
        case .object(let members): .object(members.mapValues { $0.replacing(old, with: new) })
        case .array(let elements): .array(elements.map { $0.replacing(old, with: new) })
        case .string(old): .string(new)
        case .string, .null, .bool, .integer, .number: self
        }
    }
}
