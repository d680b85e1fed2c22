import OrderedJSON

/// The rules of an ACG: direction, protocol, source and ports distinguish them. Source: api/vserver.md §3.6.
enum AccessControlGroupRules {
    /// The same rule twice is refused. (inferred)
    static let list: RuleList = RuleList(
        owner: "accessControlGroup", key: identity, keyParameter: "accessControlGroupRuleList", identity: identity,
        columns: [
            .text("accessControlGroupNo"), .raw("protocolType"),
            .text("ipBlock", "accessControlGroupSequence", "portRange"),
            .code("accessControlGroupRuleType", RuleList.directionNames), .text("accessControlGroupRuleDescription"),
        ],
        checks: [
            .names("vpcNo"),
            Check { world, group, _ throws(Failure) in
                let status = group["accessControlGroupStatus"]
                let isNew = status == "INIT" && !world.switches.quirks.contains(.newGroupWaits)
                guard isNew || status == "RUN" else { throw AccessControlGroups.isBusy }
            },
        ],
        plan: { _, _ in AccessControlGroups.kind.lifeCycle.change }, read: read,
        limit: (50, .limit(1007, "ACG rules")), shown: numbered)

    private static let identity = ["protocolType", "ipBlock", "accessControlGroupSequence", "portRange"]
    private static let numbers: [String: Int64] = ["ICMP": 1, "TCP": 6, "UDP": 17]

    private static let read: @Sendable (CallParameters, Record, World) throws(Failure) -> [String: JSON] = {
        request, group, world throws(Failure) in
        let proto = try request.required("protocolTypeCode")
        let (block, source) = (request.text("ipBlock") ?? "", request.text("accessControlGroupSequence") ?? "")
        let ports = request.text("portRange") ?? ""
        guard numbers[proto] != nil || (1...254).contains(Int(proto) ?? 0) else { throw .invalid("protocolTypeCode") }
        guard block.isEmpty != source.isEmpty, block.isEmpty || AddressBlock(block) != nil else {
            throw .invalid("ipBlock")
        }
        guard source.isEmpty || world[.accessControlGroup, source]?["vpcNo"] == group["vpcNo"] else {
            throw .invalid("accessControlGroupSequence")
        }
        guard ["TCP", "UDP"].contains(proto) ? PortRange.accepts(ports) : ports.isEmpty else {
            throw .invalid("portRange")
        }
        return [
            "protocolType": .string(proto), "ipBlock": .string(block), "accessControlGroupSequence": .string(source),
            "portRange": .string(ports),
        ]
    }

    /// A protocol is shown with its number.
    private static let numbered: @Sendable ([String: JSON]) -> [String: JSON] = { rule in
        let proto = rule["protocolType"]?.text ?? ""
        let number = numbers[proto] ?? Int64(proto) ?? 0
        return rule.merging([
            "protocolType": [
                "code": .string(proto), "codeName": .string(proto.lowercased()), "number": .integer(number),
            ]
        ]) { $1 }
    }
}
