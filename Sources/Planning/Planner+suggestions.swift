import Model

// Objects that go and come again under another address, where nobody said that they are the same.

extension Planner {
    /// A warning for each object that is to be made while another one goes that has all that is wanted of it.
    ///
    /// Objects that rest on others which are the same are the same too: they are found in the next round.
    func suggestedRenames() -> [Diagnostic] {
        var planner = self
        var (coming, leaving) = (steps.filter(\.makesUnknown), steps.filter(\.removesUnnamed))
        var found: [(new: Step, old: Step)] = []
        for _ in 0..<8 where !coming.isEmpty && !leaving.isEmpty {
            let pairs = planner.likelyRenames(coming, leaving)
            guard !pairs.isEmpty else { break }
            for (new, old) in pairs {
                if let id = old.objectID { planner.known.exists(new.address, id: id) }
            }
            found += pairs
            let named = Set(pairs.flatMap { [$0.new.id, $0.old.id] })
            coming.removeAll { named.contains($0.id) }
            leaving.removeAll { named.contains($0.id) }
        }
        return found.compactMap { suggestion($0.new, insteadOf: $0.old) }
    }

    private func likelyRenames(_ coming: [Step], _ leaving: [Step]) -> [(new: Step, old: Step)] {
        let leaving = Dictionary(grouping: leaving) { old(of: $0) }
        return Dictionary(grouping: coming) { new(of: $0) }.flatMap { group, new -> [(new: Step, old: Step)] in
            guard let group, let old = leaving[group] else { return [] }
            return pairs(new, old)
        }
    }

    /// Objects by what is required of them: only those that have it in common are compared.
    private struct Group: Hashable {
        let kind: String
        let values: [String]
    }

    private func old(of step: Step) -> Group? {
        step.objectID.flatMap { live.object(step.address.kind, id: $0) }.flatMap {
            group(step.address.kind, $0.attributes)
        }
    }

    private func new(of step: Step) -> Group? {
        step.desired.flatMap { group(step.address.kind, known.resolve($0.attributes, of: step.address)) }
    }

    private func group(_ name: String, _ attributes: Attributes) -> Group? {
        guard let kind = catalog[name] else { return nil }
        let required = kind.fields.filter { $0.presence == .required && $0.isComparable }
        let values = required.compactMap { attributes[$0.name]?.spelling }
        return Group(kind: name, values: values)
    }

    /// The pairs that agree, where it is clear which belong together: as many as come, go.
    private func pairs(_ new: [Step], _ old: [Step]) -> [(new: Step, old: Step)] {
        guard new.count * old.count <= 10_000 else { return [] }
        let matches = new.map { new in old.indices.filter { agree(new, old[$0]) } }
        let wanted = Set(matches.flatMap(\.self))
        if matches.allSatisfy({ $0.count == new.count }), wanted.count == new.count {
            return zip(new, wanted.sorted()).map { ($0, old[$1]) }
        }
        return zip(new, matches).compactMap { step, found in
            guard found.count == 1, matches.filter({ $0.contains(found[0]) }).count == 1 else { return nil }
            return (step, old[found[0]])
        }
    }

    /// Whether the object that goes has all that is wanted of the new one, but for a name that nobody wrote.
    private func agree(_ new: Step, _ old: Step) -> Bool {
        guard let kind = catalog[new.address.kind], let desired = new.desired,
            let object = old.objectID.flatMap({ live.object(kind.name, id: $0) })
        else { return false }
        var wanted = known.resolve(desired.attributes, of: new.address)
        for field in desired.fieldsFromName { wanted[field] = nil }
        return wanted.values.allSatisfy(\.references.isEmpty)
            && kind.changes(adopting: object, as: wanted, ignored: desired.lifecycle.ignore.map(\.path)).isEmpty
    }

    private func suggestion(_ new: Step, insteadOf old: Step) -> Diagnostic? {
        guard let desired = new.desired else { return nil }
        let old = old.renamedFrom ?? old.address
        return Diagnostic(
            .warning, code: "rename", "\(new.address) is created while the identical \(old) is deleted",
            at: desired.span, help: "to keep the object, write renamedFrom: \(old.name)")
    }
}

extension Step {
    fileprivate var removesUnnamed: Bool {
        guard action == .delete else { return false }
        if case .displaced = reason { return true }
        return reason == .removed
    }

    fileprivate var makesUnknown: Bool { action == .create && reason == .new }
}
