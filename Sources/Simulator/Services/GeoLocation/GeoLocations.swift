import OrderedJSON

/// Where addresses are. Source: ai-application-service-geolocation-geolocation; the envelope is that of the vendor's samples.
enum GeoLocations {
    static let kind = RESTKind(.geoLocation, [.get("/geoLocation", locate)])

    /// Places of the blocks that are set aside for documents (RFC 5737), and of all others.
    private static let places: [(block: String, place: JSON)] = [
        (
            "203.0.113.",
            [
                "country": "KR", "code": "4113558000", "r1": "경기도", "r2": "성남시 분당구", "r3": "정자동", "lat": 37.36,
                "long": 127.11, "net": "NAVER",
            ]
        ),
        (
            "198.51.100.",
            [
                "country": "US", "code": "", "r1": "Virginia", "r2": "Ashburn", "lat": 39.04, "long": -77.49,
                "net": "Example",
            ]
        ),
    ]
    private static let elsewhere: JSON = ["country": "O1", "code": "", "r1": "", "r2": ""]
    /// What is told only on request.
    private static let extras: Set<String> = ["r3", "lat", "long", "net"]

    private static let locate: RESTHandler = { world, call throws(Failure) in
        // The number of the code is (inferred).
        guard let ip = call.query.text("ip"), isAddress(ip) else {
            throw .rest(400, "13100", "The ip is not valid.")
        }
        try GeoLocationQuotas.countLocation(&world)
        let place = places.first { ip.hasPrefix($0.block) }?.place ?? elsewhere
        let isExtended = call.query.text("ext") == "t"
        let shown = place.members.filter { isExtended || !extras.contains($0.key) }
        let answer: JSON = [
            "requestId": .string(world.random.uuid()), "returnCode": 0, "geoLocation": .object(shown),
        ]
        guard call.query.text("responseFormatType") == "json" else {
            // The name of the document is (inferred).
            var response = Response(status: 200)
            response.setXML("geoLocationResponse", answer)
            return response
        }
        return .ok(answer)
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}

extension RESTService {
    static let geoLocation = RESTService(
        "/geolocation/v2", naming: .inParameters, [GeoLocations.kind, GeoLocationQuotas.kind])
}

extension TableSchema { static let geoLocation = TableSchema("geoLocation", nameAttribute: "ip") }
