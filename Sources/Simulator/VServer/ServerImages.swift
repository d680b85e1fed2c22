import OrderedJSON

/// Images made from own servers and snapshots. Source: api/vserver.md §3.3.
enum ServerImages {
    static let create: Action = { world, parameters throws(Failure) in
        let server = try copiable(parameters, world)
        let name = try NameRule.required(parameters, "serverImageName")
        let description = try NameRule.description(parameters, "serverImageDescription")
        let requests = try ImageDisks.requests(parameters, needsRoot: false, world)
        let source = world[.serverImage, server["serverImageNo"]] ?? world[.memberImage, server["serverImageNo"]]
        let mapping = ImageDisks.mapping(of: server, requests, &world)
        let number = insert(
            name, description, os: source?["osType"] ?? "UBUNTU", hypervisor: server["hypervisorType"], mapping, &world)
        copy(server, &world)
        return VServerAnswers.serverImage.answer(world, [number])
    }

    static let createFromSnapshot: Action = { world, parameters throws(Failure) in
        let name = try NameRule.required(parameters, "serverImageName")
        let description = try NameRule.description(parameters, "serverImageDescription")
        let requests = try ImageDisks.requests(parameters, needsRoot: true, world)
        let root = requests.first { $0.order == 0 }?.snapshot.flatMap { world[.snapshot, $0] }
        let mapping = ImageDisks.mapping(of: requests, world)
        // Which system a snapshot holds it does not tell. (inferred)
        let number = insert(
            name, description, os: "UBUNTU", hypervisor: root?["hypervisorType"] ?? "KVM", mapping, &world)
        return VServerAnswers.serverImage.answer(world, [number])
    }

    /// Absent numbers are no error, and the snapshots stay. Source: api/common.md §6.4.
    static let delete: Action = { world, parameters throws(Failure) in
        let numbers = try parameters.requiredList("serverImageNoList").filter {
            world[.serverImage, $0]?["serverImageType"] == "SELF"
        }
        for number in numbers { world.run(deletion, on: .serverImage, number) }
        return VServerAnswers.serverImage.answer(world, numbers)
    }

    static let share: Action = { world, parameters throws(Failure) in
        try ImageShares.change(own(parameters, world), .serverImage, adding: true, &world, parameters)
        return VServerAnswers.serverImage.answer(world, [try parameters.required("serverImageNo")])
    }

    static let unshare: Action = { world, parameters throws(Failure) in
        try ImageShares.change(own(parameters, world), .serverImage, adding: false, &world, parameters)
        return VServerAnswers.serverImage.answer(world, [try parameters.required("serverImageNo")])
    }

    /// Only own images can be shared. (inferred)
    private static func own(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        let image = try VServerAnswers.serverImage.find(world, try parameters.required("serverImageNo"))
        guard image["serverImageType"] == "SELF" else { throw VServerRules.invalid("serverImageNo") }
        return image
    }

    private static func insert(
        _ name: String, _ description: String, os: String, hypervisor: String, _ mapping: [JSON],
        _ world: inout World
    ) -> String {
        let number = world.number(.instance)
        var attributes = VServerCatalogue.attributes(number, name, os)
        attributes["serverImageType"] = "SELF"
        attributes["serverImageDescription"] = .string(description)
        attributes["hypervisorType"] = .string(hypervisor)
        attributes["createDate"] = .string(Timestamp(milliseconds: world.now).korean)
        attributes["blockStorageMappingList"] = .array(mapping)
        attributes["sharedLoginIdList"] = []
        world.insert(.serverImage, id: number, attributes, plan: creation)
        return number
    }

    /// Seconds in which an image is made, and its server copied.
    private static let copySeconds: Double = 30

    private static let creation: [Step] = [
        .now(["serverImageStatus": "INIT", "serverImageOperation": "CREAT", "serverImageStatusName": "creating"]),
        .after(
            seconds: copySeconds,
            ["serverImageStatus": "CREAT", "serverImageOperation": "NULL", "serverImageStatusName": "created"]),
    ]
    private static let deletion: [Step] = [
        .now(["serverImageOperation": "TERMT", "serverImageStatusName": "terminating"]), .gone(seconds: 5),
    ]
}

extension ServerImages {
    /// A server that is up or stopped, with nothing going on.
    static func copiable(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        let server = try Servers.find(parameters, world)
        try VServerRules.requireIdle(server, status: server["serverInstanceStatus"] == "NSTOP" ? "NSTOP" : "RUN")
        return server
    }

    /// While an image is made the server shows COPY. Source: api/vserver.md §2.1.
    static func copy(_ server: Record, _ world: inout World) {
        world.run(
            [
                .now(["serverInstanceOperation": "COPY", "serverInstanceStatusName": "copying"]),
                .after(
                    seconds: copySeconds,
                    [
                        "serverInstanceOperation": "NULL",
                        "serverInstanceStatusName": .string(server["serverInstanceStatusName"]),
                    ]),
            ], on: .server, server.id)
    }
}
