import Model
import OrderedCollections

/// What a plan is asked for, beyond bringing everything to what is wanted.
public struct PlanOptions: Hashable, Sendable {
    /// The day of the run, as `2027-01-31`: ignore rules expire by it.
    public var today: String
    /// The moment of the run, in seconds since 1970: what has served by then is not made again.
    public var now: Double
    /// Deletes everything that state holds instead.
    public var destroy: Bool
    public var selection: Selection
    /// Whether somebody will confirm the plan: objects with `onRemove: confirm` are not deleted otherwise, unless they
    /// are named as targets.
    public var mayConfirm: Bool
    /// Whether objects are created although the account holds others just like them, and state is empty.
    public var ignoresExisting: Bool
    /// The run that the plan goes back behind, for an undo; the reasons name it.
    public var undoes: String?

    /// - Parameter now: the beginning of the day, unless it is given.
    public init(
        today: String, now: Double? = nil, destroy: Bool = false, selection: Selection = Selection(),
        mayConfirm: Bool = true,
        ignoresExisting: Bool = false, undoes: String? = nil
    ) {
        self.today = today
        self.now = now ?? DateTime(today + "T00:00:00Z").map { Double($0.seconds) } ?? 0
        self.destroy = destroy
        self.selection = selection
        self.mayConfirm = mayConfirm
        self.ignoresExisting = ignoresExisting
        self.undoes = undoes
    }
}

/// Which objects a run is about.
///
/// A selector is an address (`Server/web-0`), a kind (`Server`), an address with `*` in its name (`Server/web-*`), or a
/// label (`tier=web`).
public struct Selection: Hashable, Sendable {
    public var targets: [String]
    public var excludes: [String]

    public init(targets: [String] = [], excludes: [String] = []) {
        self.targets = targets
        self.excludes = excludes
    }

    public var isEverything: Bool { targets.isEmpty && excludes.isEmpty }
}

extension Selection {
    /// A diagnostic for each selector that means none of `addresses`.
    /// - Parameter kinds: the names that a selector without a name may be a slip of.
    public func misses(
        among addresses: [Address], labels: [Address: OrderedDictionary<String, String>], kinds: [String]
    ) -> [Diagnostic] {
        (targets + excludes).filter { selector in
            !addresses.contains { Selection.matches([selector], $0, labels: labels[$0] ?? [:]) }
        }.map { selector in
            let isKind = kinds.contains(selector)
            let names = selector.contains("/") ? addresses.map(\.description) : isKind ? [] : kinds
            return Diagnostic(
                code: "selector",
                isKind ? "there is no \(selector) in the manifests or in state" : "\"\(selector)\" matches no object",
                help: NearestName.of(selector, in: names).map { "did you mean \($0)?" }
                    ?? "a selector is Kind, Kind/name, Kind/name-* or label=value")
        }
    }

    /// Whether one of `selectors` means the object.
    static func matches(_ selectors: [String], _ address: Address, labels: OrderedDictionary<String, String>) -> Bool {
        selectors.contains { selector in
            if let equals = selector.firstIndex(of: "="), !selector.contains("/") {
                return labels[String(selector[..<equals])] == String(selector[selector.index(after: equals)...])
            }
            guard let pattern = Address(selector) else { return selector == address.kind }
            return pattern.kind == address.kind && Wildcard.matches(pattern.name, address.name)
        }
    }
}
