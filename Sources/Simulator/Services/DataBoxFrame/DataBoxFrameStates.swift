import OrderedJSON

/// The life cycles of frames, boxes and file requests as data, in virtual seconds. Source: api/databoxframe.md §4;
/// the durations are (inferred).
enum DataBoxFrameStates {
    static let frameModification: [Transition] = frame("SET_ING", seconds: 900, then: "SET_USE")
    /// Terminated things stay listed for an hour. (inferred)
    static let frameReturn: [Transition] = frame("SET_RTN", seconds: 600, then: "SET_TERMT") + [.gone(seconds: 4200)]

    static let boxCreation: [Transition] =
        [.now(["statusCode": "READY"]), .after(seconds: 60, ["statusCode": "INIT"])]
        + [.after(seconds: 1800, ["statusCode": "USE"])]
    static let boxReturn: [Transition] = [
        .now(["statusCode": "RTN"]), .after(seconds: 600, ["statusCode": "TERMT"]), .gone(seconds: 4200),
    ]

    static let modificationSeconds: Double = 900
    static let resizeSeconds: Double = 30
    static let networkSeconds: Double = 30

    /// A box changes and then shows `result`.
    static func boxChange(seconds: Double, _ result: [String: JSON] = [:]) -> [Transition] {
        [
            .now(["statusCode": "ING"]),
            .after(seconds: seconds, result.merging(["statusCode": "USE"]) { _, new in new }),
        ]
    }

    static func frameChange(seconds: Double) -> [Transition] { frame("SET_ING", seconds: seconds, then: "SET_USE") }

    /// Rows of infrastructure carry the codes of boxes.
    static func rowCreation(seconds: Double) -> [Transition] {
        [
            .now(["statusCode": "INIT", "instanceStatusCode": "INIT"]),
            .after(seconds: seconds, ["statusCode": "USE", "instanceStatusCode": "RUN"]),
        ]
    }

    static func rowChange(seconds: Double, _ result: [String: JSON]) -> [Transition] {
        [
            .now(["statusCode": "ING"]),
            .after(seconds: seconds, result.merging(["statusCode": "USE"]) { _, new in new }),
        ]
    }

    static func rowReturn(seconds: Double) -> [Transition] { [.now(["statusCode": "RTN"]), .gone(seconds: seconds)] }

    private static func frame(_ first: String, seconds: Double, then second: String) -> [Transition] {
        [.now(["statusCode": .string(first)]), .after(seconds: seconds, ["statusCode": .string(second)])]
    }

    static func name(ofFrame code: String) -> String {
        switch code {
        case "SET_READY": "Request for creating"
        case "SET_INIT": "Initial State"
        case "SET_USE": "Using"
        case "SET_ING": "Changing"
        case "SET_RTN": "Returning"
        default: "Terminated"
        }
    }

    static func name(ofBox code: String) -> String { name(ofFrame: "SET_" + code) }
}
