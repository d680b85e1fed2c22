import Model

/// Counts the objects that there would be after a plan, and finds the numbers that it goes beyond. Pure.
///
/// A replacement counts as one object, though for a while there may be two.
struct LimitCheck {
    /// The objects that one number is about: those of a kind, in the account or in one parent.
    private struct Group: Hashable {
        var kind: String
        /// The place of the limit among those of the kind.
        var limit: Int
        var parent: Value?
    }

    private let plan: Plan
    private let catalog: KindCatalog
    /// The objects that the plan makes.
    private let groups: [Group: [Preflight.Subject]]

    /// - Parameter subjects: every object that is made or changed. One that an earlier run began to make may be there already, and
    ///   is not counted as new.
    init(_ plan: Plan, _ subjects: [Preflight.Subject], _ catalog: KindCatalog) {
        self.plan = plan
        self.catalog = catalog
        var groups: [Group: [Preflight.Subject]] = [:]
        for subject in subjects where subject.isNew && !subject.isResumed {
            let kind = subject.address.kind
            for (index, limit) in (catalog[kind]?.checks.limits ?? []).enumerated() {
                guard limit.counts(subject.attributes) else { continue }
                let parent = limit.parent.flatMap { subject.attributes[$0] }
                guard limit.parent == nil || !(parent?.isAbsent ?? true) else { continue }
                groups[Group(kind: kind, limit: index, parent: parent), default: []].append(subject)
            }
        }
        self.groups = groups
    }

    var needsQuotas: Bool { groups.keys.contains { limit(of: $0)?.needsQuotas ?? false } }

    /// A diagnostic for each number that the plan goes beyond, at the first document that does.
    func violations(_ live: LiveSnapshot, _ quotas: AccountQuotas, _ desired: Desired) -> [Diagnostic] {
        let found = groups.compactMap { group, new in violation(group, new, live, quotas) }
        guard !found.isEmpty else { return [] }
        let resources = Dictionary(
            desired.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        return found.map { $0.diagnostic(resources, quotas) }.sorted()
    }

    private func limit(of group: Group) -> Kind.Limit? {
        guard let limits = catalog[group.kind]?.checks.limits, limits.indices.contains(group.limit) else { return nil }
        return limits[group.limit]
    }

    private func violation(
        _ group: Group, _ new: [Preflight.Subject], _ live: LiveSnapshot, _ quotas: AccountQuotas
    ) -> Violation? {
        guard let kind = catalog[group.kind], let limit = limit(of: group), let most = limit.most(quotas),
            limit.parent != nil || live.observedKinds.contains(group.kind)
        else { return nil }
        let present = live.all(group.kind).filter { object in
            guard kind.phase(of: object.status) != .gone, limit.counts(object.attributes) else { return false }
            return limit.parent.map { object.attributes[$0] == group.parent } ?? true
        }
        let ending = Set(
            plan.steps.filter { $0.destroys && $0.address.kind == group.kind }.compactMap(\.objectID))
        let violation = Violation(
            kind: kind, limit: limit, most: most, present: present.count,
            deleted: present.filter { ending.contains($0.id) }.count, new: new.map(\.address))
        return violation.total > most ? violation : nil
    }
}

/// A number that a plan goes beyond.
private struct Violation {
    let kind: Kind
    let limit: Kind.Limit
    let most: Int
    /// How many there are.
    let present: Int
    /// How many of them the plan deletes.
    let deleted: Int
    /// What it makes.
    let new: [Address]

    var total: Int { present - deleted + new.count }
    /// How many more there may be.
    private var left: Int { max(0, most - (present - deleted)) }

    func diagnostic(_ resources: [Address: DesiredResource], _ quotas: AccountQuotas) -> Diagnostic {
        let ordered = new.sorted { one, other in
            guard let mine = resources[one], let theirs = resources[other] else { return one < other }
            return mine.precedes(theirs)
        }
        // The first one for which there is no room.
        let blamed = ordered.dropFirst(left).first ?? ordered.last
        let resource = blamed.flatMap { resources[$0] }
        let place = limit.parent.flatMap { resource?.place(of: $0) } ?? resource?.span
        return Diagnostic(
            limit.severity, code: "preflight", "\(blamed.map(\.description) ?? kind.name): \(message(quotas))",
            at: place, notes: notes, help: help)
    }

    private func message(_ quotas: AccountQuotas) -> String {
        let region = limit.needsQuotas ? " in \(quotas.region)" : ""
        let total = Counted.of(self.total, limit.noun, plural: limit.plural)
        let existing = "\(present == 0 ? "none" : String(present)) \(present > 1 ? "exist" : "exists")"
        let deleting = deleted > 0 ? ", the plan deletes \(deleted)" : ""
        return "with this plan \(owner) has \(total)\(region), but can have \(most): \(existing)\(deleting), so "
            + "\(left == 0 ? "none" : String(left)) \(left > 1 ? "are" : "is") left"
    }

    private var owner: String {
        guard let parent = limit.parent else { return "the account" }
        guard case .reference(let kind)? = kind.field(parent)?.type else { return "its \(parent)" }
        return "its \(kind)"
    }

    private var notes: [String] {
        switch limit.bound {
        case .documented: []
        case .quota(.code(let code)): ["the limit is that of \(code) in the account's quotas"]
        case .quota(.named(let name)):
            ["the limit is that of the resource named \(name) in the account's quotas, which may count differently"]
        }
    }

    private var help: String {
        if limit.needsQuotas {
            return "create fewer, delete unused ones, or request a higher limit in Service Quota of the console"
        }
        return limit.canBeRaised ? "delete unused ones, or request a higher limit" : "create fewer, or delete some"
    }
}
