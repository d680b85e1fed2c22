import OrderedJSON

/// What fences, boxes and their infrastructure go through, in virtual seconds. Source: get-datafence; the durations are
/// (inferred).
extension Datafence {
    static let creationSeconds: Double = 1800
    static let modificationSeconds: Double = 900
    static let returnSeconds: Double = 600
    static let resizeSeconds: Double = 30
    static let networkSeconds: Double = 30

    /// The status of a fence, a box or a row of infrastructure, as answers show it.
    static func status(_ record: Record) -> JSON {
        let code = record["statusCode"]
        return ["statusCode": .string(code), "statusName": .string(statusNames[code] ?? code)]
    }

    private static let statusNames = [
        "INITIALIZE": "Creating infrastructure", "USE": "In use", "ING": "Changing", "RETURN": "Terminating",
        "TERMINATE": "Termination completed",
    ]

    static func creation(seconds: Double) -> [Transition] {
        .passing(["statusCode": "INITIALIZE"], seconds: seconds, ["statusCode": "USE"])
    }

    /// Something changes and then shows `result`.
    static func change(seconds: Double, _ result: [String: JSON] = [:]) -> [Transition] {
        .passing(["statusCode": "ING"], seconds: seconds, result.merging(["statusCode": "USE"]) { $1 })
    }

    /// What is returned stays in the histories, with the moment of its end.
    static func ending(seconds: Double, _ world: World) -> [Transition] {
        let end = Timestamp(milliseconds: world.now + Int64(seconds * 1000)).koreanOffset
        return .passing(
            ["statusCode": "RETURN"], seconds: seconds, ["statusCode": "TERMINATE", "endDate": .string(end)])
    }

    static func isLiving(_ record: Record) -> Bool { !["RETURN", "TERMINATE"].contains(record["statusCode"]) }

    static func date(_ world: World) -> JSON { .string(Timestamp(milliseconds: world.now).koreanOffset) }
}
