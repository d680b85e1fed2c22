import OrderedJSON

/// Own images of XEN and RHV servers, the older way. Source: api/vserver.md §3.3.
enum MemberImages {
    static let create: Action = { world, parameters throws(Failure) in
        let server = try ServerImages.copiable(parameters, world)
        guard ["XEN", "RHV"].contains(server["hypervisorType"]) else {
            throw VServerRules.invalid("serverInstanceNo")
        }
        let name = try NameRule.check(parameters, "memberServerImageName") ?? world.madeUpName("m")
        let description = try NameRule.description(parameters, "memberServerImageDescription")
        let disks = world.records(.blockStorage, where: "serverInstanceNo", is: server.id)
        let source = world[.serverImage, server["serverImageNo"]] ?? world[.memberImage, server["serverImageNo"]]
        let number = world.number(.instance)
        world.insert(
            .memberImage, id: number,
            [
                "memberServerImageInstanceNo": .string(number), "memberServerImageName": .string(name),
                "memberServerImageDescription": .string(description),
                "originalServerInstanceNo": .string(server.id),
                "originalServerImageProductCode": .string(server["serverImageProductCode"]),
                "memberServerImageBlockStorageTotalRows": .integer(Int64(disks.count)),
                "memberServerImageBlockStorageTotalSize": .integer(
                    disks.reduce(0) { $0 + $1.integer("blockStorageSize") }),
                "hypervisorType": .string(server["hypervisorType"]), "sharedLoginIdList": [],
                // What servers made of it take from it.
                "serverImageProductCode": .string(server["serverImageProductCode"]),
                "osType": .string(source?["osType"] ?? ""),
                "osCategoryType": .string(source?["osCategoryType"] ?? "LINUX"),
                "serverImageStatus": "CREAT", "regionCode": "KR", "shareStatus": "NULL",
                "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ], plan: creation)
        ServerImages.copy(server, &world)
        return VServerAnswers.memberImage.answer(world, [number])
    }

    /// Absent numbers are no error, as for the newer images. (inferred)
    static let delete: Action = { world, parameters throws(Failure) in
        let numbers = try parameters.requiredList("memberServerImageInstanceNoList")
            .filter { world[.memberImage, $0] != nil }
        for number in numbers { world.run(deletion, on: .memberImage, number) }
        return VServerAnswers.memberImage.answer(world, numbers)
    }

    static let share: Action = { world, parameters throws(Failure) in
        let image = try find(parameters, world)
        try ImageShares.change(image, .memberImage, adding: true, &world, parameters)
        return VServerAnswers.memberImage.answer(world, [image.id])
    }

    static let unshare: Action = { world, parameters throws(Failure) in
        let image = try find(parameters, world)
        try ImageShares.change(image, .memberImage, adding: false, &world, parameters)
        return VServerAnswers.memberImage.answer(world, [image.id])
    }

    /// Takes the whole list; none given, it empties it.
    static let setShares: Action = { world, parameters throws(Failure) in
        let image = try find(parameters, world)
        ImageShares.set(parameters.list("targetLoginIdList"), image, .memberImage, &world)
        return VServerAnswers.memberImage.answer(world, [image.id])
    }

    private static func find(_ parameters: Parameters, _ world: World) throws(Failure) -> Record {
        try VServerAnswers.memberImage.find(world, try parameters.required("memberServerImageInstanceNo"))
    }

    private static let creation: [Step] = [
        .now(status("INIT", "CREAT", "creating")), .after(seconds: 30, status("CREAT", "NULL", "created")),
    ]
    private static let deletion: [Step] = [.now(status("CREAT", "TERMT", "terminating")), .gone(seconds: 5)]

    private static func status(_ status: String, _ operation: String, _ name: String) -> [String: JSON] {
        [
            "memberServerImageInstanceStatus": .string(status),
            "memberServerImageInstanceOperation": .string(operation),
            "memberServerImageInstanceStatusName": .string(name),
        ]
    }
}
