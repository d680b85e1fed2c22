/// The calls that turn the access control groups of an interface into others.
///
/// An interface bears at least one and at most three groups (api/vserver.md §3.7), so new ones come first as far as
/// there is room, and old ones go as far as one stays.
enum GroupExchange: Hashable, Sendable {
    case add([String])
    case remove([String])

    static let most = 3

    /// The calls there are, for plans.
    static let calls = [GroupExchange.add([]).call, GroupExchange.remove([]).call]

    /// The call for an interface; the first one of a server is changed by it too.
    var call: String {
        switch self {
        case .add: "addNetworkInterfaceAccessControlGroup"
        case .remove: "removeNetworkInterfaceAccessControlGroup"
        }
    }

    /// The groups that it adds or removes.
    var groups: [String] {
        switch self {
        case .add(let groups), .remove(let groups): groups
        }
    }

    /// The calls in order; none when the sets are equal or nothing is asked for.
    static func steps(from current: [String], to desired: [String]) -> [GroupExchange] {
        guard !desired.isEmpty else { return [] }
        var missing = desired.filter { !current.contains($0) }
        var superfluous = current.filter { !desired.contains($0) }
        var count = current.count
        var steps: [GroupExchange] = []
        while !missing.isEmpty || !superfluous.isEmpty {
            let added = Array(missing.prefix(max(0, most - count)))
            if !added.isEmpty { steps.append(.add(added)) }
            missing.removeFirst(added.count)
            count += added.count
            let removed = Array(superfluous.prefix(max(0, count - 1)))
            if !removed.isEmpty { steps.append(.remove(removed)) }
            superfluous.removeFirst(removed.count)
            count -= removed.count
            guard !added.isEmpty || !removed.isEmpty else { return steps }
        }
        return steps
    }
}
