import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Where an address is; for references. Source: api/classic-and-others.md §4; ai-application-service-geolocation-geolocation.
    public static let geoLocation = Driver(
        Kind(
            "GeoLocation", service: "GeoLocation",
            summary: "Where an IPv4 address is, as GeoLocation says: read-only. Its id is the address.",
            fields: [
                .computed("ip", .ipAddress, "The address."),
                .computed("country", "Country code by ISO 3166, or EU, AP, A1 (proxy), A2 (satellite) or O1 (other)."),
                .computed("code", "Code of the administrative region in Korea."),
                .computed("region", "Province, metropolitan city or state."),
                .computed("city", "City, county or district."),
                .computed("district", "Neighbourhood or town."),
                .computed("latitude", .number, "Latitude."), .computed("longitude", .number, "Longitude."),
                .computed("net", "Name of the network's provider."),
            ],
            identity: Kind.Identity(id: "ip", marker: ["ip"]),
            reading: Kind.Reading(perObject: ["GET /geolocation/v2/geoLocation"]),
            life: Kind.Life(
                creation: .refused("GeoLocation is read-only", advice: "write import: {id: …} with the address"),
                deletion: .refused("GeoLocation is read-only")),
            choosing: Kind.Choosing(
                lookup: LookupRules(bareText: .id), undiscovered: "there is one for every address of the internet"),
            example: """
                apiVersion: ncloud/v1
                kind: GeoLocation
                metadata: {name: office}
                import: {id: 203.0.113.7}
                spec: {}
                """),
        operations: AnsweredOperations(
            kind: "GeoLocation",
            columns: [
                .text("ip", "ip"), .text("country", "country"), .text("code", "code"), .text("region", "r1"),
                .text("city", "r2"), .text("district", "r3"), .decimal("latitude", "lat"),
                .decimal("longitude", "long"), .text("net", "net"),
            ],
            request: GeoLocationCalls.location,
            // The answer does not repeat the address.
            read: { answer, ip in
                // The page's table has the members in the answer itself, its example in a member of their own.
                guard answer["geoLocation"] != nil || answer["country"] != nil else { return nil }
                return .object((answer["geoLocation"] ?? answer).members.merging(["ip": .string(ip)]) { $1 })
            }),
        // It counts towards the quota like any other location; without an address, the limit is read instead.
        trial: { ids in ids.lazy.compactMap(GeoLocationCalls.location).first ?? GeoLocationCalls.quota })
}

extension Column {
    /// A number that may have a fraction, also spelled as a text.
    static func decimal(_ field: String, _ member: String) -> Column {
        Column(field) { wire in
            switch wire[member] {
            case .integer(let number)?: .number(Double(number))
            case .number(let number)?: .number(number)
            case .string(let text)?: Double(text).map(Model.Value.number) ?? .null
            default: .null
            }
        }
    }
}
