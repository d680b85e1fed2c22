import Model

/// Which parent objects have in common, across the levels between.
struct Anchors {
    let catalog: KindCatalog
    let live: LiveSnapshot
    let wanted: [Address: DesiredResource]
    let known: KnownValues
    /// Ids of objects that this plan takes away, by kind.
    let leaving: [String: Set<String>]

    /// The object of kind `parent` that an object with these fields lies under: by its id, or by its address before it
    /// has one. Nil when something in between is taken away, or is not known.
    func anchor(of kind: Kind, _ attributes: Attributes, under parent: String) -> String? {
        guard let up = kind.place.listedUnder, let field = kind.upward, let value = attributes[field] else {
            return nil
        }
        switch value {
        case .reference(let reference):
            guard let address = reference.address else { return nil }
            if up == parent { return address.description }
            guard let next = wanted[address], let kind = catalog[up] else { return nil }
            // Its own parent may well be there already.
            return anchor(of: kind, known.resolve(next.attributes), under: parent)
        case .string(let id):
            guard leaving[up]?.contains(id) != true else { return nil }
            if up == parent { return id }
            guard let next = live.object(up, id: id), let kind = catalog[up] else { return nil }
            return anchor(of: kind, next.attributes, under: parent)
        case .null, .bool, .integer, .number, .list, .map, .template, .secret: return nil
        }
    }

    /// The text of `path`, a field or a field of the object that a field refers to.
    func text(_ path: String, of kind: Kind, _ attributes: Attributes) -> String? {
        let names = path.split(separator: ".").map(String.init)
        guard names.count == 2, case .reference(let other)? = kind.field(names[0])?.type else {
            return attributes[path]?.spelling
        }
        switch attributes[names[0]] {
        case .reference(let reference)?:
            return reference.address.flatMap { wanted[$0]?.attributes[names[1]]?.spelling }
        case .string(let id)?: return live.object(other, id: id)?.attributes[names[1]]?.spelling
        case .null?, .bool?, .integer?, .number?, .list?, .map?, .template?, .secret?, nil: return nil
        }
    }

    /// What an object that is referred to is called: the same before and after it is made.
    func name(of value: Value, _ kind: String) -> String? {
        switch value {
        case .reference(let reference):
            guard let address = reference.address, reference.attribute == nil else { return nil }
            return wanted[address]?.attributes["name"]?.text ?? address.name
        case .string(let id): return live.object(kind, id: id)?.name ?? id
        case .null, .bool, .integer, .number, .list, .map, .template, .secret: return value.spelling
        }
    }
}

extension Kind {
    /// The field that refers to the object it is listed under.
    var upward: String? {
        place.listedUnder.flatMap { parent in fields.first { $0.type == .reference(parent) }?.name }
    }
}
