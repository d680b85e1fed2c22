import Model

/// What keeps objects from being deleted that must be empty first: others inside, which no step of the plan deletes. Pure.
public struct Occupancy {
    /// How many objects of one parent are counted at most, besides those that the plan deletes.
    private static let most = 1000

    private let plan: Plan
    private let catalog: KindCatalog

    public init(_ plan: Plan, catalog: KindCatalog) {
        self.plan = plan
        self.catalog = catalog
    }

    /// What to read for it.
    public struct Question: Hashable, Sendable {
        /// The kind of what lies inside, and that of what it lies in.
        public var kind: String
        public var parent: String
        public var parents: Set<String>
        /// How many objects of one parent tell enough.
        public var limit: Int
    }

    public var questions: [Question] {
        let steps = Dictionary(grouping: plan.steps.filter(isCareful), by: \.address.kind)
        return steps.sorted { $0.key < $1.key }.compactMap { parent, steps in
            catalog[parent]?.life.mustBeEmptyOf.map { kind in
                Question(
                    kind: kind, parent: parent, parents: Set(steps.compactMap(\.objectID)),
                    limit: Self.most + deleted(kind).count)
            }
        }
    }

    /// An error for each object that is not empty by the time it is to be deleted.
    /// - Parameter inside: what was read for a question.
    public func diagnostics(_ question: Question, inside: [LiveObject]) -> [Diagnostic] {
        guard let field = catalog[question.kind]?.fields.first(where: { $0.type == .reference(question.parent) }) else {
            return []
        }
        let leaving = deleted(question.kind).union(moved(question.kind, by: field.name))
        let kind = catalog[question.kind]
        let left = Dictionary(
            grouping: inside.filter { !leaving.contains($0.id) && kind?.isDeleted($0) != true },
            by: { $0.attributes[field.name]?.spelling ?? "" })
        return plan.steps.filter(isCareful).compactMap { step in
            guard step.address.kind == question.parent, let rest = step.objectID.flatMap({ left[$0] }), !rest.isEmpty
            else { return nil }
            let names = rest.prefix(3).map { $0.name ?? $0.id }.joined(separator: ", ") + (rest.count > 3 ? ", …" : "")
            let count = rest.count >= Self.most ? "at least \(rest.count)" : String(rest.count)
            return Diagnostic(
                code: "not-empty",
                "\(step.address) cannot be deleted: it contains \(count) object\(rest.count == 1 ? "" : "s") that this plan "
                    + "does not delete: \(names)",
                at: step.desired?.span, notes: ["nacre deletes only objects that it manages"],
                help: "delete them with another tool, or keep \(step.address) with lifecycle.onRemove: retain")
        }
    }

    private func isCareful(_ step: Step) -> Bool {
        step.destroys && catalog[step.address.kind]?.life.mustBeEmptyOf != nil
    }

    /// Those that the plan moves somewhere else.
    private func moved(_ kind: String, by field: String) -> Set<String> {
        Set(
            plan.steps.filter { step in
                step.address.kind == kind && step.changes.contains { $0.path.field == field }
            }.compactMap(\.objectID))
    }

    private func deleted(_ kind: String) -> Set<String> {
        Set(plan.steps.filter { $0.destroys && $0.address.kind == kind }.compactMap(\.objectID))
    }
}
