import Model

/// The three-way comparison of one object: what nacre last applied, what is live, what is wanted.
///
/// Only owned fields count: those in the manifest, and those last applied that the manifest no longer names and that
/// have a value to go back to. Fields the cloud cannot show are compared with what was last applied. Of the lists of an
/// object with partial ownership only the elements that are nacre's count.
struct FieldDiff {
    let kind: Kind
    let wanted: Attributes
    let live: Attributes
    /// Empty for an object that was never applied.
    let applied: Attributes
    let ignored: [FieldPath]
    /// Whether nacre did not make the object, so that what no answer shows of it may be anything.
    let isAdopted: Bool

    init(
        kind: Kind, wanted: Attributes, live: Attributes, applied: Attributes, ignored: [FieldPath],
        isAdopted: Bool = false
    ) {
        self.kind = kind
        self.wanted = kind.keepingOthers(in: live, from: wanted, applied: applied)
        self.live = kind.remembering(applied, in: live, for: self.wanted)
        self.applied = applied
        self.ignored = ignored
        self.isAdopted = isAdopted
    }

    /// The differences, sorted by path.
    func changes() -> [FieldChange] {
        kind.fields
            .filter(\.isComparable)
            .flatMap(changes(of:))
            .filter { change in !ignored.contains { change.path.isInside($0) } }
            .sorted { $0.path < $1.path }
    }

    private func changes(of field: Field) -> [FieldChange] {
        let name = field.name
        if let other = field.overriddenBy, !(wanted[other] ?? .null).isAbsent { return [] }
        guard var target = wanted[name] ?? (applied[name] == nil ? nil : field.initial) else { return [] }
        // A field the answer does not carry cannot be read: what was last applied stands in for it, be it nothing.
        // Of an object that was never applied nothing is known, and nothing is made up.
        guard let current = live[name] ?? applied[name] ?? unseen(field) else { return [] }
        target = IgnoredParts(ignored).leaving(field, target, as: current)
        if case .rows(let fields, let count) = field.type {
            let rows = RowMatching(from: current.elements, to: target.elements, fields, count: count)
            return rows.isEmpty ? [] : rowChanges(of: field, fields, rows, from: current, to: target)
        }
        guard !ValueComparison.areEqual(target, current, as: field.type) else { return [] }
        if case .keyed(let fields, let key) = field.type {
            return elementChanges(of: field, fields: fields, key: key, from: current, to: target)
        }
        return [change(field, FieldPath(name), from: current, to: target, recorded: applied[name], as: field.type)]
    }

    /// What stands for a field that was neither read nor applied.
    private func unseen(_ field: Field) -> Value? {
        guard !applied.isEmpty else { return nil }
        // A manifest that comes to say how an object was made that others made does not ask for another one.
        if isAdopted, field.change == .replace || field.change.isRefused { return nil }
        return field.change == .stateOnly ? field.initial ?? .null : .null
    }

    private func elementChanges(
        of field: Field, fields: [Field], key: [String], from current: Value, to target: Value
    ) -> [FieldChange] {
        let before = ValueComparison.byKey(current, key, fields)
        let after = ValueComparison.byKey(target, key, fields)
        let recorded = ValueComparison.byKey(applied[field.name] ?? .null, key, fields)
        let type = FieldType.object(fields)
        return Set(before.keys).union(after.keys).sorted().compactMap { element in
            let (one, other) = (before[element], after[element])
            if let one, let other, ValueComparison.areEqual(one, other, fields) { return nil }
            return change(
                field, FieldPath(field.name).appending(element: element), from: one.map(Value.map),
                to: other.map(Value.map), recorded: recorded[element].map(Value.map), as: type)
        }
    }

    /// What a change does, which of a list may be another thing for elements that go.
    private func disruption(of field: Field, from current: Value?, to target: Value?) -> Disruption {
        if let calls = field.elementCalls, target == nil { return calls.removal }
        return field.isAttachment && (current?.isAbsent ?? true) ? .none : field.change.disruption
    }

    /// A row is called by the name that the cloud gave it; one that comes has none.
    private func rowChanges(
        of field: Field, _ fields: [Field], _ rows: RowMatching, from current: Value, to target: Value
    ) -> [FieldChange] {
        let compared = Set(fields.filter(\.isComparable).map(\.name))
        func shown(_ row: Attributes) -> Value { .map(row.filter { compared.contains($0.key) }) }
        let origin = origin(of: field, from: current, to: target, recorded: applied[field.name], as: field.type)
        func row(_ name: String, _ live: Attributes?, _ desired: Attributes?, _ disruption: Disruption) -> FieldChange {
            var change = change(
                field, FieldPath(field.name).appending(element: name), from: live.map(shown),
                to: desired.map { live == nil ? .map($0) : shown($0) }, origin: origin, as: .object(fields))
            change.disruption = disruption
            for index in change.inside.indices { change.inside[index].disruption = disruption }
            return change
        }
        let changed = rows.changed.map { row($0.live.rowName, $0.live, $0.desired, $0.disruption) }
        let removed = rows.removed.map { row($0.rowName, $0, nil, .dataLoss) }
        let added = rows.added.enumerated().map { index, desired in
            row(index == 0 ? "new" : "new \(index + 1)", nil, desired, .none)
        }
        return changed + removed + added
    }

    private func change(
        _ field: Field, _ path: FieldPath, from current: Value?, to target: Value?, recorded: Value?,
        as type: FieldType
    ) -> FieldChange {
        let origin = origin(of: field, from: current, to: target, recorded: recorded, as: type)
        return change(field, path, from: current, to: target, origin: origin, as: type)
    }

    private func change(
        _ field: Field, _ path: FieldPath, from current: Value?, to target: Value?, origin: FieldChange.Origin,
        as type: FieldType
    ) -> FieldChange {
        // The cloud keeps JSON as a text; both sides are shown in one notation.
        let (before, after) =
            type == .json
            ? (current?.unpacked, target?.unpacked)
            : (current.map { type.inOrder($0, of: target) }, target.map(type.withoutContent))
        let isReplaced = field.forcesReplacement(from: current, to: target)
        var change = FieldChange(
            path, before: before, after: after, origin: origin,
            disruption: isReplaced ? .replace : disruption(of: field, from: current, to: target),
            forcesReplace: isReplaced)
        change.inside = Difference(path: path, before: current, after: target, type: type).parts.map { part in
            var inner = change
            (inner.path, inner.before, inner.after) = (part.path, part.before, part.after)
            return inner
        }
        return change
    }

    /// Of a field that nacre never applied, any difference is the manifest's.
    private func origin(
        of field: Field, from current: Value?, to target: Value?, recorded: Value?, as type: FieldType
    ) -> FieldChange.Origin {
        guard applied[field.name] != nil else { return .manifest }
        if ValueComparison.areEqual(recorded, current, as: type) { return .manifest }
        return ValueComparison.areEqual(recorded, target, as: type) ? .drift : .both
    }
}

extension FieldType {
    /// A set in the order of another one, followed by what that one lacks: the order in which the cloud tells it means nothing.
    fileprivate func inOrder(_ value: Value, of other: Value?) -> Value {
        guard case .set = self, case .list(let elements) = value, case .list(let others)? = other else { return value }
        return .list(others.filter(elements.contains) + elements.filter { !others.contains($0) })
    }

    /// The fields of the elements that a list of objects has.
    fileprivate var elementFields: [Field]? {
        switch self {
        case .keyed(let fields, _), .rows(let fields, _): fields
        default: nil
        }
    }
}

extension Attributes {
    /// The name that the cloud gave a row.
    fileprivate var rowName: String { self["name"]?.spelling ?? self["id"]?.spelling ?? "" }
}

extension Kind {
    /// The calls that one change takes for itself: that of a decision, and those that the fields of a row name, of which each
    /// row takes one. Nil where a call changes the field as a whole.
    func ownCalls(of change: FieldChange) -> [String]? {
        if let review = serving.review, review.decisions == change.path.field {
            return change.after.map { [review.call($0)] }
        }
        guard case .rows(let fields, _)? = field(change.path.field)?.type, change.before != nil, change.after != nil
        else { return nil }
        let names = change.inside.map(\.path.components.last)
        let calls = fields.filter { names.contains(.field($0.name)) }.flatMap(\.change.calls)
        return calls.isEmpty ? nil : calls
    }

    /// The field that a row or an element lacks and a new one needs; nil for one that was there.
    func missing(inNew change: FieldChange) -> Field? {
        guard change.before == nil, let row = change.after, let fields = field(change.path.field)?.type.elementFields
        else { return nil }
        return fields.first { $0.constraints.contains(.givenForNew) && (row.members[$0.name] ?? .null).isAbsent }
    }

    /// Whether a live object holds all that is wanted of it, as far as it can be read.
    public func agrees(_ wanted: Attributes, with live: Attributes) -> Bool {
        FieldDiff(kind: self, wanted: wanted, live: live, applied: [:], ignored: []).changes().isEmpty
    }
}
