import Model

extension KnownValues {
    /// Whose field a reference stands in.
    public struct Use: Hashable, Sendable {
        var owner: Address
        var field: String
    }

    /// What a lookup finds.
    enum Match {
        case one(LiveObject)
        /// What it found once is withdrawn; who was made with it keeps its id.
        case withdrawn(id: String)
        /// Its criteria hold something not known yet, or its kind was not read.
        case open
        case none
        case several([LiveObject])
    }

    /// What `reference` finds for the one who uses it.
    ///
    /// An object keeps what its lookup found as long as that meets the criteria, whatever else has come to meet them:
    /// otherwise an image published today would replace every server made yesterday.
    func match(_ reference: Reference, for use: Use? = nil, within chain: Set<Reference> = []) -> Match {
        guard let search = search(reference, within: chain) else { return .open }
        if let use, let settled = settled(use) {
            let kept = search.matches.filter { settled.contains(reference.outcome(of: $0)) }
            if let object = search.best(of: kept) ?? kept.first { return .one(object) }
            if let id = withdrawn(reference, use, search) { return .withdrawn(id: id) }
        }
        return search.choice
    }

    /// What the lookup would find if it were asked for the first time, when that is another object than the one kept.
    func newer(_ reference: Reference, for use: Use) -> (kept: String, choice: LiveObject)? {
        guard reference.pick != nil, let search = search(reference), case .one(let choice) = search.choice else {
            return nil
        }
        switch match(reference, for: use) {
        case .one(let kept): return kept.id == choice.id ? nil : (kept.id, choice)
        case .withdrawn(let id): return (id, choice)
        case .open, .none, .several: return nil
        }
    }

    /// Nil while the criteria are open.
    func search(_ reference: Reference, within chain: Set<Reference> = []) -> LookupSearch? {
        guard case .lookup(let kind, let criteria) = reference.target, live.observedKinds.contains(kind) else {
            return nil
        }
        let resolved = resolve(criteria, within: chain)
        guard resolved.values.allSatisfy({ $0.references.isEmpty }) else { return nil }
        return LookupSearch(kind: catalog[kind], criteria: resolved, among: live.all(kind))
    }

    /// What the field came to when its object was made or last changed; nil for one that is still to be made.
    private func settled(_ use: Use) -> Set<String>? {
        guard !renewed.contains(use.owner) else { return nil }
        let row = row(of: use.owner)
        if let row, mayChange(use), row.declared[use.field] != wanted[use.owner]?.attributes[use.field] { return nil }
        if let applied = row?.applied[use.field] { return applied.leaves }
        guard let id = ids[use.owner] ?? row?.id else { return nil }
        return live.object(use.owner.kind, id: id)?.attributes[use.field]?.leaves
    }

    /// Whether the object can take another choice: it does when the manifest asks otherwise than before.
    private func mayChange(_ use: Use) -> Bool {
        switch catalog[use.owner.kind]?.field(use.field)?.change {
        case .inPlace, .stateOnly: true
        case .replace, .refused, .createOnly, nil: false
        }
    }

    /// The id that a lookup came to, when it is asked as it was then and the cloud no longer lists what it found.
    private func withdrawn(_ reference: Reference, _ use: Use, _ search: LookupSearch) -> String? {
        guard search.rules.outlived, reference.attribute == nil,
            reference.criteria.values.allSatisfy({ $0.references.isEmpty }), let row = row(of: use.owner),
            row.declared[use.field] == .reference(reference), let id = row.applied[use.field]?.text,
            !search.objects.contains(where: { $0.id == id })
        else { return nil }
        return id
    }

    private func row(of address: Address) -> RecordedResource? { recorded[address] }
}

/// A lookup with its criteria known, and what the cloud holds of its kind.
struct LookupSearch {
    let rules: LookupRules
    let objects: [LiveObject]
    /// Those that meet every criterion written, in the order they were listed.
    let matches: [LiveObject]
    private let criteria: Attributes
    private let pick: LookupRules.Pick?

    init(kind: Kind?, criteria: Attributes, among objects: [LiveObject]) {
        let rules = kind?.choosing.lookup ?? LookupRules()
        var criteria = criteria
        pick = criteria.removeValue(forKey: LookupRules.pickMember)?.text.flatMap(rules.pick)
        self.rules = rules
        self.criteria = criteria
        self.objects = objects
        matches = objects.filter { object in
            criteria.allSatisfy { LookupSearch.meets(object, $0, $1, rules.comparisons[$0]) }
        }
    }

    /// What somebody gets who asks for the first time.
    var choice: KnownValues.Match {
        let offered = matches.filter(isOffered)
        if let best = best(of: offered) { return .one(best) }
        switch offered.count {
        case 0: return .none
        case 1: return .one(offered[0])
        default: return .several(offered)
        }
    }

    /// The one that the rule to pick by puts first; nil without a rule.
    func best(of objects: [LiveObject]) -> LiveObject? {
        guard let pick else { return nil }
        return objects.min { LookupSearch.precedes($0, $1, pick.order) }
    }

    /// Whether what the kind supposes of objects holds for this one.
    private func isOffered(_ object: LiveObject) -> Bool {
        if criteria["name"] != nil || criteria["id"] != nil { return true }
        return rules.defaults.allSatisfy { name, value in
            let held = object.attributes[name] ?? .null
            return criteria[name] != nil || held.isAbsent || ValueComparison.areEqual(value, held, as: .string)
        }
    }

    /// The values that the field `name` has among objects that meet every other criterion; natural order.
    func alternatives(to name: String) -> [String] {
        let others = criteria.filter { $0.key != name }
        let values = objects.filter { object in
            isOffered(object) && others.allSatisfy { LookupSearch.meets(object, $0, $1, rules.comparisons[$0]) }
        }.compactMap { name == "id" ? $0.id : $0.attributes[name]?.spelling }.filter { !$0.isEmpty }
        return Set(values).sorted(by: NaturalOrder.precedes)
    }

    var criteriaNames: [String] { criteria.keys.sorted() }

    func criterion(_ name: String) -> String? { criteria[name]?.spelling }

    private static func meets(
        _ object: LiveObject, _ name: String, _ wanted: Value, _ comparison: LookupRules.Comparison?
    ) -> Bool {
        if name == "id" { return wanted.spelling == object.id }
        let held = object.attributes[name] ?? .null
        switch comparison {
        case nil: return ValueComparison.areEqual(wanted, held, as: .string)
        case .atLeast:
            guard let least = wanted.amount, let amount = held.amount else { return false }
            return amount >= least
        case .leadingParts:
            guard let start = wanted.spelling, let whole = held.spelling else { return false }
            return whole == start || whole.hasPrefix(start + ".")
        }
    }

    private static func precedes(_ one: LiveObject, _ other: LiveObject, _ order: [LookupRules.Order]) -> Bool {
        for rule in order {
            let (left, right) = (one.attributes[rule.field] ?? .null, other.attributes[rule.field] ?? .null)
            // What does not say comes last, whichever way the field is sorted.
            if left.isAbsent || right.isAbsent {
                if left.isAbsent != right.isAbsent { return right.isAbsent }
                continue
            }
            guard let isLess = isLess(left, right) else { continue }
            switch rule {
            case .ascending: return isLess
            case .descending: return !isLess
            }
        }
        return NaturalOrder.precedes(one.id, other.id)
    }

    /// Nil when neither is.
    private static func isLess(_ one: Value, _ other: Value) -> Bool? {
        if let left = one.amount, let right = other.amount { return left == right ? nil : left < right }
        guard let left = one.spelling, let right = other.spelling, left != right else { return nil }
        return NaturalOrder.precedes(left, right)
    }
}

extension Reference {
    /// What the lookup comes to when it finds `object`.
    fileprivate func outcome(of object: LiveObject) -> String {
        guard let attribute else { return object.id }
        return object.attributes[attribute]?.spelling ?? ""
    }
}

extension Value {
    /// A number to compare amounts by; nil for everything else.
    fileprivate var amount: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .list, .map, .reference, .template, .secret: nil
        }
    }

    /// Every scalar in the value, as it is spelled.
    fileprivate var leaves: Set<String> {
        switch self {
        case .list(let elements): elements.reduce(into: []) { $0.formUnion($1.leaves) }
        case .map(let members): members.values.reduce(into: []) { $0.formUnion($1.leaves) }
        case .null, .bool, .integer, .number, .string, .reference, .template, .secret: spelling.map { [$0] } ?? []
        }
    }
}
