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
        let web = SelectionWeb(steps, handovers, recorded, renames.moves, catalog, live)
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
        let excluded = planned.union(recorded.resources.map(\.address))
            .filter { matches(options.selection.excludes, $0) }
        let dropped = web.closure(of: excluded, following: web.neededBy).intersection(chosen)
        warnAbout(dropped.subtracting(excluded), excluded)
        return steps.filter { chosen.contains($0.address) && !dropped.contains($0.address) }
    }

    private mutating func warnAboutNothing() {
        warnings.append(
            Diagnostic(
                .warning, code: "empty-target",
                "no planned change matches --target \(options.selection.targets.joined(separator: ", "))",
                help: "a target is Kind, Kind/name, Kind/name-* or label=value"))
    }

    private mutating func warnAbout(_ dropped: Set<Address>, _ excluded: Set<Address>) {
        guard !dropped.isEmpty else { return }
        warnings.append(
            Diagnostic(
                .warning, code: "excluded-too",
                "also excluded, because they depend on excluded objects: "
                    + dropped.sorted().map(\.description).joined(separator: ", ")))
    }
}
