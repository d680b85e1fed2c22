import OrderedJSON

extension ActionService {
    /// CDN+ and Global CDN: instances, which no call makes or changes, and purges. Source: networking-cdn-overview and the pages
    /// networking-cdn-…; api/classic-and-others.md §5.
    static let cdn = ActionService(
        "/cdn/v2",
        [CdnInstances.kind(.plus), CdnInstances.kind(.global), CdnPurges.kind(.plus), CdnPurges.kind(.global)])
}

/// The two services of the API.
enum CdnService: Sendable {
    case plus, global

    /// What the names of actions begin with.
    var noun: String { self == .plus ? "CdnPlus" : "GlobalCdn" }
    /// The same in names of members.
    var member: String { self == .plus ? "cdnPlus" : "globalCdn" }
    var table: TableSchema { self == .plus ? .cdnPlus : .globalCdn }
    var purges: TableSchema { self == .plus ? .cdnPlusPurge : .globalCdnPurge }
}

extension TableSchema {
    static let cdnPlus = TableSchema(
        "cdnPlus", nameAttribute: "serviceName", numbers: NumberFamily(name: "cdn", first: 711_484))
    static let globalCdn = TableSchema(
        "globalCdn", nameAttribute: "serviceName", numbers: NumberFamily(name: "cdn", first: 711_484))
    static let cdnPlusPurge = TableSchema("cdnPlusPurge", nameAttribute: "purgeId", indexes: ["cdnInstanceNo"])
    static let globalCdnPurge = TableSchema("globalCdnPurge", nameAttribute: "purgeId", indexes: ["cdnInstanceNo"])
}

/// Instances. Source: networking-cdn-getcdnplusinstancelist, -getglobalcdninstancelist. That a list with the number of no
/// instance is refused with 24109 is (inferred).
enum CdnInstances {
    static func kind(_ service: CdnService) -> ActionKind {
        ActionKind(
            "\(service.noun)Instance", service.table, id: "cdnInstanceNo",
            missing: { _ in .action("24109", "The CDN does not exist.") }, columns: columns(service),
            filters: [.exact("cdnInstanceNo")],
            reads: [
                KindAction("get*List") { kind, world, parameters throws(Failure) in
                    if let id = parameters.text("cdnInstanceNo") { _ = try kind.find(world, id) }
                    return try kind.listed(world, parameters)
                }
            ])
    }

    private static func columns(_ service: CdnService) -> [Column] {
        let own: [Column] =
            service == .plus
            ? [
                .flag("isForLiveTranscoder"), .list("liveTranscoderInstanceNoList"), .flag("isForImageOptimizer"),
                .text("imageOptimizerInstanceNo"),
            ] : []
        let first: [Column] = [
            .text("cdnInstanceNo"), .code("cdnInstanceStatus"), .code("cdnInstanceOperation"),
            .text("cdnInstanceStatusName", "createDate", "lastModifiedDate", "cdnInstanceDescription", "serviceName"),
        ]
        let last: [Column] = [
            .flag("isAvailablePartialDomainPurge"),
            .raw("\(service.member)ServiceDomainList", "\(service.member)Rule"),
        ]
        return first + own + last
    }
}
