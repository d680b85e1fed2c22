import OrderedJSON

/// What people searched for, and the search for places of NAVER API HUB. Source: api/linkage.md §3.
///
/// No codes of these two are known; those here lie outside what was ever seen. (inferred)
enum SearchCalls {
    static let all: [LinkageCall] = [
        .post(.searchTrend, "/datalab/v1/search", trend), .get(.apiHub, "/search/v1/local", local),
    ]

    private static let trend: LinkageCall.Handler = { _, request throws(Failure) in
        let dates = ["startDate", "endDate"].compactMap(request.field)
        guard dates.count == 2, dates.allSatisfy(isDate), dates[0] <= dates[1] else {
            throw .rest(400, "SE900", "startDate and endDate are needed.")
        }
        guard let unit = request.field("timeUnit"), ["date", "week", "month"].contains(unit) else {
            throw .rest(400, "SE901", "timeUnit is needed.")
        }
        let groups = request.member("keywordGroups").elements
        guard (1...5).contains(groups.count),
            groups.allSatisfy({ (1...20).contains($0["keywords"]?.elements.count ?? 0) })
        else { throw .rest(400, "SE902", "keywordGroups are 1 to 5, with 1 to 20 keywords each.") }
        let results: [JSON] = groups.map { group in
            [
                "title": group["groupName"] ?? "", "keywords": group["keywords"] ?? [],
                "data": [["period": .string(dates[0]), "ratio": 100.0]],
            ]
        }
        return .json([
            "startDate": .string(dates[0]), "endDate": .string(dates[1]), "timeUnit": .string(unit),
            "results": .array(results),
        ])
    }

    private static let local: LinkageCall.Handler = { world, request throws(Failure) in
        guard let query = request.query.text("query") else { throw .rest(400, "SE903", "query is needed.") }
        let found = Places.all.filter { $0.matches(query) }
        let items: [JSON] = found.map { place in
            [
                "title": .string(place.areas.last ?? ""), "link": "", "category": "", "description": "",
                "telephone": "",
                "address": .string(place.lot), "roadAddress": .string(place.road),
                "mapx": .string(place.longitude.replacing(".", with: "")),
                "mapy": .string(place.latitude.replacing(".", with: "")),
            ]
        }
        return .json([
            "lastBuildDate": .string(Timestamp(milliseconds: world.now).http),
            "total": .integer(Int64(found.count)), "start": 1, "display": .integer(Int64(found.count)),
            "items": .array(items),
        ])
    }

    private static func isDate(_ text: String) -> Bool {
        text.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [4, 2, 2]
            && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-") }
    }
}
