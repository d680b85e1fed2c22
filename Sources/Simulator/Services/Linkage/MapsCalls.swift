import OrderedJSON

/// Maps. Source: api/linkage.md §3; the wording of refusals is from memory there. (inferred)
enum MapsCalls {
    static let all: [LinkageCall] = [
        .get(.maps, "/map-geocode/v2/geocode", geocode),
        .get(.maps, "/map-reversegeocode/v2/gc", reverseGeocode),
        .get(.maps, "/map-direction/v1/driving") { world, request throws(Failure) in
            try Directions.answer(request, waypoints: 5, world)
        },
        .get(.maps, "/map-direction-15/v1/driving") { world, request throws(Failure) in
            try Directions.answer(request, waypoints: 15, world)
        },
        .get(.maps, "/map-static/v2/raster", raster),
        .get(.maps, "/map-static/v2/lastversion") { _, _ throws(Failure) in
            .json(["version": "1.3", "interval": 600])
        },
    ]

    private static let geocode: LinkageCall.Handler = { _, request throws(Failure) in
        guard let query = request.query.text("query") else { return invalid("query is required") }
        let page = Int64(request.query.text("page") ?? "1") ?? 0
        let count = Int64(request.query.text("count") ?? "10") ?? 0
        guard page >= 1, (1...100).contains(count) else { return invalid("page or count is out of range") }
        guard ["kor", "eng"].contains(request.query.text("language") ?? "kor") else {
            return invalid("language is not supported")
        }
        let found = Places.all.filter { $0.matches(query) }
        let rows = found.dropFirst(Int(clamping: (page - 1) * count)).prefix(Int(count))
        return .json([
            "status": "OK",
            "meta": [
                "totalCount": .integer(Int64(found.count)), "page": .integer(page),
                "count": .integer(Int64(rows.count)),
            ],
            "addresses": .array(rows.map(\.address)), "errorMessage": "",
        ])
    }

    private static let reverseGeocode: LinkageCall.Handler = { _, request throws(Failure) in
        guard let point = request.query.text("coords").flatMap(MapPoint.init) else {
            return .json(["status": ["code": 100, "name": "invalid request", "message": "coords"]], status: 400)
        }
        let orders = (request.query.text("orders") ?? "legalcode").split(separator: ",").map(String.init)
        let near = Places.all.first { $0.isNear(point) }
        let results = near.map { place in orders.map { place.result($0) } } ?? []
        let status: JSON =
            results.isEmpty
            ? ["code": 3, "name": "no results", "message": "No results were found."]
            : ["code": 0, "name": "ok", "message": "done"]
        let answer: JSON = ["status": status, "results": .array(results)]
        if request.query.text("output") == "json" { return .json(answer) }
        var response = Response(status: 200)
        response.setXML("reversegeocode", answer)
        return response
    }

    private static let raster: LinkageCall.Handler = { _, request throws(Failure) in
        let query = request.query
        let sides = ["w", "h"].map { query.text($0).flatMap { Int64($0) } ?? 0 }
        guard sides.allSatisfy({ (1...1024).contains($0) }) else { return invalid("w and h are 1 to 1024") }
        let level = query.text("level").flatMap { Int64($0) } ?? -1
        guard query.text("markers") != nil || (query.text("center") != nil && (0...20).contains(level)) else {
            return invalid("center and level, or markers, are required")
        }
        guard ["1", "2"].contains(query.text("scale") ?? "1") else { return invalid("scale is 1 or 2") }
        switch query.text("format") ?? "jpg" {
        case "jpg", "jpeg": return Response(status: 200, contentType: "image/jpeg", body: Picture.jpeg)
        case "png", "png8": return Response(status: 200, contentType: "image/png", body: Picture.png)
        default: return invalid("format is not supported")
        }
    }

    private static func invalid(_ message: String) -> Response {
        .json(["status": "INVALID_REQUEST", "errorMessage": .string(message)], status: 400)
    }
}

/// Files that say what they are and show nothing: one pixel, silence.
enum Picture {
    static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xDB, 0x00, 0x43, 0x00] + Array(repeating: 0x01, count: 64)
        + [0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x01, 0x00, 0x01, 0x01, 0x01, 0x11, 0x00]
        + [0xFF, 0xC4, 0x00, 0x14, 0x00, 0x01] + Array(repeating: 0x00, count: 15) + [0x00]
        + [0xFF, 0xC4, 0x00, 0x14, 0x10, 0x01] + Array(repeating: 0x00, count: 15) + [0x00]
        + [0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x7F, 0xFF, 0xD9]
    static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
        0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00, 0x00, 0x00,
        0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x00, 0x01, 0x00, 0x00, 0x05, 0x00, 0x01, 0x0D, 0x0A, 0x2D,
        0xB4, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
    static let mp3: [UInt8] = Array("ID3".utf8) + [0x04, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00]
    static let wav: [UInt8] =
        Array("RIFF".utf8) + [0x24, 0, 0, 0] + Array("WAVEfmt ".utf8)
        + [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0] + Array("data".utf8) + [0, 0, 0, 0]
}
