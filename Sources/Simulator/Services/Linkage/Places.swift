import OrderedJSON

/// A point as the calls of Maps spell it: `longitude,latitude`.
struct MapPoint: Sendable {
    let longitude: Double
    let latitude: Double

    init?(_ text: String) {
        // A name may follow the numbers.
        let numbers = text.split(separator: ",").prefix(2).compactMap { Double($0) }
        guard numbers.count == 2, abs(numbers[0]) <= 180, abs(numbers[1]) <= 90 else { return nil }
        (longitude, latitude) = (numbers[0], numbers[1])
    }

    var json: JSON { [.number(longitude), .number(latitude)] }
}

/// The places that the simulated map knows. Source: api/linkage.md §7 (two or three suffice).
struct Place: Sendable {
    let road: String
    let lot: String
    let english: String
    let longitude: String
    let latitude: String
    /// Province, city, district.
    let areas: [String]
    let code: String

    func matches(_ query: String) -> Bool {
        let words = query.lowercased().split(separator: " ")
        let text = "\(road) \(lot) \(english)".lowercased()
        return words.allSatisfy { text.contains($0) }
    }

    /// Within about a kilometre.
    func isNear(_ point: MapPoint) -> Bool {
        abs((Double(longitude) ?? 0) - point.longitude) < 0.01 && abs((Double(latitude) ?? 0) - point.latitude) < 0.01
    }

    var address: JSON {
        [
            "roadAddress": .string(road), "jibunAddress": .string(lot), "englishAddress": .string(english),
            "addressElements": [], "x": .string(longitude), "y": .string(latitude), "distance": 0.0,
        ]
    }

    func result(_ order: String) -> JSON {
        var region: [(String, JSON)] = [("area0", ["name": "kr"])]
        for (index, area) in areas.enumerated() { region.append(("area\(index + 1)", ["name": .string(area)])) }
        return [
            "name": .string(order), "code": ["id": .string(code), "type": order == "admcode" ? "A" : "L"],
            "region": .object(.init(uniqueKeysWithValues: region)),
        ]
    }
}

enum Places {
    static let all: [Place] = [
        Place(
            road: "경기도 성남시 분당구 불정로 6 NAVER그린팩토리", lot: "경기도 성남시 분당구 정자동 178-1",
            english: "6, Buljeong-ro, Bundang-gu, Seongnam-si, Gyeonggi-do, Republic of Korea",
            longitude: "127.1054328", latitude: "37.3595963", areas: ["경기도", "성남시 분당구", "정자동"],
            code: "4113510300"),
        Place(
            road: "서울특별시 강남구 테헤란로 152", lot: "서울특별시 강남구 역삼동 737",
            english: "152, Teheran-ro, Gangnam-gu, Seoul, Republic of Korea", longitude: "127.0365470",
            latitude: "37.5000363", areas: ["서울특별시", "강남구", "역삼동"], code: "1168010100"),
        Place(
            road: "부산광역시 해운대구 해운대해변로 264", lot: "부산광역시 해운대구 우동 620-3",
            english: "264, Haeundaehaebyeon-ro, Haeundae-gu, Busan, Republic of Korea", longitude: "129.1598090",
            latitude: "35.1585960", areas: ["부산광역시", "해운대구", "우동"], code: "2635010500"),
    ]
}
