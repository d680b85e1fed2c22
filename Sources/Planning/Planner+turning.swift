import Model

// Fields that no manifest speaks of any more and that still name what goes.

extension Planner {
    /// Turns objects that stay away from what is deleted: a field that is left out keeps in the cloud what it had, and the
    /// cloud deletes nothing that is in use.
    ///
    /// Where the field has nothing to go back to, or is left to others, the deletion is refused with its user's name.
    mutating func turnFromWhatGoes() {
        var going: [String: [String: Address]] = [:]
        for step in steps where step.destroys {
            if let id = step.objectID { going[step.address.kind, default: [:]][id] = step.address }
        }
        guard !going.isEmpty else { return }
        var users: [Address: Set<Address>] = [:]
        let leaving = Set(steps.filter(\.destroys).map(\.address))
        letUsersGoFirst(going, leaving, &users)
        let wanted = Dictionary(desired.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        for record in recorded.resources where !leaving.contains(record.address) {
            guard let kind = catalog[record.address.kind], let id = record.id,
                let object = live.object(kind.name, id: id)
            else { continue }
            for field in kind.fields where field.holdsWhatItNames || field.isBinding {
                turn(Clinging(record.address, wanted[record.address], kind, field, object), from: going, &users)
            }
        }
        for index in steps.indices where steps[index].destroys {
            guard let first = users[steps[index].address] else { continue }
            steps[index].follows = first.union(steps[index].follows).sorted()
        }
    }

    /// Has what goes wait for those that name it and go too, be it by a field that no row tells of.
    /// - Parameter users: takes the objects whose steps the deletion of each one waits for.
    private func letUsersGoFirst(
        _ going: [String: [String: Address]], _ leaving: Set<Address>, _ users: inout [Address: Set<Address>]
    ) {
        for step in steps where step.destroys {
            let user = step.address
            guard let kind = catalog[user.kind], let id = step.objectID,
                let object = live.object(kind.name, id: id)
            else { continue }
            let named = kind.fields.filter { $0.holdsWhatItNames || $0.isBinding }
                .flatMap { lost(Clinging(user, nil, kind, $0, object), going) }.map(\.address)
            for address in named where leaving.contains(address) && address != user {
                users[address, default: []].insert(user)
            }
        }
    }

    private func lost(_ user: Clinging, _ going: [String: [String: Address]]) -> [(id: String, address: Address)] {
        user.field.type.referencedKinds.flatMap { kind in
            user.named.compactMap { id in going[kind]?[id].map { (id: id, address: $0) } }
        }
    }

    /// An object, and a field of it.
    private struct Clinging {
        let address: Address
        /// Nil for one that is let go of.
        let desired: DesiredResource?
        let kind: Kind
        let field: Field
        let object: LiveObject

        init(_ address: Address, _ desired: DesiredResource?, _ kind: Kind, _ field: Field, _ object: LiveObject) {
            self.address = address
            self.desired = desired
            self.kind = kind
            self.field = field
            self.object = object
        }

        var named: [String] {
            let value = object.attributes[field.name] ?? .null
            return (value.elements.isEmpty ? [value] : value.elements).compactMap(\.text)
        }
    }

    private mutating func turn(
        _ user: Clinging, from going: [String: [String: Address]], _ users: inout [Address: Set<Address>]
    ) {
        var lost = lost(user, going)
        guard !lost.isEmpty else { return }
        // An object that is called by its name may well come again under it.
        if user.field.isBinding {
            lost.removeAll { gone in steps.contains { $0.id == Step.ID(gone.address) && $0.action == .replace } }
        }
        let step = steps.firstIndex { $0.address == user.address && !$0.destroys }
        let isTurned = step.map { steps[$0].changes.contains { $0.path.field == user.field.name } } ?? false
        guard !lost.isEmpty, !isTurned else { return }
        guard let target = target(user, without: lost), let resource = user.desired else {
            for (_, address) in lost { refuseDeletion(of: address, usedBy: user) }
            return
        }
        let change = FieldChange(
            FieldPath(user.field.name), before: user.object.attributes[user.field.name], after: target,
            disruption: user.field.change.disruption)
        add(change, to: resource, user.kind, user.object, at: step)
        for (_, address) in lost { users[address, default: []].insert(user.address) }
    }

    /// What the field is to hold: the rest, with the new forms of what is replaced, or else what the cloud takes where
    /// nothing is said. Nil when that is nobody's to decide, or not known.
    private func target(_ user: Clinging, without gone: [(id: String, address: Address)]) -> Value? {
        let field = user.field
        guard !field.isBinding else { return nil }
        let ignored = user.desired?.lifecycle.ignore.map(\.path.field) ?? []
        guard !ignored.contains(field.name) else { return nil }
        let lost = Set(gone.map(\.id))
        let heirs = Set(gone.map(\.address)).filter(comesFirst).sorted().map { Value.reference(Reference($0)) }
        let rest = user.named.filter { !lost.contains($0) }.map(Value.string) + heirs
        if let only = rest.first, case .reference = field.type { return only }
        if !rest.isEmpty { return .list(rest) }
        guard let parent = field.fallback, let kind = field.type.referencedKinds.first.flatMap({ catalog[$0] }),
            let place = user.object.attributes[parent]?.spelling,
            let standard = live.all(kind.name).first(where: {
                kind.isBuiltIn($0) && $0.attributes[parent]?.spelling == place && !lost.contains($0.id)
            })
        else { return nil }
        if case .reference = field.type { return .string(standard.id) }
        return .list([.string(standard.id)])
    }

    /// Whether a new form of the object is there before the old one goes.
    private func comesFirst(_ address: Address) -> Bool {
        guard let order = catalog[address.kind]?.life.replacement, order != .deleteFirst else { return false }
        return steps.contains {
            $0.address == address && $0.action == .replace && (order == .createFirst || $0.createsFirst)
        }
    }

    private mutating func add(
        _ change: FieldChange, to resource: DesiredResource, _ kind: Kind, _ object: LiveObject, at index: Int?
    ) {
        var resource = resource
        resource.attributes[change.path.field] = change.after
        guard let index, steps[index].changesInPlace || steps[index].adopts else {
            if let index, steps[index].isRefused { return }
            // A rename or a change of its treatment is done along with it.
            if let index { steps.remove(at: index) }
            unchanged.removeAll { $0 == resource.address }
            return add(resource, .update, because: .differs, changes: [change], kind: kind, object: object)
        }
        steps[index].desired?.attributes[change.path.field] = change.after
        steps[index].changes = (steps[index].changes + [change]).sorted { $0.path < $1.path }
        steps[index].disruption = max(steps[index].disruption, change.disruption)
        for call in kind.field(change.path.field)?.change.calls ?? [] where !steps[index].calls.contains(call) {
            steps[index].calls.append(call)
        }
        steps[index].seconds = max(steps[index].seconds, kind.life.update.seconds)
    }

    private mutating func refuseDeletion(of address: Address, usedBy user: Clinging) {
        guard let step = steps.first(where: { $0.address == address && $0.destroys }) else { return }
        let why =
            user.desired == nil
            ? "\(user.address), which stays in the cloud, still refers to it in '\(user.field.name)'"
            : "\(user.address) still refers to it in '\(user.field.name)'"
        let advice =
            user.field.isBinding
            ? "keep it as long as \(user.address) exists"
            : "change '\(user.field.name)' of \(user.address) to another one, and apply that first"
        let refusal = steps.refusal(of: step, because: why, advice: advice)
        steps.removeAll { $0.address == address }
        steps.append(refusal)
    }
}

extension Field {
    /// Whether the cloud keeps what the field names from being deleted, until a call gives it another value.
    fileprivate var holdsWhatItNames: Bool {
        guard case .inPlace = change, !isAttachment, !type.referencedKinds.isEmpty else { return false }
        if case .reference = type, initial == .null { return true }
        return fallback != nil
    }
}
