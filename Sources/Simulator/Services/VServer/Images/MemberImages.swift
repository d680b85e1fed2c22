import OrderedJSON

/// Custom images of XEN and RHV servers, the legacy way. Source: api/vserver.md §3.3.
enum MemberImages {
    static let kind = ActionKind(
        "MemberServerImageInstance", .memberImage,
        columns: [
            .text(
                "memberServerImageInstanceNo", "memberServerImageName", "memberServerImageDescription",
                "originalServerInstanceNo", "originalServerImageProductCode"),
            .code("memberServerImageInstanceStatus"), .code("memberServerImageInstanceOperation"),
            .text("memberServerImageInstanceStatusName", "createDate"),
            .integer("memberServerImageBlockStorageTotalRows", "memberServerImageBlockStorageTotalSize"),
            .code("shareStatus"), .list("sharedLoginIdList"),
        ],
        filters: [.within("memberServerImageName"), .code("memberServerImageInstanceStatus")],
        lifeCycle: LifeCycle(
            creation: .passing(
                status("INIT", "CREAT", "creating"), seconds: ServerImages.copySeconds,
                status("CREAT", "NULL", "created")),
            deletion: [.now(status("CREAT", "TERMT", "terminating")), .gone(seconds: 5)]),
        actions: [
            .create(
                [source, .name("memberServerImageName", orMadeUp: "m"), .description("memberServerImageDescription")],
                then: { world, image, _ throws(Failure) in
                    ServerImages.copy(image["originalServerInstanceNo"], &world)
                }),
            // Absent numbers are no error, as for the newer images. (inferred)
            .delete(listed: "memberServerImageInstanceNoList", ignores: { $0 == nil }),
            .change("setMemberServerImageSharingPermission", [shares]),
        ], ImageShares.actions("MemberServerImage"))

    private static let status = InstanceStatus("memberServerImageInstance")

    /// Takes the whole list; none given, it empties it.
    private static let shares = Input.values { parameters, _, _ throws(Failure) in
        ["sharedLoginIdList": .array(parameters.list("targetLoginIdList").map(JSON.string))]
    }

    private static let source = Input.values { parameters, _, world throws(Failure) in
        let server = try ServerImages.copiable(parameters, world)
        guard ["XEN", "RHV"].contains(server["hypervisorType"]) else { throw .invalid("serverInstanceNo") }
        let disks = world.records(.blockStorage, where: "serverInstanceNo", is: server.id)
        let bytes = disks.reduce(0) { $0 + $1.integer("blockStorageSize") }
        let image = ServerImages.image(of: server, world)
        return [
            "originalServerInstanceNo": .string(server.id),
            "originalServerImageProductCode": .string(server["serverImageProductCode"]),
            "memberServerImageBlockStorageTotalRows": .integer(Int64(disks.count)),
            "memberServerImageBlockStorageTotalSize": .integer(bytes),
            "hypervisorType": .string(server["hypervisorType"]), "sharedLoginIdList": [], "shareStatus": "NULL",
            // What servers made of it take from it.
            "serverImageProductCode": .string(server["serverImageProductCode"]),
            "osType": .string(image?["osType"] ?? ""), "osCategoryType": .string(image?["osCategoryType"] ?? "LINUX"),
            "serverImageStatus": "CREAT",
        ]
    }
}

extension TableSchema {
    static let memberImage = TableSchema("memberImage", nameAttribute: "memberServerImageName", numbers: .instance)
}
