import OrderedJSON

/// How many locations an account may ask for in a month. Source: ai-application-service-geolocation-getquota, -setquota.
enum GeoLocationQuotas {
    static let kind = RESTKind(.geoLocationQuota, [.get("/quota", show), .post("/quota", change)])

    private static let id = "quota"
    private static let unlimited = "unlimit"
    /// Until a limit is in effect: "about a minute".
    private static let delay = 60.0

    /// The limit in effect; nil for none.
    private static func limitInEffect(_ world: World) -> Int64? {
        guard let setting = world[.geoLocationQuota, id], setting["limit"] != unlimited else { return nil }
        return setting.integer("limit")
    }

    private static let show: RESTHandler = { world, _ throws(Failure) in
        guard let limit = limitInEffect(world) else { return .ok(["resource": ["type": "Unlimited", "quota": -1]]) }
        return .ok(["resource": ["type": "Limited", "quota": .integer(limit)]])
    }

    /// The example of the page has this code, its table 131001. That 0 is not taken is (inferred).
    private static let change: RESTHandler = { world, call throws(Failure) in
        let quota = call.query.text("quota") ?? ""
        guard quota == unlimited || Int64(quota).map({ $0 > 0 }) ?? false else {
            throw .rest(400, "130001", "Invalid Quota")
        }
        if world[.geoLocationQuota, id] == nil {
            world.insert(.geoLocationQuota, id: id, ["limit": .string(unlimited)])
        }
        world.run([.after(seconds: delay, ["limit": .string(quota)])], on: .geoLocationQuota, id)
        return .noContent
    }

    /// Counts one more location, in months of Korea. That what exceeds the limit gets the gateway's error is (inferred).
    static func countLocation(_ world: inout World) throws(Failure) {
        let month = Timestamp(milliseconds: world.now).korean.prefix(7)
        let used = world.count("geoLocation \(month)")
        if let limit = limitInEffect(world), used > limit { throw .rest(429, "400", "Quota Exceeded") }
    }
}

extension TableSchema { static let geoLocationQuota = TableSchema("geoLocationQuota", nameAttribute: "limit") }
