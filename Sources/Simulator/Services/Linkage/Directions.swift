import OrderedJSON

/// A way by car: HTTP 200 whatever `code` says. Source: api/linkage.md §3, §5; the codes but 0 are inferred.
enum Directions {
    private static let options = ["trafast", "tracomfort", "traoptimal", "traavoidtoll", "traavoidcaronly"]

    static func answer(_ request: LinkageRequest, waypoints limit: Int, _ world: World) throws(Failure) -> Response {
        guard let start = request.query.text("start").flatMap(MapPoint.init),
            let goals = points(request.query.text("goal"), upTo: 10), let goal = goals.first
        else { throw .gateway(status: 400) }
        let options = (request.query.text("option") ?? "traoptimal").split(separator: ":").map(String.init)
        let onTheWay = request.query.text("waypoints").map { $0.split(separator: "|").joined(separator: ":") }
        guard options.count <= 3, options.allSatisfy(Self.options.contains),
            let between = points(onTheWay, upTo: limit) ?? (onTheWay == nil ? [] : nil)
        else { throw .gateway(status: 400) }
        let time = Timestamp(milliseconds: world.now).koreanPlain.replacing(" ", with: "T")
        let stops = [start] + between + [goal]
        let metres = zip(stops, stops.dropFirst()).map(distance).reduce(0, +)
        guard metres > 0 else { return reply(1, "출발지와 도착지가 동일합니다.", time, [:]) }
        guard metres < 1_500_000 else { return reply(5, "요청 경로가 매우 긴 경우입니다.", time, [:]) }
        let routes = options.map { ($0, route(stops, metres)) }
        return reply(0, "길찾기를 성공하였습니다.", time, .object(.init(routes, uniquingKeysWith: { first, _ in first })))
    }

    private static func reply(_ code: Int64, _ message: String, _ time: String, _ route: JSON) -> Response {
        var members: [(String, JSON)] = [
            ("code", .integer(code)), ("message", .string(message)), ("currentDateTime", .string(time)),
        ]
        if code == 0 { members.append(("route", route)) }
        return .json(.object(.init(uniqueKeysWithValues: members)))
    }

    private static func route(_ stops: [MapPoint], _ metres: Double) -> JSON {
        let summary: JSON = [
            "start": ["location": stops.first?.json ?? .null],
            "goal": ["location": stops.last?.json ?? .null, "dir": 0],
            "distance": .integer(Int64(metres)), "duration": .integer(Int64(metres * 72)), "tollFare": 0,
            "taxiFare": .integer(4800 + Int64(metres / 1.31)), "fuelPrice": .integer(Int64(metres / 7)),
        ]
        return [["summary": summary, "path": .array(stops.map(\.json)), "section": [], "guide": []]]
    }

    private static func points(_ text: String?, upTo limit: Int) -> [MapPoint]? {
        guard let pieces = text?.split(separator: ":") else { return nil }
        let points = pieces.compactMap { MapPoint(String($0)) }
        return points.count == pieces.count && (1...limit).contains(points.count) ? points : nil
    }

    /// Metres along the axes, at Korean latitudes: good enough for a simulated road.
    private static func distance(_ one: MapPoint, _ other: MapPoint) -> Double {
        abs(one.longitude - other.longitude) * 89_000 + abs(one.latitude - other.latitude) * 111_000
    }
}
