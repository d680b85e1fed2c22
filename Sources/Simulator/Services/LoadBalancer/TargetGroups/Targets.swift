import OrderedJSON

/// The servers of target groups. Source: api/loadbalancer.md §6, and the page of the data type Target, 2026-10-22.
enum Targets {
    static let kind: ActionKind = ActionKind(
        "Target", .target, id: "targetNo",
        columns: [
            .text("targetNo", "targetName", "targetIp"), .code("healthCheckStatus", statusNames),
            .raw("healthCheckResponse"),
        ],
        derived: ActionKind.Derivation { world, target in
            let server = world[.server, target["targetNo"]]
            let interface = TargetHealth.interface(of: target["targetNo"], world)
            return [
                "targetName": .string(server?["serverName"] ?? ""), "targetIp": .string(interface?["ip"] ?? ""),
            ]
        },
        reads: [],
        actions: [
            .own("getTargetList") { world, parameters throws(Failure) in
                answer(try TargetGroups.kind.find(parameters, world).id, world)
            },
            .own("addTarget") { world, parameters throws(Failure) in
                try change(&world, parameters) { present, named in present + named.filter { !present.contains($0) } }
            },
            // One that is not in the group is passed over. (inferred)
            .own("removeTarget") { world, parameters throws(Failure) in
                try change(&world, parameters) { present, named in present.filter { !named.contains($0) } }
            },
            .own("setTarget") { world, parameters throws(Failure) in
                try change(&world, parameters) { _, named in named }
            },
        ])

    private static let statusNames = ["UP": "Health Up", "DOWN": "Health Down", "UNUSED": "Health Unused"]

    /// As many as a balancer serves. Source: api/loadbalancer.md §3.
    private static let most = 100

    static func id(_ server: String, in group: String) -> String { group + "-" + server }

    /// The targets of a group, as they came.
    static func of(_ group: String, _ world: World) -> [Record] {
        world.records(.target, where: "targetGroupNo", is: group)
    }

    static let areThere = Input.check { parameters, group, world throws(Failure) in
        try verify(parameters.list("targetNoList"), vpcNo: group["vpcNo"], world)
    }

    /// Adds a server to a group as something else than the account's own calls does: `{"group", "server"}`.
    static func add(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        let group = try TargetGroups.kind.find(world, description["group"]?.text ?? "")
        let server = try Servers.kind.find(world, description["server"]?.text ?? "")
        TargetGroups.register(server.id, in: group.id, &world)
        return ["targets": .array(of(group.id, world).map { .string($0["targetNo"]) })]
    }

    private static func answer(_ group: String, _ world: World) -> ActionAnswer {
        kind.answer(world, of(group, world).map(\.id))
    }

    private static func change(
        _ world: inout World, _ parameters: CallParameters,
        to wanted: (_ present: [String], _ named: [String]) -> [String]
    ) throws(Failure) -> ActionAnswer {
        let group = try TargetGroups.kind.find(parameters, world)
        try TargetGroups.isIdle.verify(world, group, parameters)
        let present = of(group.id, world).map { $0["targetNo"] }
        let named = try parameters.requiredList("targetNoList")
        let targets = wanted(present, named)
        let new = targets.filter { !present.contains($0) }
        try verify(new, vpcNo: group["vpcNo"], world)
        guard targets.count <= most else { throw .limit(1205, "targets of a group") }
        for server in present where !targets.contains(server) {
            TargetGroups.deregister(server, from: group.id, &world)
        }
        for server in new { TargetGroups.register(server, in: group.id, &world) }
        try TargetGroups.reconfigure(&world, group, parameters)
        return answer(group.id, world)
    }

    /// Servers of the group's VPC that are not about to go.
    private static func verify(_ servers: [String], vpcNo: String, _ world: World) throws(Failure) {
        for number in servers {
            let server = try Servers.kind.find(world, number)
            guard server["vpcNo"] == vpcNo, server["serverInstanceOperation"] != "TERMT" else {
                throw .invalid("targetNoList")
            }
        }
    }
}

extension TableSchema {
    static let target = TableSchema("target", nameAttribute: "targetNo", indexes: ["targetGroupNo", "targetNo"])
}
