import OrderedJSON

/// Images: those of the provider, and those made from the account's servers and snapshots. Source: api/vserver.md §3.2, §3.3.
enum ServerImages {
    static let kind = ActionKind(
        "ServerImage", .serverImage,
        columns: [
            .text("serverImageNo", "serverImageName", "serverImageDescription", "serverImageProductCode"),
            .code("serverImageType", ["NCP": "NCP Server Image"]), .code("hypervisorType", Regions.hypervisorNames),
            .code("cpuArchitectureType", ["X86_64": "x86 64bit"]),
            .code("osCategoryType", ["LINUX": "LINUX", "WINDOWS": "WINDOWS"]), .code("osType", osNames),
            .code("serverImageStatus", ["CREAT": "NSI CREATED state"]),
            .code("serverImageOperation", ["NULL": "NSI NULL OP"]), .text("serverImageStatusName", "createDate"),
            .code("shareStatus", ["NULL": "NSI Share NULL State"]), .list("sharedLoginIdList"),
            .raw("blockStorageMappingList"), .code("serverImageLifeCyclePhase"), .text("platformCategoryCode"),
        ],
        filters: [
            .within("serverImageName"), .code("serverImageStatus"), .codes("hypervisorType"),
            .codes("serverImageType"), .codes("osType"),
            .anyOf("platformCategoryCodeList", of: "platformCategoryCode"),
        ],
        lifeCycle: LifeCycle(
            creation: .passing(
                status("INIT", "CREAT", "creating"), seconds: copySeconds, status("CREAT", "NULL", "created")),
            deletion: [
                .now(["serverImageOperation": "TERMT", "serverImageStatusName": "terminating"]), .gone(seconds: 5),
            ]),
        actions: [
            .own("createServerImage", create), .own("createServerImageFromSnapshot", createFromSnapshot),
            // Absent numbers are no error, and the snapshots stay. Source: api/common.md §6.4.
            .delete(
                named: "deleteServerImage", listed: "serverImageNoList", ignores: { $0?["serverImageType"] != "SELF" }),
            .own("getServerImageProductList", LegacyProducts.images),
        ], ImageShares.actions("ServerImage", [isCustom]))

    private static let osNames = ["UBUNTU": "UBUNTU", "ROCKY": "ROCKY", "CENTOS": "CENTOS", "WINDOWS": "WINDOWS"]

    /// Seconds in which an image is made, and its server copied.
    static let copySeconds: Double = 30
    private static let status = InstanceStatus("serverImage")

    /// Only custom images can be shared. (inferred)
    private static let isCustom = Check { _, image, _ throws(Failure) in
        guard image["serverImageType"] == "SELF" else { throw .invalid("serverImageNo") }
    }

    private static let create: Action = { world, parameters throws(Failure) in
        let server = try copiable(parameters, world)
        let own = try described(parameters, &world)
        let requests = try ImageDisks.requests(parameters, needsRoot: false, world)
        let mapping = ImageDisks.mapping(of: server, requests, &world)
        let system = image(of: server, world)?["osType"] ?? "UBUNTU"
        let answer = insert(own, os: system, hypervisor: server["hypervisorType"], mapping, &world)
        copy(server.id, &world)
        return answer
    }

    private static let createFromSnapshot: Action = { world, parameters throws(Failure) in
        let own = try described(parameters, &world)
        let requests = try ImageDisks.requests(parameters, needsRoot: true, world)
        let root = requests.first { $0.order == 0 }?.snapshot.flatMap { world[.snapshot, $0] }
        let mapping = ImageDisks.mapping(of: requests, world)
        // A snapshot does not say which system it holds. (inferred)
        return insert(own, os: "UBUNTU", hypervisor: root?["hypervisorType"] ?? "KVM", mapping, &world)
    }

    private static func described(
        _ parameters: CallParameters, _ world: inout World
    ) throws(Failure) -> [String: JSON] {
        let inputs: [Input] = [.name("serverImageName"), .description("serverImageDescription")]
        return try inputs.taken(parameters, &world)
    }

    private static func insert(
        _ own: [String: JSON], os: String, hypervisor: String, _ mapping: [JSON], _ world: inout World
    ) -> ActionAnswer {
        var attributes = attributes(own["serverImageName"]?.text ?? "", os).merging(own) { $1 }
        attributes["serverImageType"] = "SELF"
        attributes["hypervisorType"] = .string(hypervisor)
        attributes["createDate"] = world.date
        attributes["blockStorageMappingList"] = .array(mapping)
        attributes["sharedLoginIdList"] = []
        let number = kind.insert(attributes, &world).id
        return kind.answer(world, [number])
    }
}

extension TableSchema { static let serverImage = TableSchema("serverImage", numbers: .instance) }

/// Servers that images are made of.
extension ServerImages {
    /// A server that is up or stopped, with nothing going on.
    static func copiable(_ parameters: CallParameters, _ world: World) throws(Failure) -> Record {
        let server = try Servers.kind.find(parameters, world)
        try Servers.requireIdle(server, status: server["serverInstanceStatus"] == "NSTOP" ? "NSTOP" : "RUN")
        return server
    }

    /// The image, of either sort, that a server was made of.
    static func image(of server: Record, _ world: World) -> Record? {
        world[.serverImage, server["serverImageNo"]] ?? world[.memberImage, server["serverImageNo"]]
    }

    /// While an image is made the server shows COPY. Source: api/vserver.md §2.1.
    static func copy(_ number: String, _ world: inout World) {
        let name = JSON.string(world[.server, number]?["serverInstanceStatusName"] ?? "")
        let copying: [Transition] = .passing(
            ["serverInstanceOperation": "COPY", "serverInstanceStatusName": "copying"], seconds: copySeconds,
            ["serverInstanceOperation": "NULL", "serverInstanceStatusName": name])
        world.run(copying, on: .server, number)
    }
}
