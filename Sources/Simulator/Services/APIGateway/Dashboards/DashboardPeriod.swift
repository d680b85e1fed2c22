/// The days a dashboard is asked about. Source: api/apigateway.md §10.
struct DashboardPeriod {
    let from: String
    let to: String

    /// - Throws: the refusal of a request without days (`yyyy-MM-dd`) or without an offset from UTC (`+09:00`).
    init(_ value: (String) -> String?) throws(Failure) {
        from = try Self.day(value, "from")
        to = try Self.day(value, "to")
        // An unencoded `+` arrives as a blank.
        let zone = (value("timeZone") ?? "").replacing(" ", with: "+").split(separator: ":")
        guard zone.count == 2, ["+", "-"].contains(zone[0].first), zone[0].count == 3, zone[1].count == 2,
            Int(zone[0]) != nil, Int(zone[1]) != nil
        else { throw .invalidField("timeZone") }
        guard from <= to else { throw .invalidField("to") }
    }

    /// Days are kept in Korean time here, whatever the zone asked for. (inferred)
    func contains(_ day: String) -> Bool { from <= day && day <= to }

    private static func day(_ value: (String) -> String?, _ name: String) throws(Failure) -> String {
        let text = value(name) ?? ""
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ UInt($0) != nil }) else { throw .invalidField(name) }
        return text
    }
}
