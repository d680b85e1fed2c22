import Model
import NcloudClient
import OrderedJSON

/// A rule of a network ACL or an access control group: it has no id, can be added and removed, never changed.
protocol TrafficRule: Hashable, Sendable {
    static var service: Service { get }
    /// The owner inside the names of calls: `NetworkAcl` in `addNetworkAclInboundRule`.
    static var ownerWord: String { get }
    /// The parameter and member that names the owner: `networkAclNo`.
    static var ownerNumber: String { get }
    /// The list of rules in requests and answers: `networkAclRuleList`.
    static var list: String { get }
    /// The coded member that says the direction.
    static var direction: String { get }

    /// Nil when what identifies the rule is missing.
    init?(_ wire: JSON)
    init?(_ members: Attributes)

    /// The rule in manifest vocabulary.
    var value: Value { get }
    /// What names the rule in a removal.
    var identity: Parameters { get }
    /// What is sent to add it.
    var parameters: Parameters { get }
}

extension TrafficRule {
    static var readCall: String { "get\(ownerWord)RuleList" }

    static func readCall(owner id: String) -> APIRequest { .action(service, readCall, [ownerNumber: id]) }

    static func addCall(_ direction: RuleDirection) -> String { "add\(ownerWord)\(direction.callWord)Rule" }

    static func removeCall(_ direction: RuleDirection) -> String { "remove\(ownerWord)\(direction.callWord)Rule" }

    /// The calls that bring rules of one direction to what is desired, for plans.
    static func changeCalls(_ direction: RuleDirection) -> [String] { [removeCall(direction), addCall(direction)] }
}
