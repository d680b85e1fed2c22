import Model
import NcloudClient
import OrderedJSON

/// How many objects an account may have, as Organization shows it to the master account of an organization.
///
/// Source: organization-get-org, -get-policy-region, -get-policy-allotment. A newer form of the last one,
/// pub-organization-v2-quota-policy-listaccountquotas, says the same; not all of its members are known.
public enum OrganizationQuotas {
    /// The quotas of the account that calls; empty where they cannot be read, for whatever reason: an account that is no master
    /// account of an organization, a key without the permission, a site without the service.
    /// - Parameters:
    ///   - region: such as `KR`.
    ///   - cloud: what calls; it is asked one question at a time, and no further one after the first that fails.
    public static func read(in region: String, from cloud: any APICaller) async -> AccountQuotas {
        do throws(APIFailure) {
            let organization = try await get("/org", from: cloud)
            guard organization.nonEmpty("masterMemberYn") == "Y", let member = organization.nonEmpty("memberNo"),
                let regionNo = number(of: region, in: try await get("/policy/region", from: cloud))
            else { return AccountQuotas() }
            let allotment = try await get("/policy/allotment/\(member)/\(regionNo)", from: cloud)
            return AccountQuotas(region: region, rows: allotment.elements.compactMap { row($0, regionNo) })
        } catch { return AccountQuotas() }
    }

    private static func get(_ path: String, from cloud: any APICaller) async throws(APIFailure) -> JSON {
        try await cloud.call(.rest(.organization, .get, path))
    }

    private static func number(of region: String, in list: JSON) -> String? {
        list.elements.first { $0.nonEmpty("regionCode") == region }?.nonEmpty("regionNo")
    }

    /// The limit of a resource; nil for one that is subscribed to and not counted, is not available, or has no limit. Of
    /// several policies in the row the strictest counts. (inferred) Of several rows for one resource the highest does: see
    /// ``AccountQuotas/most(of:)``.
    private static func row(_ wire: JSON, _ region: String) -> AccountQuotas.Row? {
        guard let code = wire.nonEmpty("resourceTypeCode"), wire.nonEmpty("restrictionUnitCode") == "COUNT",
            wire.nonEmpty("useYn") != "N"
        else { return nil }
        let quotas = (wire["resourceQuotaList"]?.elements ?? []).filter { quota in
            (quota.nonEmpty("regionNo") ?? region) == region
        }
        guard let most = quotas.compactMap({ $0["restrictionCount"]?.integer }).min(), most >= 0 else { return nil }
        // A part of a resource, such as Snapshot of Block Storage, has a limit of its own.
        let name = wire.nonEmpty("lowerResourceName") ?? wire.nonEmpty("resourceName") ?? code
        return AccountQuotas.Row(code: code, name: name, most: Int(most))
    }
}
