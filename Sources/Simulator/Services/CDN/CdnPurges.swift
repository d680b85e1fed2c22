import OrderedJSON

/// Purges and their history. Source: networking-cdn-requestcdnpluspurge, -getcdnpluspurgehistorylist, -requestglobalcdnpurge,
/// -getglobalcdnpurgehistorylist. CDN+ names a status, Global CDN says when a purge should be done and whether it was. The words of
/// the status, how long a purge takes, and which codes refuse what are (inferred).
enum CdnPurges {
    static func kind(_ service: CdnService) -> ActionKind {
        ActionKind(
            "\(service.noun)PurgeHistory", service.purges, id: "purgeId", columns: columns(service),
            filters: [.anyOf("purgeIdList", of: "purgeId"), .exact("cdnInstanceNo")], isPaged: false,
            reads: [
                KindAction("get*List") { kind, world, parameters throws(Failure) in
                    _ = try CdnInstances.kind(service).find(world, try parameters.required("cdnInstanceNo"))
                    return try kind.listed(world, parameters)
                }
            ],
            actions: [
                KindAction("request\(service.noun)Purge") { kind, world, parameters throws(Failure) in
                    let requested = try request(service, parameters, &world)
                    let purge = kind.insert(requested, &world) { _ in
                        [
                            .now(["purgeStatusName": "requested", "isSuccess": false]),
                            .after(seconds: 2, ["purgeStatusName": "running"]),
                            .after(seconds: seconds, ["purgeStatusName": "completed", "isSuccess": true]),
                        ]
                    }
                    return kind.answer(world, [purge.id])
                }
            ])
    }

    private static let seconds: Double = 5

    private static func columns(_ service: CdnService) -> [Column] {
        let own: [Column] = service == .plus ? [.text("targetDirectoryName")] : []
        let end: [Column] =
            service == .plus
            ? [.text("requestDate", "purgeStatusName")]
            : [.text("estimatedCompletionDate"), .flag("isSuccess"), .text("requestDate")]
        let first: [Column] = [
            .text("cdnInstanceNo", "purgeId"), .flag("isWholePurge", "isWholeDomain"),
            .raw("\(service.member)ServiceDomainList"),
        ]
        return first + own + [.list("targetFileList")] + end
    }

    private static func request(
        _ service: CdnService, _ parameters: CallParameters, _ world: inout World
    ) throws(Failure) -> [String: JSON] {
        let instance = try CdnInstances.kind(service).find(world, try parameters.required("cdnInstanceNo"))
        guard instance["cdnInstanceStatus"] == "RUN" else {
            throw .action("29101", "Cannot operate this CDN service. Please check status.")
        }
        let isWholePurge = try parameters.requiredFlag("isWholePurge")
        let directory = service == .plus ? parameters.text("targetDirectoryName") : nil
        let files = parameters.list("targetFileList")
        guard isWholePurge == (directory == nil && files.isEmpty) else { throw invalid }
        let isWholeDomain = try parameters.requiredFlag("isWholeDomain")
        let domains = instance.value("\(service.member)ServiceDomainList")?.elements ?? []
        let named = try isWholeDomain ? domains : chosen(service, domains, parameters)
        let id = newId(service, &world)
        return [
            "cdnInstanceNo": .string(instance.id), "purgeId": .string(id),
            "isWholePurge": .bool(isWholePurge), "isWholeDomain": .bool(isWholeDomain),
            "\(service.member)ServiceDomainList": .array(named), "targetDirectoryName": .string(directory ?? ""),
            "targetFileList": .array(files.map(JSON.string)), "requestDate": world.date,
            "estimatedCompletionDate": .string(Timestamp(milliseconds: world.now + Int64(seconds * 1000)).korean),
        ]
    }

    /// CDN+ chooses domains by their ids, Global CDN by their names.
    private static func chosen(
        _ service: CdnService, _ domains: [JSON], _ parameters: CallParameters
    ) throws(Failure) -> [JSON] {
        let names = parameters.list(service == .plus ? "domainIdList" : "serviceDomainNameList")
        let keys = service == .plus ? ["domainId"] : ["defaultDomainName", "userDomainName"]
        let found = domains.filter { domain in
            keys.contains { key in domain[key]?.text.map { names.contains($0) } ?? false }
        }
        guard !names.isEmpty, found.count == names.count else { throw invalid }
        return found
    }

    private static let invalid = Failure.action("29102", "Invalid purge request.")

    /// `PT000000000000002152` of CDN+, a UUID of Global CDN.
    private static func newId(_ service: CdnService, _ world: inout World) -> String {
        guard service == .plus else { return world.random.uuid() }
        let number = String(world.count("cdnPlusPurge", from: 2152))
        return "PT" + String(repeating: "0", count: max(0, 18 - number.count)) + number
    }
}
