import OrderedJSON

/// Placement groups; they have no status. Source: api/vserver.md §3.11.
enum PlacementGroups {
    static let create: Action = { world, parameters throws(Failure) in
        let type = parameters.text("placementGroupTypeCode") ?? "AA"
        guard type == "AA" else { throw VServerRules.invalid("placementGroupTypeCode") }
        let name = try NameRule.check(parameters, "placementGroupName") ?? world.madeUpName("pg")
        let number = world.number(.network)
        world.insert(
            .placementGroup, id: number,
            [
                "placementGroupNo": .string(number), "placementGroupName": .string(name),
                "placementGroupType": .string(type), "regionCode": "KR",
            ])
        return VServerAnswers.placementGroup.answer(world, [number])
    }

    /// A missing number answers one empty element, not an empty list. Source: api/common.md §6.4.
    static let detail: Action = { world, parameters throws(Failure) in
        let number = try parameters.required("placementGroupNo")
        if world[.placementGroup, number] != nil { return VServerAnswers.placementGroup.answer(world, [number]) }
        return .list("placementGroupList", [["placementGroupNo": "", "placementGroupName": ""]])
    }

    static let delete: Action = { world, parameters throws(Failure) in
        let group = try find(parameters, world)
        if world.contains(.server, where: "placementGroupNo", is: group.id) {
            throw VServerRules.stillInUse(1008, "placement group")
        }
        let answer = VServerAnswers.placementGroup.answer(world, [group.id])
        world.remove(.placementGroup, group.id)
        return answer
    }

    static let addServer: Action = { world, parameters throws(Failure) in
        let group = try find(parameters, world)
        return try place(group.id, group["placementGroupName"], &world, parameters)
    }

    static let removeServer: Action = { world, parameters throws(Failure) in
        _ = try find(parameters, world)
        return try place("", "", &world, parameters)
    }

    private static func place(
        _ number: String, _ name: String, _ world: inout World, _ parameters: Parameters
    ) throws(Failure) -> ActionAnswer {
        let server = try Servers.find(parameters, world)
        guard server["hypervisorType"] != "KVM" else { throw VServerRules.invalid("serverInstanceNo") }
        world.set(
            .server, server.id, ["placementGroupNo": .string(number), "placementGroupName": .string(name)])
        return VServerAnswers.server.answer(world, [server.id])
    }

    private static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        try VServerAnswers.placementGroup.find(world, try parameters.required("placementGroupNo"))
    }
}
