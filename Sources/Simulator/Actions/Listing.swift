import OrderedJSON

/// What a kind's list and detail actions answer.
extension ActionKind {
    /// The `get…List` action.
    func listed(_ world: World, _ parameters: CallParameters) throws(Failure) -> ActionAnswer {
        let needsDerived = usesDerivedFields(parameters)
        let found = candidates(world, parameters).map { needsDerived ? complete($0, world) : $0 }
        let conditions = filters.compactMap { $0.condition(parameters) }
        let matches = sorted(found.filter { record in conditions.allSatisfy { $0(record) } }, parameters)
        let page = isPaged ? try Self.page(matches, parameters) : matches
        return .list(list, page.map { columns.render(complete($0, world)) }, total: matches.count)
    }

    /// The `get…Detail` action: a missing object is an empty list. Source: api/common.md §6.4.
    func detail(_ world: World, _ parameters: CallParameters) throws(Failure) -> ActionAnswer {
        answer(world, [try parameters.required(id)])
    }

    /// The present state of some objects; those that are gone are left out.
    func answer(_ world: World, _ ids: [String]) -> ActionAnswer {
        .list(list, ids.compactMap { world[table, $0] }.map { columns.render(complete($0, world)) })
    }

    private func usesDerivedFields(_ parameters: CallParameters) -> Bool {
        guard let derived else { return false }
        return parameters.text("sortedBy") != nil
            || filters.contains { derived.filtered.contains($0.attribute) && $0.isUsed(parameters) }
    }

    private func complete(_ record: Record, _ world: World) -> Record {
        guard let derived else { return record }
        var record = record
        record.attributes.merge(derived.fields(world, record)) { _, new in new }
        return record
    }

    /// Narrows by ids or an indexed attribute before anything is looked at one by one.
    private func candidates(_ world: World, _ parameters: CallParameters) -> [Record] {
        let used = filters.filter { $0.isUsed(parameters) }
        if let ids = used.first(where: { $0.attribute == id && $0.comparison == .anyOf }) {
            return parameters.list(ids.parameter).compactMap { world[table, $0] }
        }
        if let indexed = used.first(where: { $0.comparison == .exact && table.indexes.contains($0.attribute) }),
            let value = parameters.text(indexed.parameter)
        {
            return world.records(table, where: indexed.attribute, is: value)
        }
        return world.all(table)
    }

    private func sorted(_ records: [Record], _ parameters: CallParameters) -> [Record] {
        guard let field = parameters.text("sortedBy") else { return records }
        let ascending = records.sorted { ($0[field], $0.sequence) < ($1[field], $1.sequence) }
        return parameters.text("sortingOrder")?.uppercased() == "DESC" ? ascending.reversed() : ascending
    }

    /// Pages are counted from 0 or 1; both are the first. Source: api/common.md §8.
    private static func page(_ records: [Record], _ parameters: CallParameters) throws(Failure) -> [Record] {
        guard let number = try parameters.integer("pageNo") else { return records }
        guard let size = try parameters.integer("pageSize"), (1...1000).contains(size), number >= 0 else {
            throw .invalid("pageSize")
        }
        return records.page(max(number, 1) - 1, of: size)
    }
}
