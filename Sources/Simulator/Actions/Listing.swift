import OrderedJSON

/// How one kind of object is listed: its table, its filters, its shape. It makes the list and detail actions.
struct Listing: Sendable {
    /// A filter parameter and the attribute it looks at.
    struct Filter: Sendable {
        enum Kind: Sendable {
            case exact
            /// Part of a name. Whether the service wants whole names is not documented. (inferred)
            case within
            /// A list parameter; the attribute must be one of its elements.
            case anyOf
        }

        let kind: Kind
        let parameter: String
        let attribute: String

        static func exact(_ parameter: String, of attribute: String? = nil) -> Filter {
            Filter(kind: .exact, parameter: parameter, attribute: attribute ?? parameter)
        }

        static func within(_ parameter: String, of attribute: String? = nil) -> Filter {
            Filter(kind: .within, parameter: parameter, attribute: attribute ?? parameter)
        }

        static func anyOf(_ parameter: String, of attribute: String) -> Filter {
            Filter(kind: .anyOf, parameter: parameter, attribute: attribute)
        }
    }

    let table: TableName
    /// Name of the list in answers, such as `vpcList`.
    let name: String
    /// The attribute, and parameter, that holds the id.
    let id: String
    let shape: Shape
    var filters: [Filter] = []
    var isPaged = true
    /// Fields worked out from other records when the object is read.
    var derived: (@Sendable (World, Record) -> [String: JSON])?
    /// The derived fields that filters look at; other derived fields are worked out for the page answered only.
    var derivedFilters: Set<String> = []

    /// The `get…List` action.
    var list: Action {
        { world, parameters throws(Failure) in
            let needsDerived = usesDerivedFields(parameters)
            let found = candidates(world, parameters).map { needsDerived ? complete($0, world) : $0 }
            let active = activeFilters(parameters)
            let matches = sorted(found.filter { record in active.allSatisfy { $0(record) } }, parameters)
            let page = isPaged ? try Self.page(matches, parameters) : matches
            return .list(name, page.map { shape.render(complete($0, world)) }, total: matches.count)
        }
    }

    /// The `get…Detail` action: a missing object is an empty list. Source: api/common.md §6.4.
    var detail: Action {
        { world, parameters throws(Failure) in answer(world, [try parameters.required(id)]) }
    }

    /// The present state of some objects; those that are gone are left out.
    func answer(_ world: World, _ ids: [String]) -> ActionAnswer {
        .list(name, ids.compactMap { world[table, $0] }.map { shape.render(complete($0, world)) })
    }

    /// The record `id` names.
    /// - Throws: 400 with the given code when there is none.
    func find(_ world: World, _ id: String, code: String = "1100000") throws(Failure) -> Record {
        guard let record = world[table, id] else {
            throw .action(code, "The \(table.rawValue) does not exist. (\(id))")
        }
        return record
    }

    private func usesDerivedFields(_ parameters: Parameters) -> Bool {
        parameters.text("sortedBy") != nil
            || filters.contains {
                derivedFilters.contains($0.attribute)
                    && (parameters.text($0.parameter) != nil || !parameters.list($0.parameter).isEmpty)
            }
    }

    private func complete(_ record: Record, _ world: World) -> Record {
        guard let derived else { return record }
        var record = record
        record.attributes.merge(derived(world, record)) { _, new in new }
        return record
    }

    /// Narrows by ids or an indexed attribute before anything is looked at one by one.
    private func candidates(_ world: World, _ parameters: Parameters) -> [Record] {
        for filter in filters where filter.attribute == id {
            let ids = filter.kind == .anyOf ? parameters.list(filter.parameter) : []
            if !ids.isEmpty { return ids.compactMap { world[table, $0] } }
        }
        for filter in filters where filter.kind == .exact && table.indexed.contains(filter.attribute) {
            guard let value = parameters.text(filter.parameter) else { continue }
            return world.records(table, where: filter.attribute, is: value)
        }
        return world.all(table)
    }

    /// The filters in use, with the wanted values taken out of the parameters once.
    private func activeFilters(_ parameters: Parameters) -> [(Record) -> Bool] {
        filters.compactMap { filter in
            let attribute = filter.attribute
            switch filter.kind {
            case .exact:
                guard let wanted = parameters.text(filter.parameter)?.lowercased() else { return nil }
                return { $0[attribute].lowercased() == wanted || $0.list(attribute).contains(wanted) }
            case .within:
                guard let wanted = parameters.text(filter.parameter) else { return nil }
                return { $0[attribute].contains(wanted) }
            case .anyOf:
                let wanted = Set(parameters.list(filter.parameter))
                return wanted.isEmpty ? nil : { wanted.contains($0[attribute]) }
            }
        }
    }

    private func sorted(_ records: [Record], _ parameters: Parameters) -> [Record] {
        guard let field = parameters.text("sortedBy") else { return records }
        let ascending = records.sorted { ($0[field], $0.sequence) < ($1[field], $1.sequence) }
        return parameters.text("sortingOrder")?.uppercased() == "DESC" ? ascending.reversed() : ascending
    }

    /// Pages are counted from 0 or 1; both are the first. Source: api/common.md §8.
    private static func page(_ records: [Record], _ parameters: Parameters) throws(Failure) -> [Record] {
        guard let number = try parameters.integer("pageNo") else { return records }
        guard let size = try parameters.integer("pageSize"), (1...1000).contains(size), number >= 0 else {
            throw .action("1100000", "Invalid parameter. (pageSize)")
        }
        let start = Int(max(number, 1) - 1) * Int(size)
        return Array(records.dropFirst(start).prefix(Int(size)))
    }
}
