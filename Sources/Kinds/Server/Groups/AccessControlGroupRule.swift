import Model
import NcloudClient
import OrderedJSON

/// A rule of an access control group. Source: api/vserver.md §3.6.
struct AccessControlGroupRule: TrafficRule {
    static let service = Service.vserver
    static let ownerWord = "AccessControlGroup"
    static let ownerNumber = "accessControlGroupNo"
    static let list = "accessControlGroupRuleList"
    static let direction = "accessControlGroupRuleType"

    var protocolCode: String
    var cidr: String?
    /// The number of the group at the other end.
    var group: String?
    var ports: String?
    var description: String?

    init?(_ wire: JSON) {
        guard let protocolCode = Self.protocolCode(wire["protocolType"]) else { return nil }
        self.protocolCode = protocolCode
        cidr = wire.nonEmpty("ipBlock")
        group = wire.nonEmpty("accessControlGroupSequence")
        ports = wire.nonEmpty("portRange")
        description = wire.nonEmpty("accessControlGroupRuleDescription")
    }

    /// The three protocols with names go by name, all others by number.
    private static func protocolCode(_ wire: JSON?) -> String? {
        guard let wire else { return nil }
        if let code = wire.nonEmpty("code"), ["TCP", "UDP", "ICMP"].contains(code) { return code }
        return wire.nonEmpty("number") ?? wire.nonEmpty("code")
    }

    init?(_ members: Attributes) {
        guard let protocolCode = members.text("protocol") else { return nil }
        self.protocolCode = protocolCode
        cidr = members.text("cidr")
        group = members.text("group")
        ports = members.text("ports")
        description = members.text("description")
    }

    var value: Value {
        .present([
            "protocol": .string(protocolCode), "cidr": Value(cidr), "group": Value(group), "ports": Value(ports),
            "description": Value(description),
        ])
    }

    var identity: Parameters {
        [
            "protocolTypeCode": protocolCode, "ipBlock": cidr, "accessControlGroupSequence": group,
            "portRange": ports,
        ]
    }

    var parameters: Parameters {
        var parameters = identity
        parameters.add("accessControlGroupRuleDescription", description)
        return parameters
    }
}
