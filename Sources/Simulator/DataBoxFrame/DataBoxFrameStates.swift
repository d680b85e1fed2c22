import OrderedJSON

/// The life cycles of frames, boxes and file requests as data, in virtual seconds. Source: api/databoxframe.md §4;
/// the durations are (inferred).
enum DataBoxFrameStates {
    static let frameModification: [Step] = frame("SET_ING", seconds: 900, then: "SET_USE")
    /// Terminated things stay listed for an hour. (inferred)
    static let frameReturn: [Step] = frame("SET_RTN", seconds: 600, then: "SET_TERMT") + [.gone(seconds: 4200)]

    static let boxCreation: [Step] =
        [.now(["statusCode": "READY"]), .after(seconds: 60, ["statusCode": "INIT"])]
        + [.after(seconds: 1800, ["statusCode": "USE"])]
    static let boxReturn: [Step] = [
        .now(["statusCode": "RTN"]), .after(seconds: 600, ["statusCode": "TERMT"]), .gone(seconds: 4200),
    ]

    static let modificationSeconds: Double = 900
    static let resizeSeconds: Double = 30
    static let networkSeconds: Double = 30

    /// A box changes and then shows `result`.
    static func boxChange(seconds: Double, _ result: [String: JSON] = [:]) -> [Step] {
        [
            .now(["statusCode": "ING"]),
            .after(seconds: seconds, result.merging(["statusCode": "USE"]) { _, new in new }),
        ]
    }

    static func frameChange(seconds: Double) -> [Step] { frame("SET_ING", seconds: seconds, then: "SET_USE") }

    /// Rows of infrastructure carry the codes of boxes.
    static func rowCreation(seconds: Double) -> [Step] {
        [
            .now(["statusCode": "INIT", "instanceStatusCode": "INIT"]),
            .after(seconds: seconds, ["statusCode": "USE", "instanceStatusCode": "RUN"]),
        ]
    }

    static func rowChange(seconds: Double, _ result: [String: JSON]) -> [Step] {
        [
            .now(["statusCode": "ING"]),
            .after(seconds: seconds, result.merging(["statusCode": "USE"]) { _, new in new }),
        ]
    }

    static func rowReturn(seconds: Double) -> [Step] { [.now(["statusCode": "RTN"]), .gone(seconds: seconds)] }

    static let fileImport: [Step] = [
        .now(["status": "INIT"]), .after(seconds: 2, ["status": "ING"]), .after(seconds: 10, ["status": "SCSS"]),
    ]
    static let fileExport: [Step] = [.now(["status": "INIT"]), .after(seconds: 5, ["status": "REQ_CMPL"])]
    /// Codes of copying, rejected and cancelled requests are not documented. (inferred)
    static let approval: [Step] = [.now(["status": "COPY_ING"]), .after(seconds: 10, ["status": "COPY_CMPL"])]
    static let rejection: [Step] = [.now(["status": "REJECT"])]
    static let cancellation: [Step] = [.now(["status": "CANCEL"])]

    private static func frame(_ first: String, seconds: Double, then second: String) -> [Step] {
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
