import Model

/// Picks the fields of a live object that a manifest has to name.
struct FieldChooser {
    let kind: Kind
    let object: LiveObject
    let live: LiveSnapshot
    let catalog: KindCatalog
    let memberships: Memberships

    struct Choice {
        /// As the cloud has them, references still ids.
        var attributes: Attributes = [:]
        /// Fields that cannot be written, and why: optional ones.
        var leftOut: [(field: String, reason: String)] = []
        /// Lists in which an object that makes others keeps these by itself; they are written without them.
        var shared: [(field: String, maker: LiveObject)] = []
        /// Why there can be no manifest.
        var problem: String?
    }

    func fields() -> Choice {
        var choice = Choice()
        for field in kind.fields where field.isComparable { consider(field, &choice) }
        for rule in kind.choices { settle(rule, &choice) }
        shareOwnership(&choice)
        let missing = kind.fields.filter { field in
            let isNeeded = field.presence == .required || field.presence == .optionalFromName
            return isNeeded && choice.attributes[field.name] == nil
        }
        if choice.problem == nil, !missing.isEmpty {
            let names = missing.map(\.name).joined(separator: ", ")
            choice.problem = "the API does not return \(names), which a manifest requires"
        }
        return choice
    }

    private func consider(_ field: Field, _ choice: inout Choice) {
        guard let value = object.attributes[field.name], !value.isAbsent else { return }
        // Which deployment is served, everybody can see; to stay with it is for people to say.
        if field.name == kind.serving.deployment?.pin { return }
        if field.isLeftToOthers { return }
        if kind.contentFields.contains(field.name) {
            choice.problem = "nacre does not download its \(field.name), of which lists show a digest"
            return
        }
        let written = field.type.trimmed(withoutMembers(value, field, &choice))
        let isOptional = field.presence == .optional
        if isOptional, goesWithoutSaying(field, written) { return }
        let violation =
            field.type.violation(of: written) ?? field.constraints.lazy.compactMap { $0.violation(of: written) }.first
        guard let violation else {
            choice.attributes[field.name] = written
            return
        }
        if isOptional {
            choice.leftOut.append((field.name, violation))
        } else if choice.problem == nil {
            choice.problem = "its \(field.name), \(value.display), \(violation)"
        }
    }

    /// A list that may be shared, without the objects that their maker has put there and takes out again.
    private func withoutMembers(_ value: Value, _ field: Field, _ choice: inout Choice) -> Value {
        guard field.isShareable, case .set(.reference(let kind)) = field.type, case .list(let elements) = value else {
            return value
        }
        var makers: [LiveObject] = []
        let own = elements.filter { element in
            let target = element.text.map { FieldType.Target(kind: kind, id: $0) }
            guard let maker = target.flatMap(memberships.maker) else { return true }
            if !makers.contains(where: { $0.id == maker.id && $0.kind == maker.kind }) { makers.append(maker) }
            return false
        }
        choice.shared += makers.map { (field.name, $0) }
        return .list(own)
    }

    /// Who names some elements of a list, and leaves the others to their maker, owns it but in part.
    private func shareOwnership(_ choice: inout Choice) {
        let name = Field.ownership.name
        guard choice.shared.contains(where: { choice.attributes[$0.field] != nil }), let field = kind.field(name),
            field.initial != "partial"
        else { return }
        choice.attributes[name] = "partial"
    }

    /// What a new object would get by itself: the initial value, the usual one, or what came with its parent.
    private func goesWithoutSaying(_ field: Field, _ value: Value) -> Bool {
        if let initial = field.initial, ValueComparison.areEqual(value, initial, as: field.type) { return true }
        if let usual = kind.choosing.defaults[field.name], ValueComparison.areEqual(value, usual, as: field.type) {
            return true
        }
        let targets = field.type.targets(of: value)
        return !targets.isEmpty
            && targets.allSatisfy { target in
                guard let kind = catalog[target.kind], let object = live.object(target.kind, id: target.id) else {
                    return false
                }
                return kind.isCompanion(object)
            }
    }

    /// Of fields that stand in for each other the cloud may show several: the first counts.
    private func settle(_ rule: FieldChoice, _ choice: inout Choice) {
        let given = rule.fields.filter { choice.attributes[$0] != nil }
        switch rule.rule {
        case .exactlyOne, .atMostOne: for field in given.dropFirst() { choice.attributes[field] = nil }
        case .atLeastOne, .together: break
        }
        guard choice.problem == nil, let violation = rule.violation(in: choice.attributes) else { return }
        choice.problem =
            given.isEmpty
            ? "the API returns none of \(rule.fields.joined(separator: ", ")), and a manifest requires one"
            : "as returned by the API, it \(violation)"
    }
}
