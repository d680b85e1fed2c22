import NcloudClient

/// CDN+ or Global CDN: services of one API, which differ in names and in a few members. Source: networking-cdn-overview,
/// networking-cdn-getcdnplusinstancelist and -getglobalcdninstancelist of the government site (2026-10-22).
struct CdnFamily: Sendable {
    /// What manifests call an instance.
    let kind: String
    /// As sentences call the service.
    let title: String
    let service: Service
    /// What the names of calls and members begin with: `CdnPlus` in `getCdnPlusInstanceList` and `cdnPlusRule`.
    let noun: String

    static let plus = CdnFamily(kind: "CdnPlus", title: "CDN+", service: .cdnPlus, noun: "CdnPlus")
    static let global = CdnFamily(kind: "GlobalCdn", title: "Global CDN", service: .globalCdn, noun: "GlobalCdn")

    /// The settings of an instance, or a part of them.
    func rule(_ member: String) -> String { "\(noun.beginningSmall)Rule.\(member)" }

    var domains: String { "\(noun.beginningSmall)ServiceDomainList" }

    /// - Parameter others: columns that the other family does not have.
    func operations(_ others: [Column] = []) -> ActionOperations {
        ActionOperations(
            kind, service, noun: "\(noun)Instance", id: "cdnInstanceNo", CdnSettings.columns(of: self) + others,
            look: .narrowedList, isReadOnly: true)
    }
}
