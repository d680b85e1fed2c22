import OrderedJSON

/// Placement groups; they have no status. Source: api/vserver.md §3.11.
enum PlacementGroups {
    static let kind: ActionKind = ActionKind(
        "PlacementGroup", .placementGroup,
        columns: [
            .text("placementGroupNo", "placementGroupName"), .code("placementGroupType", ["AA": "Anti-Affinity"]),
        ],
        filters: [.within("placementGroupName")], isPaged: false,
        actions: [
            .create([
                .code("placementGroupType", of: ["AA"], default: "AA"), .name("placementGroupName", orMadeUp: "pg"),
            ]),
            .own("getPlacementGroupDetail", detail),
            .delete(when: [.isNotUsed(by: .server, as: "placementGroupNo", else: .inUse(1008, "placement group"))]),
            .own("addPlacementGroupServerInstance") { world, parameters throws(Failure) in
                let group = try kind.find(parameters, world)
                return try place(group.id, group["placementGroupName"], &world, parameters)
            },
            .own("removePlacementGroupServerInstance") { world, parameters throws(Failure) in
                _ = try kind.find(parameters, world)
                return try place("", "", &world, parameters)
            },
        ])

    /// A missing number answers one empty element, not an empty list. Source: api/common.md §6.4.
    private static let detail: Action = { world, parameters throws(Failure) in
        let number = try parameters.required("placementGroupNo")
        if world[.placementGroup, number] != nil { return kind.answer(world, [number]) }
        return .list(kind.list, [["placementGroupNo": "", "placementGroupName": ""]])
    }

    private static func place(
        _ number: String, _ name: String, _ world: inout World, _ parameters: CallParameters
    ) throws(Failure) -> ActionAnswer {
        let server = try Servers.kind.find(parameters, world)
        guard server["hypervisorType"] != "KVM" else { throw .invalid("serverInstanceNo") }
        world.set(.server, server.id, ["placementGroupNo": .string(number), "placementGroupName": .string(name)])
        return Servers.kind.answer(world, [server.id])
    }
}

extension TableSchema { static let placementGroup = TableSchema("placementGroup", numbers: .network) }
