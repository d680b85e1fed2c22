import Model
import NcloudClient
import OrderedJSON

/// A service that sees events, and the days in question. Source: security-securitymonitoring-getidslist and the pages of the
/// other lists.
struct ReportPeriod {
    let service: String
    let first: String
    /// Nil for a period without an end.
    let last: String?
    private let call: String
    /// Milliseconds since 1970; both are within the period.
    private let start: Int64
    private let end: Int64

    /// - Parameter id: such as `WAF/2026-11-01/2026-11-30`, or `WAF/2026-11-01` without an end. Days are those of Korea.
    init?(_ id: String) {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), let call = Self.calls[parts[0]], let start = Self.beginning(of: parts[1])
        else { return nil }
        var end = Self.always
        if parts.count == 3 {
            guard let day = Self.beginning(of: parts[2]), day >= start else { return nil }
            end = day + Self.day - 1
        }
        self.call = call
        self.start = start
        self.end = end
        service = parts[0]
        first = parts[1]
        last = parts.count == 3 ? parts[2] : nil
    }

    /// The latest event alone: the answer also says how many there are.
    var request: APIRequest { Self.list(call, start, end) }

    /// A call about one millisecond, to learn whether it may be made at all.
    static let trial = list("getIDSList", 1_704_067_200_000, 1_704_067_200_000)

    private static func list(_ call: String, _ start: Int64, _ end: Int64) -> APIRequest {
        .rest(
            .securityMonitoring, .post, "/\(call)",
            body: [
                "startDateTime": .integer(start), "endDateTime": .integer(end), "page": 1, "countPerPage": 1,
                "order": "desc",
            ])
    }

    private static let calls = [
        "IDS": "getIDSList", "IPS": "getIPSList", "WAF": "getWAFList", "DDOS": "getDDoSList", "AV": "getAVList",
    ]
    private static let day: Int64 = 86_400_000
    /// A day that no clock has reached, 2100-01-01. That the lists take an end to come is (inferred).
    private static let always: Int64 = 4_102_444_800_000

    /// Nil for what is no date.
    private static func beginning(of day: String) -> Int64? {
        DateTime("\(day)T00:00:00+0900").map { $0.seconds * 1000 }
    }
}
