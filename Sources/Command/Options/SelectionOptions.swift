import ArgumentParser
import Planning

/// Which objects a plan is about, and what it may do to them.
struct SelectionOptions: ParsableArguments {
    @Option(help: "Only these and what they need: Kind, Kind/name, Kind/name-*, or label=value. Repeatable.")
    var target: [String] = []

    @Option(help: "Not these, nor what needs them; selectors as for --target. Repeatable.")
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp(
            "Refuse a plan with such changes: destroy, replace, restart, stop-start, create, update, drift, breaking.",
            valueName: "class,…"))
    var failOn: String?

    @Option(help: "Refuse a plan that deletes or replaces more objects than this.")
    var maxDestroy: Int?

    @Flag(
        inversion: .prefixedNo,
        help: "Check first that codes, ranges, names and addresses fit each other and the account.")
    var preflight = true

    var selection: Selection { Selection(targets: target, excludes: exclude) }

    /// - Parameter mayRemoveMost: whether most objects may be deleted without a limit that allows it.
    func limits(maxDestroy projectLimit: Int?, mayRemoveMost: Bool = false) throws -> Guard {
        Guard(failOn: try classes(), maxDestroy: maxDestroy ?? projectLimit, mayRemoveMost: mayRemoveMost)
    }

    mutating func validate() throws { _ = try classes() }

    private func classes() throws -> Set<Guard.Class> {
        var classes: Set<Guard.Class> = []
        for name in failOn?.split(separator: ",") ?? [] {
            guard let known = Guard.Class(rawValue: String(name)) else {
                let all = Guard.Class.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--fail-on does not know \"\(name)\"; classes are \(all)")
            }
            classes.insert(known)
        }
        return classes
    }
}

/// What a plan may do that creates objects.
struct CreatingOptions: ParsableArguments {
    @Flag(help: "Create objects although the account holds others just like them, and state is empty.")
    var ignoreExisting = false
}
