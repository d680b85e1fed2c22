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
        let planned = Dictionary(grouping: steps, by: \.address)
        let labels = Dictionary(uniqueKeysWithValues: desired.resources.map { ($0.address, $0.labels) })
        func matches(_ selectors: [String], _ address: Address) -> Bool {
            Selection.matches(selectors, address, labels: labels[address] ?? [:])
        }
        var chosen = Set(planned.keys)
        if !options.selection.targets.isEmpty {
            let targets = planned.keys.filter { matches(options.selection.targets, $0) }
            if targets.isEmpty { warnAboutNothing() }
            chosen = closure(of: Set(targets), planned, following: needs)
        }
        let excluded = Set(planned.keys.filter { matches(options.selection.excludes, $0) })
        let dropped = closure(of: excluded, planned, following: neededBy).intersection(chosen)
        warnAbout(dropped.subtracting(excluded), excluded)
        return steps.filter { chosen.contains($0.address) && !dropped.contains($0.address) }
    }

    /// What must be done before the steps of an address: for a deletion what rests on it, else what it rests on.
    private func needs(_ address: Address, _ planned: [Address: [Step]]) -> [Address] {
        let isDeleted = planned[address]?.contains(where: \.destroys) ?? false
        let below = planned[address]?.first?.desired?.dependencies ?? []
        return below + (isDeleted ? dependants(of: address) : [])
    }

    /// What cannot be done when the steps of an address are left out.
    private func neededBy(_ address: Address, _ planned: [Address: [Step]]) -> [Address] {
        let isMade = planned[address]?.contains { $0.action == .create || $0.action == .replace } ?? false
        let above = isMade ? steps.filter { $0.desired?.dependencies.contains(address) ?? false }.map(\.address) : []
        let isDeleted = planned[address]?.contains(where: \.destroys) ?? false
        return above + (isDeleted ? recorded[address]?.dependencies ?? [] : [])
    }

    private func dependants(of address: Address) -> [Address] {
        recorded.resources.filter { $0.dependencies.contains(address) }.map(\.address)
    }

    private func closure(
        of seeds: Set<Address>, _ planned: [Address: [Step]],
        following next: (Address, [Address: [Step]]) -> [Address]
    ) -> Set<Address> {
        var found = seeds
        var open = Array(seeds)
        while let address = open.popLast() {
            for other in next(address, planned) where planned[other] != nil && found.insert(other).inserted {
                open.append(other)
            }
        }
        return found
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
