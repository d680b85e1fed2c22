import Model
import NcloudClient

/// The calls of GeoLocation. Source: ai-application-service-geolocation-geolocation, -getquota, -setquota.
enum GeoLocationCalls {
    /// The call about an address, with all that is known of it; nil for what is no address.
    static func location(of ip: String) -> APIRequest? {
        guard IPv4Range.address(ip) != nil else { return nil }
        return .rest(.geoLocation, .get, "/geoLocation", query: ["ip": ip, "ext": "t", "responseFormatType": "json"])
    }

    static let quota = APIRequest.rest(.geoLocation, .get, "/quota")

    /// - Parameter limit: `unlimited`, or a number of calls.
    static func setQuota(_ limit: String) -> APIRequest {
        let quota = limit == unlimited ? "unlimit" : limit
        return .rest(.geoLocation, .post, "/quota", query: ["quota": quota])
    }

    /// What manifests call no limit.
    static let unlimited = "unlimited"
}
