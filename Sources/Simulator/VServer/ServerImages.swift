import OrderedJSON

/// Images made from own servers. Source: api/vserver.md §3.3.
enum ServerImages {
    static let create: Action = { world, parameters throws(Failure) in
        let server = try Servers.find(parameters, world)
        guard let name = try NameRule.check(parameters, "serverImageName") else {
            throw VServerRules.invalid("serverImageName")
        }
        let description = try NameRule.description(parameters, "serverImageDescription")
        let number = world.number(.instance)
        let source = world[.serverImage, server["serverImageNo"]]
        var attributes = VServerCatalogue.attributes(number, name, source?["osType"] ?? "UBUNTU")
        attributes["serverImageType"] = "SELF"
        attributes["serverImageDescription"] = .string(description)
        attributes["hypervisorType"] = .string(server["hypervisorType"])
        attributes["createDate"] = .string(Timestamp(milliseconds: world.now).korean)
        world.insert(.serverImage, id: number, attributes, plan: creation)
        return VServerAnswers.serverImage.answer(world, [number])
    }

    /// Absent numbers are no error. Source: api/common.md §6.4.
    static let delete: Action = { world, parameters throws(Failure) in
        let numbers = try parameters.requiredList("serverImageNoList").filter {
            world[.serverImage, $0]?["serverImageType"] == "SELF"
        }
        for number in numbers { world.run(deletion, on: .serverImage, number) }
        return VServerAnswers.serverImage.answer(world, numbers)
    }

    private static let creation: [Step] = [
        .now(["serverImageStatus": "INIT", "serverImageOperation": "CREAT", "serverImageStatusName": "creating"]),
        .after(
            seconds: 30,
            ["serverImageStatus": "CREAT", "serverImageOperation": "NULL", "serverImageStatusName": "created"]),
    ]
    private static let deletion: [Step] = [
        .now(["serverImageOperation": "TERMT", "serverImageStatusName": "terminating"]), .gone(seconds: 5),
    ]
}
