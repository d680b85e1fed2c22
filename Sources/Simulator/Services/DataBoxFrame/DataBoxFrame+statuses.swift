import OrderedJSON

/// What frames, boxes and their infrastructure go through, in virtual seconds. Source: api/databoxframe.md §4; the
/// durations are (inferred).
extension DataBoxFrame {
    static let modificationSeconds: Double = 900
    static let resizeSeconds: Double = 30

    /// A box, or a row of its infrastructure, changes and then shows `result`.
    static func change(seconds: Double, _ result: [String: JSON] = [:]) -> [Transition] {
        .passing(["statusCode": "ING"], seconds: seconds, result.merging(["statusCode": "USE"]) { $1 })
    }

    /// Rows of infrastructure carry the codes of boxes.
    static func rowCreation(seconds: Double) -> [Transition] {
        .passing(
            ["statusCode": "INIT", "instanceStatusCode": "INIT"], seconds: seconds,
            ["statusCode": "USE", "instanceStatusCode": "RUN"])
    }

    static func rowReturn(seconds: Double) -> [Transition] { [.now(["statusCode": "RTN"]), .gone(seconds: seconds)] }

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
