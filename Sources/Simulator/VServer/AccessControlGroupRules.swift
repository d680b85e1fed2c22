import OrderedJSON

/// The rules of an ACG. They have no identifier: direction, protocol, source and ports tell them apart.
/// Source: api/vserver.md §3.6.
enum AccessControlGroupRules {
    static let list: Action = { world, parameters throws(Failure) in
        let group = try AccessControlGroups.find(parameters, world)
        return answer(group, direction: parameters.text("accessControlGroupRuleTypeCode"))
    }

    static func add(
        _ direction: String, _ world: inout World, _ parameters: Parameters
    ) throws(Failure) -> ActionAnswer {
        let group = try changeable(parameters, world)
        var rules = group.attributes["rules"]?.elements ?? []
        for request in try parameters.requiredObjects("accessControlGroupRuleList") {
            let rule = try rule(request, direction, group, world)
            // The same rule twice is refused. (inferred)
            guard !rules.contains(where: { isSame($0, rule) }) else {
                throw VServerRules.invalid("accessControlGroupRuleList")
            }
            rules.append(rule)
        }
        guard rules.count(where: { $0["direction"]?.text == direction }) <= 50 else {
            throw VServerRules.limit(1007, "ACG rules")
        }
        return store(rules, group, &world, direction)
    }

    static func remove(
        _ direction: String, _ world: inout World, _ parameters: Parameters
    ) throws(Failure) -> ActionAnswer {
        let group = try changeable(parameters, world)
        var rules = group.attributes["rules"]?.elements ?? []
        for request in try parameters.requiredObjects("accessControlGroupRuleList") {
            let rule = try rule(request, direction, group, world)
            guard let place = rules.firstIndex(where: { isSame($0, rule) }) else {
                throw VServerRules.invalid("accessControlGroupRuleList")
            }
            rules.remove(at: place)
        }
        return store(rules, group, &world, direction)
    }

    private static func changeable(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        let group = try AccessControlGroups.find(parameters, world)
        guard group["vpcNo"] == (try parameters.required("vpcNo")) else { throw VServerRules.invalid("vpcNo") }
        let isNew = group["accessControlGroupStatus"] == "INIT" && !world.switches.quirks.contains(.newGroupWaits)
        guard isNew || group["accessControlGroupStatus"] == "RUN" else { throw VServerRules.groupBusy() }
        return group
    }

    private static func store(
        _ rules: [JSON], _ group: Record, _ world: inout World, _ direction: String
    ) -> ActionAnswer {
        world.set(.accessControlGroup, group.id, ["rules": .array(rules)])
        world.run(VServerStates.groupChange, on: .accessControlGroup, group.id)
        return world[.accessControlGroup, group.id].map { answer($0, direction: direction) }
            ?? .list("accessControlGroupRuleList", [])
    }

    private static func rule(
        _ request: Parameters, _ direction: String, _ group: Record, _ world: World
    ) throws(Failure) -> JSON {
        let proto = try request.required("protocolTypeCode")
        let (block, source) = (request.text("ipBlock") ?? "", request.text("accessControlGroupSequence") ?? "")
        let ports = request.text("portRange") ?? ""
        let number = Int(proto) ?? 0
        guard numbers[proto] != nil || (1...254).contains(number) else {
            throw VServerRules.invalid("protocolTypeCode")
        }
        guard block.isEmpty != source.isEmpty, block.isEmpty || AddressBlock(block) != nil else {
            throw VServerRules.invalid("ipBlock")
        }
        guard source.isEmpty || world[.accessControlGroup, source]?["vpcNo"] == group["vpcNo"] else {
            throw VServerRules.invalid("accessControlGroupSequence")
        }
        guard ["TCP", "UDP"].contains(proto) ? PortRange.accepts(ports) : ports.isEmpty else {
            throw VServerRules.invalid("portRange")
        }
        return [
            "direction": .string(direction), "protocolType": .string(proto), "ipBlock": .string(block),
            "accessControlGroupSequence": .string(source), "portRange": .string(ports),
            "description": .string(try NameRule.description(request, "accessControlGroupRuleDescription")),
        ]
    }

    private static func isSame(_ one: JSON, _ other: JSON) -> Bool {
        ["direction", "protocolType", "ipBlock", "accessControlGroupSequence", "portRange"]
            .allSatisfy { one[$0] == other[$0] }
    }

    private static let numbers: [String: Int64] = ["ICMP": 1, "TCP": 6, "UDP": 17]

    private static func answer(_ group: Record, direction: String?) -> ActionAnswer {
        let rules = group.attributes["rules"]?.elements ?? []
        let wanted = rules.filter { direction == nil || $0["direction"]?.text == direction }
        return .list("accessControlGroupRuleList", wanted.map { render($0, group) })
    }

    private static func render(_ rule: JSON, _ group: Record) -> JSON {
        let proto = rule["protocolType"]?.text ?? ""
        let number = numbers[proto] ?? Int64(proto) ?? 0
        return [
            "accessControlGroupNo": .string(group.id),
            "protocolType": [
                "code": .string(proto), "codeName": .string(proto.lowercased()), "number": .integer(number),
            ],
            "ipBlock": rule["ipBlock"] ?? "",
            "accessControlGroupSequence": rule["accessControlGroupSequence"] ?? "",
            "portRange": rule["portRange"] ?? "",
            "accessControlGroupRuleType": Shape.coded(
                rule["direction"]?.text ?? "", ["INBND": "Inbound", "OTBND": "Outbound"]) ?? .null,
            "accessControlGroupRuleDescription": rule["description"] ?? "",
        ]
    }
}
