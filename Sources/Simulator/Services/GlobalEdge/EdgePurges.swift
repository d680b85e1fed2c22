import OrderedJSON

/// Purges. Source: purge-request, purge-request-info; globaledge-quotas. The answer to too many is (inferred).
enum EdgePurges {
    static let kind = RESTKind(
        .edgePurge,
        [
            .post("/purge", create),
            .get("/purge/:") { world, call throws(Failure) in
                guard let purge = world[.edgePurge, call.ids[0]] else { throw .notAllowedAtEdge }
                return GlobalEdge.answer(render(purge, world))
            },
        ])

    private static let create: RESTHandler = { world, call throws(Failure) in
        guard let edge = world[.cdnEdge, call.body["edgeId"]?.text ?? ""] else { throw .notAllowedAtEdge }
        let type = call.body["purgeType"]?.text ?? ""
        let paths = (call.body["purgeTarget"]?.elements ?? []).compactMap(\.text)
        try check(paths, of: type)
        guard edge["status"] == "RUNNING" else { throw .edgeIsBusy }
        let recent = world.all(.edgePurge).count { $0.integer("requested") > world.now - 60_000 }
        guard recent < 10 else { throw .gateway(status: 429) }
        // The pages: about 40 minutes for a global edge, unless files are named one by one.
        let isGlobal = edge.value("document")?["distributionConfig"]?["regionType"] == "GLOBAL"
        let seconds: Double = isGlobal && type != "URL" ? 2400 : 5
        let id = world.newId(.edgePurge)
        world.insert(
            .edgePurge, id: id,
            [
                "edgeId": .string(edge.id), "purgeType": .string(type), "paths": .array(paths.map(JSON.string)),
                "requested": .integer(world.now),
            ],
            plan: [
                .now(["status": "READY"]), .after(seconds: 1, ["status": "RUNNING"]),
                .after(seconds: seconds, ["status": "SUCCESS"]),
            ])
        return GlobalEdge.answer([GlobalEdge.number(id)])
    }

    private static func check(_ paths: [String], of type: String) throws(Failure) {
        let fits: (String) -> Bool
        switch type {
        case "ALL":
            guard paths.isEmpty else { throw .edgeField("purgeTarget") }
            return
        case "DIRECTORY": fits = { $0.hasSuffix("/*") && !$0.dropLast().contains("*") }
        case "PATTERN":
            fits = { path in
                let name = path.split(separator: "/").last ?? ""
                return name.hasPrefix("*.") && path.count { $0 == "*" } == 1
            }
        case "URL": fits = { !$0.contains("*") }
        default: throw .edgeField("purgeType")
        }
        let length = paths.reduce(0) { $0 + $1.count }
        guard (1...100).contains(paths.count), length <= 15_000,
            paths.allSatisfy({ $0.hasPrefix("/") && $0.count <= 3800 && fits($0) })
        else { throw .edgeField("purgeTarget") }
    }

    private static func render(_ purge: Record, _ world: World) -> JSON {
        let edge = world[.cdnEdge, purge["edgeId"]]?.value("document") ?? [:]
        let paths = purge.value("paths") ?? []
        let isDirectory = purge["purgeType"] == "DIRECTORY"
        return [
            "clientIp": "127.0.0.1", "purgeId": GlobalEdge.number(purge.id),
            "instanceNo": GlobalEdge.number(purge["edgeId"]),
            "requestDateTime": .string(Timestamp(milliseconds: purge.integer("requested")).universal),
            "serviceDomain": edge["distributionConfig"]?["serviceDomain"]?["domainName"] ?? "",
            "status": .string(purge["status"]), "purgeType": .string(purge["purgeType"]),
            "targetDirectory": isDirectory ? .string(paths.elements.compactMap(\.text).joined(separator: ",")) : .null,
            "targetFileList": isDirectory ? [] : paths,
        ]
    }
}
