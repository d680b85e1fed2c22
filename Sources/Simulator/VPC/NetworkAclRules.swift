import OrderedJSON

/// The rules of a network ACL; they have no identifier, and within a direction the priority is the key.
/// Source: api/vpc.md §3.3.
enum NetworkAclRules {
    static let list: Action = { world, parameters throws(Failure) in
        let acl = try NetworkAcls.find(parameters, world)
        return answer(acl, direction: parameters.text("networkAclRuleTypeCode"))
    }

    static func add(
        _ direction: String, _ world: inout World, _ parameters: Parameters
    ) throws(Failure) -> ActionAnswer {
        let acl = try changeable(parameters, world)
        var rules = acl.attributes["rules"]?.elements ?? []
        for request in try parameters.requiredObjects("networkAclRuleList") {
            let rule = try rule(request, direction, acl, world)
            guard !rules.contains(where: { isSame($0, rule, ["direction", "priority"]) }) else {
                throw VPCRules.invalid("priority")
            }
            rules.append(rule)
        }
        return store(rules, in: acl, &world, direction)
    }

    /// A rule to remove is named by everything but its description.
    static func remove(
        _ direction: String, _ world: inout World, _ parameters: Parameters
    ) throws(Failure) -> ActionAnswer {
        let acl = try changeable(parameters, world)
        var rules = acl.attributes["rules"]?.elements ?? []
        let identity = [
            "direction", "priority", "protocolType", "ipBlock", "denyAllowGroupNo", "portRange", "ruleAction",
        ]
        for request in try parameters.requiredObjects("networkAclRuleList") {
            let rule = try rule(request, direction, acl, world)
            guard let place = rules.firstIndex(where: { isSame($0, rule, identity) }) else {
                throw VPCRules.invalid("networkAclRuleList")
            }
            rules.remove(at: place)
        }
        return store(rules, in: acl, &world, direction)
    }

    private static func changeable(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        let acl = try NetworkAcls.find(parameters, world)
        guard acl["networkAclStatus"] == "RUN" else { throw VPCRules.aclBusyForRules() }
        return acl
    }

    private static func store(
        _ rules: [JSON], in acl: Record, _ world: inout World, _ direction: String
    ) -> ActionAnswer {
        let isAttached = world.contains(.subnet, where: "networkAclNo", is: acl.id)
        world.set(.networkAcl, acl.id, ["rules": .array(rules)])
        world.run(
            isAttached ? VPCStates.attachedAclChange : VPCStates.detachedAclChange, on: .networkAcl, acl.id)
        return world[.networkAcl, acl.id].map { answer($0, direction: direction) }
            ?? .list("networkAclRuleList", [])
    }

    private static func rule(
        _ request: Parameters, _ direction: String, _ acl: Record, _ world: World
    ) throws(Failure) -> JSON {
        let proto = try request.required("protocolTypeCode")
        let action = try request.required("ruleActionCode")
        let ports = request.text("portRange") ?? ""
        let (block, group) = (request.text("ipBlock") ?? "", request.text("denyAllowGroupNo") ?? "")
        let priority = try request.requiredInteger("priority")
        guard (0...199).contains(priority) else { throw VPCRules.invalid("priority") }
        guard ["TCP", "UDP", "ICMP"].contains(proto) else { throw VPCRules.invalid("protocolTypeCode") }
        guard ["ALLOW", "DROP"].contains(action) else { throw VPCRules.invalid("ruleActionCode") }
        guard proto == "ICMP" ? ports.isEmpty : PortRange.accepts(ports) else { throw VPCRules.invalid("portRange") }
        guard block.isEmpty != group.isEmpty, block.isEmpty || AddressBlock(block) != nil else {
            throw VPCRules.invalid("ipBlock")
        }
        guard group.isEmpty || world[.denyAllowGroup, group]?["vpcNo"] == acl["vpcNo"] else {
            throw VPCRules.invalid("denyAllowGroupNo")
        }
        return [
            "direction": .string(direction), "priority": .integer(priority), "protocolType": .string(proto),
            "portRange": .string(ports), "ruleAction": .string(action), "ipBlock": .string(block),
            "denyAllowGroupNo": .string(group),
            "description": .string(try NameRule.description(request, "networkAclRuleDescription")),
            "createDate": .string(Timestamp(milliseconds: world.now).korean),
        ]
    }

    private static func isSame(_ one: JSON, _ other: JSON, _ fields: [String]) -> Bool {
        fields.allSatisfy { one[$0] == other[$0] }
    }

    private static func answer(_ acl: Record, direction: String?) -> ActionAnswer {
        let rules = acl.attributes["rules"]?.elements ?? []
        let wanted = rules.filter { direction == nil || $0["direction"]?.text == direction }
        return .list("networkAclRuleList", wanted.map { render($0, acl) })
    }

    private static func render(_ rule: JSON, _ acl: Record) -> JSON {
        func coded(_ field: String, _ names: [String: String]) -> JSON {
            Shape.coded(rule[field]?.text ?? "", names) ?? .null
        }
        return [
            "networkAclNo": .string(acl.id), "priority": rule["priority"] ?? 0,
            "protocolType": coded("protocolType", ["TCP": "TCP", "UDP": "UDP", "ICMP": "ICMP"]),
            "portRange": rule["portRange"] ?? "",
            "ruleAction": coded("ruleAction", ["ALLOW": "Allow", "DROP": "Drop"]),
            "createDate": rule["createDate"] ?? "", "ipBlock": rule["ipBlock"] ?? "",
            "denyAllowGroupNo": rule["denyAllowGroupNo"] ?? "",
            "networkAclRuleType": coded("direction", ["INBND": "Inbound", "OTBND": "Outbound"]),
            "networkAclRuleDescription": rule["description"] ?? "",
        ]
    }
}
