import Model
import OrderedCollections

// Which of the planned steps the run is about.

extension Planner {
    /// The steps that the options choose.
    ///
    /// A target brings along what it needs (or, when it is deleted, what needs it); an exclusion takes along what cannot
    /// be done without it, and says so.
    mutating func selected() -> [Step] {
        guard !options.selection.isEverything else { return steps }
        let web = Web(steps, recorded, renames.moves)
        let planned = Set(web.planned.keys)
        let labels = Dictionary(
            desired.resources.map { ($0.address, $0.labels) }, uniquingKeysWith: { first, _ in first })
        func matches(_ selectors: [String], _ address: Address) -> Bool {
            Selection.matches(selectors, address, labels: labels[address] ?? [:])
        }
        var chosen = planned
        if !options.selection.targets.isEmpty {
            let targets = planned.filter { matches(options.selection.targets, $0) }
            if targets.isEmpty { warnAboutNothing() }
            chosen = web.closure(of: targets, following: web.needs)
        }
        let excluded = planned.filter { matches(options.selection.excludes, $0) }
        let dropped = web.closure(of: excluded, following: web.neededBy).intersection(chosen)
        warnAbout(dropped.subtracting(excluded), excluded)
        return steps.filter { chosen.contains($0.address) && !dropped.contains($0.address) }
    }

    private mutating func warnAboutNothing() {
        warnings.append(
            Diagnostic(
                .warning, code: "empty-target",
                "nothing to do matches \(options.selection.targets.joined(separator: ", "))",
                help: "a target is Kind, Kind/name, Kind/name-* or label=value"))
    }

    private mutating func warnAbout(_ dropped: Set<Address>, _ excluded: Set<Address>) {
        guard !dropped.isEmpty else { return }
        warnings.append(
            Diagnostic(
                .warning, code: "excluded-too",
                "left out as well, since they need what is excluded: "
                    + dropped.sorted().map(\.description).joined(separator: ", ")))
    }
}

/// Which planned objects cannot do without which others.
private struct Web {
    let planned: [Address: [Step]]
    private let recorded: Recorded
    /// Addresses by those that get their rows in the same move.
    private var mates: [Address: [Address]] = [:]
    /// Planned objects by those that their manifests refer to.
    private var usersToBe: [Address: [Address]] = [:]
    /// Planned objects by those whose steps have to come before theirs.
    private var followers: [Address: [Address]] = [:]
    /// Recorded objects by those that they were built upon.
    private var users: [Address: [Address]] = [:]

    init(_ steps: [Step], _ recorded: Recorded, _ renames: [Rename]) {
        planned = Dictionary(grouping: steps, by: \.address)
        self.recorded = recorded
        for step in steps {
            for used in step.desired?.dependencies ?? [] { usersToBe[used, default: []].append(step.address) }
            for part in step.follows { followers[part, default: []].append(step.address) }
        }
        for rename in renames {
            mates[rename.from, default: []].append(rename.to)
            mates[rename.to, default: []].append(rename.from)
        }
        for record in recorded.resources {
            for used in record.dependencies { users[used, default: []].append(record.address) }
        }
    }

    /// What must be done before the steps of an address: for a deletion what rests on it, else what it rests on.
    func needs(_ address: Address) -> [Address] {
        let below = planned[address]?.lazy.compactMap(\.desired).first?.dependencies ?? []
        let followed = planned[address]?.flatMap(\.follows) ?? []
        return below + followed + (mates[address] ?? []) + (isDeleted(address) ? users[address] ?? [] : [])
    }

    /// What cannot be done when the steps of an address are left out.
    func neededBy(_ address: Address) -> [Address] {
        let above = getsItsID(address) ? usersToBe[address] ?? [] : []
        let below = isDeleted(address) ? (recorded[address]?.dependencies ?? []).filter(isDeleted) : []
        return above + below + (followers[address] ?? []) + (mates[address] ?? [])
    }

    private func isDeleted(_ address: Address) -> Bool { planned[address]?.contains(where: \.destroys) ?? false }

    /// Whether nobody can name the object before its steps are done: it is made, adopted, or moved here.
    private func getsItsID(_ address: Address) -> Bool {
        recorded[address]?.id == nil || mates[address] != nil
            || planned[address]?.contains { $0.action == .create || $0.action == .replace } ?? false
    }

    func closure(of seeds: Set<Address>, following next: (Address) -> [Address]) -> Set<Address> {
        var found = seeds
        var open = Array(seeds)
        while let address = open.popLast() {
            for other in next(address) where planned[other] != nil && found.insert(other).inserted {
                open.append(other)
            }
        }
        return found
    }
}
