import Foundation

/// Where the calls of a test run are kept for `make conformance`: in the folder that `NACRE_RECORDINGS` names.
public enum Recordings {
    /// A file for one simulated cloud; nil when nothing is recorded.
    public static func file() -> String? {
        ProcessInfo.processInfo.environment["NACRE_RECORDINGS"].map { "\($0)/\(UUID().uuidString).ndjson" }
    }
}
