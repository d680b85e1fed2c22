import OrderedJSON

/// The rules of a network ACL; within a direction the priority is the key. Source: api/vpc.md §3.3.
enum NetworkAclRules {
    static let list = RuleList(
        owner: "networkAcl", key: ["priority"], keyParameter: "priority",
        identity: ["priority", "protocolType", "ipBlock", "denyAllowGroupNo", "portRange", "ruleAction"],
        columns: [
            .text("networkAclNo"), .integer("priority"),
            .code("protocolType", ["TCP": "TCP", "UDP": "UDP", "ICMP": "ICMP"]), .text("portRange"),
            .code("ruleAction", ["ALLOW": "Allow", "DROP": "Drop"]), .text("createDate", "ipBlock", "denyAllowGroupNo"),
            .code("networkAclRuleType", RuleList.directionNames), .text("networkAclRuleDescription"),
        ],
        checks: [
            .isNow(
                "networkAclStatus", "RUN",
                else: .action("1012005", "The network ACL rules are being changed. Please try again later."))
        ],
        plan: { world, acl in NetworkAcls.change(of: acl, world) }, read: read)

    private static let read: @Sendable (CallParameters, Record, World) throws(Failure) -> [String: JSON] = {
        request, acl, world throws(Failure) in
        let proto = try request.required("protocolTypeCode")
        let action = try request.required("ruleActionCode")
        let ports = request.text("portRange") ?? ""
        let (block, group) = (request.text("ipBlock") ?? "", request.text("denyAllowGroupNo") ?? "")
        let priority = try request.requiredInteger("priority")
        guard (0...199).contains(priority) else { throw .invalid("priority") }
        guard ["TCP", "UDP", "ICMP"].contains(proto) else { throw .invalid("protocolTypeCode") }
        guard ["ALLOW", "DROP"].contains(action) else { throw .invalid("ruleActionCode") }
        guard proto == "ICMP" ? ports.isEmpty : PortRange.accepts(ports) else { throw .invalid("portRange") }
        guard block.isEmpty != group.isEmpty, block.isEmpty || AddressBlock(block) != nil else {
            throw .invalid("ipBlock")
        }
        guard group.isEmpty || world[.denyAllowGroup, group]?["vpcNo"] == acl["vpcNo"] else {
            throw .invalid("denyAllowGroupNo")
        }
        return [
            "priority": .integer(priority), "protocolType": .string(proto), "portRange": .string(ports),
            "ruleAction": .string(action), "ipBlock": .string(block), "denyAllowGroupNo": .string(group),
            "createDate": world.date,
        ]
    }
}
