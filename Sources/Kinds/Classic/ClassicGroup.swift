import Model
import NcloudClient
import OrderedJSON

/// An access control group of the Classic environment, which no call changes, with its rules. Source: the pages
/// compute-server-getaccesscontrolrulelist and common-apidatatype-accesscontrolrule.
struct ClassicGroup: Hashable, Sendable {
    /// What reaches the group's servers: it has no rules for what leaves them.
    struct Rule: Hashable, Sendable {
        var networkProtocol: String
        /// A range; nil where the peers are those of a group.
        var source: String?
        /// The number of the peers' group.
        var sourceGroup: String?
        /// Empty for ICMP.
        var ports: String
        var description: String

        /// Nil without a protocol, or without peers.
        init?(_ wire: JSON) {
            guard let networkProtocol = wire.code("protocolType") else { return nil }
            self.networkProtocol = networkProtocol.uppercased()
            // Called the number of a rule, it is that of a group (page common-apidatatype-accesscontrolrule).
            sourceGroup = wire.nonEmpty("sourceAccessControlRuleConfigurationNo")
            source =
                sourceGroup == nil
                ? wire.nonEmpty("sourceIp").flatMap { IPv4Range(including: $0)?.description } : nil
            guard source != nil || sourceGroup != nil else { return nil }
            ports = networkProtocol.uppercased() == "ICMP" ? "" : wire.nonEmpty("destinationPort") ?? ""
            description = wire.nonEmpty("accessControlRuleDescription") ?? ""
        }
    }

    let number: String
    var name: String
    var description = ""
    var rules: [Rule] = []

    /// The groups with these numbers, and those that their rules let in, each with its rules: one list of all groups, and
    /// a call for each group that matters.
    static func read(_ numbers: [String], from cloud: any APICaller) async throws(APIFailure) -> [ClassicGroup] {
        guard !numbers.isEmpty else { return [] }
        let all = try await cloud.pages(
            of: .action(.server, "getAccessControlGroupList"), list: "accessControlGroupList")
        var known: [String: ClassicGroup] = [:]
        for wire in all {
            guard let number = wire.nonEmpty("accessControlGroupConfigurationNo") else { continue }
            known[number] = ClassicGroup(
                number: number, name: wire.nonEmpty("accessControlGroupName") ?? number,
                description: wire.nonEmpty("accessControlGroupDescription") ?? "")
        }
        var groups: [ClassicGroup] = []
        var asked: Set<String> = []
        var open = numbers
        while !open.isEmpty {
            let found = open.filter { asked.insert($0).inserted }.compactMap { known[$0] }
            let read = try await found.concurrentlyReading { group throws(APIFailure) in
                try await group.withRules(from: cloud)
            }
            groups += read
            open = read.flatMap { $0.rules.compactMap(\.sourceGroup) }
        }
        return groups
    }

    private func withRules(from cloud: any APICaller) async throws(APIFailure) -> ClassicGroup {
        let wires = try await cloud.elements(
            of: .action(.server, "getAccessControlRuleList", ["accessControlGroupConfigurationNo": number]),
            under: "accessControlRuleList")
        var group = self
        group.rules = wires.compactMap(Rule.init)
        return group
    }
}
