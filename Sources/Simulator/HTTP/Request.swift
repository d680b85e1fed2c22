/// One HTTP request as it arrived.
struct Request: Sendable {
    let method: String
    /// Path and query exactly as on the wire; this is what a signature covers.
    let target: String
    /// Header values by lower-case name.
    let headers: [String: String]
    let body: [UInt8]

    var path: String { String(target.prefix { $0 != "?" }) }

    var query: String { String(target.drop { $0 != "?" }.dropFirst()) }

    /// The path's pieces, percent-decoded.
    var segments: [String] { path.split(separator: "/").map { PercentDecoding.decode($0, plusIsSpace: false) } }
}
