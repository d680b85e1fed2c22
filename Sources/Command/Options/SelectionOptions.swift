import ArgumentParser
import Planning

/// Which objects a plan is about, and what it may do to them.
struct SelectionOptions: ParsableArguments {
    @Option(help: "Only these objects and their dependencies: Kind, Kind/name, Kind/name-* or label=value. Repeatable.")
    var target: [String] = []

    @Option(help: "All but these objects and those that depend on them; selectors as for --target. Repeatable.")
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp(
            "Fail on these changes: delete, replace, restart, stop-start, create, update, drift, breaking.",
            valueName: "class,…"))
    var failOn: String?

    @Option(help: "Fail if the plan deletes or replaces more objects than this.")
    var maxDestroy: Int?

    @Flag(
        inversion: .prefixedNo,
        help: "Check before the first change that codes, ranges, names and addresses fit each other and the account.")
    var preflight = true

    var selection: Selection { Selection(targets: target, excludes: exclude) }

    /// - Parameter mayRemoveMost: whether most objects may be deleted without a limit that allows it.
    /// - Parameter mayLoseData: whether objects that keep data may be deleted.
    func limits(maxDestroy projectLimit: Int?, mayRemoveMost: Bool = false, mayLoseData: Bool) throws -> Guard {
        Guard(
            failOn: try classes(), maxDestroy: maxDestroy ?? projectLimit, mayRemoveMost: mayRemoveMost,
            mayLoseData: mayLoseData)
    }

    mutating func validate() throws { _ = try classes() }

    private func classes() throws -> Set<Guard.Class> {
        var classes: Set<Guard.Class> = []
        for name in failOn?.split(separator: ",") ?? [] {
            guard let known = Guard.Class(name: String(name)) else {
                let all = Guard.Class.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("\"\(name)\" is not valid for --fail-on; valid values: \(all)")
            }
            classes.insert(known)
        }
        return classes
    }
}

/// What a plan may do that creates objects.
struct CreatingOptions: ParsableArguments {
    @Flag(help: "Create objects even if state is empty and the account already has identical ones.")
    var ignoreExisting = false
}
