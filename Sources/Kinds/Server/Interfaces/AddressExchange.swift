import Model
import NcloudClient

/// The calls that turn the secondary addresses of an interface into others: at most five, so old ones go first.
/// Source: api/vserver.md §3.7.
enum AddressExchange: Hashable, Sendable {
    case unassign([String])
    case assign([String])
    /// So many more that the cloud picks, up to `total` in all.
    case assignAny(Int, total: Int)

    /// The calls in order; none when nothing is asked for or all is as desired.
    static func steps(from live: LiveObject, to desired: DesiredObject) -> [AddressExchange] {
        let current = live.attributes["secondaryIps"]?.elements.compactMap(\.text) ?? []
        if desired.attributes["secondaryIps"] != nil, desired.integer("secondaryIpCount") == nil {
            let addresses = desired.texts("secondaryIps") ?? []
            let superfluous = current.filter { !addresses.contains($0) }
            let missing = addresses.filter { !current.contains($0) }
            return (superfluous.isEmpty ? [] : [.unassign(superfluous)]) + (missing.isEmpty ? [] : [.assign(missing)])
        }
        guard let count = desired.integer("secondaryIpCount").flatMap(Int.init(exactly:)) else { return [] }
        let present = live.attributes["secondaryIpCount"]?.integer.flatMap(Int.init(exactly:)) ?? current.count
        if count > present { return [.assignAny(count - present, total: count)] }
        return count < current.count ? [.unassign(Array(current.dropFirst(count)))] : []
    }

    /// The calls there are, for plans.
    static let calls = [AddressExchange.unassign([]).call, AddressExchange.assign([]).call]

    var call: String {
        switch self {
        case .unassign: "unassignSecondaryIps"
        case .assign, .assignAny: "assignSecondaryIps"
        }
    }

    var parameters: Parameters {
        switch self {
        case .unassign(let addresses), .assign(let addresses): ["secondaryIpList": addresses]
        case .assignAny(let count, _): ["secondaryIpCount": Int64(count)]
        }
    }

    /// Whether the interface shows the effect.
    func isDone(on interface: LiveObject) -> Bool {
        let current = interface.attributes["secondaryIps"]?.elements.compactMap(\.text) ?? []
        return switch self {
        case .unassign(let addresses): !addresses.contains(where: current.contains)
        case .assign(let addresses): addresses.allSatisfy(current.contains)
        case .assignAny(_, let total): current.count >= total
        }
    }
}
