import NcloudClient
import OrderedJSON

/// A zone of the Classic environment, which numbers zones and regions. Source: the page compute-server-getzonelist.
struct ClassicZone: Hashable, Sendable {
    /// Nil for whichever the service supposes.
    var number: String?
    var region: String?

    /// The zones of all regions. An answer without them would hide the servers of all zones but one.
    static func all(from cloud: any APICaller) async throws(APIFailure) -> [ClassicZone] {
        let zones = try await cloud.elements(of: .action(.server, "getZoneList"), under: "zoneList")
        let known = zones.compactMap { zone in
            zone.nonEmpty("zoneNo").map { ClassicZone(number: $0, region: zone.nonEmpty("regionNo")) }
        }
        return known.isEmpty ? [ClassicZone()] : known
    }

    var parameters: Parameters { ["regionNo": region, "zoneNo": number] }
}
