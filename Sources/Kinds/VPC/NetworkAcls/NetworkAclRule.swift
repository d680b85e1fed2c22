import Model
import NcloudClient
import OrderedJSON

/// A rule of a network ACL. Source: api/vpc.md §3.3.
struct NetworkAclRule: TrafficRule {
    static let service = Service.vpc
    static let ownerWord = "NetworkAcl"
    static let ownerNumber = "networkAclNo"
    static let list = "networkAclRuleList"
    static let direction = "networkAclRuleType"

    var priority: Int64
    var protocolCode: String
    var cidr: String?
    var denyAllowGroup: String?
    var ports: String?
    var action: String
    var description: String?

    init?(_ wire: JSON) {
        guard let priority = wire["priority"]?.integer, let protocolCode = wire.code("protocolType"),
            let action = wire.code("ruleAction")
        else { return nil }
        self.priority = priority
        self.protocolCode = protocolCode
        self.action = action
        cidr = wire.nonEmpty("ipBlock")
        denyAllowGroup = wire.nonEmpty("denyAllowGroupNo")
        ports = wire.nonEmpty("portRange")
        description = wire.nonEmpty("networkAclRuleDescription")
    }

    init?(_ members: Attributes) {
        guard let priority = members["priority"]?.integer, let protocolCode = members.text("protocol"),
            let action = members.text("action")
        else { return nil }
        self.priority = priority
        self.protocolCode = protocolCode
        self.action = action
        cidr = members.text("cidr")
        denyAllowGroup = members.text("denyAllowGroup")
        ports = members.text("ports")
        description = members.text("description")
    }

    var value: Value {
        .present([
            "priority": .integer(priority), "protocol": .string(protocolCode), "cidr": Value(cidr),
            "denyAllowGroup": Value(denyAllowGroup), "ports": Value(ports), "action": .string(action),
            "description": Value(description),
        ])
    }

    /// The address goes along even when it is empty: the call insists on it.
    var identity: Parameters {
        [
            "priority": priority, "protocolTypeCode": protocolCode, "ipBlock": cidr ?? "",
            "denyAllowGroupNo": denyAllowGroup, "portRange": ports, "ruleActionCode": action,
        ]
    }

    var parameters: Parameters {
        [
            "priority": priority, "protocolTypeCode": protocolCode, "ipBlock": cidr,
            "denyAllowGroupNo": denyAllowGroup, "portRange": ports, "ruleActionCode": action,
            "networkAclRuleDescription": description,
        ]
    }
}
