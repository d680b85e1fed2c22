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
    var segments: [String] { path.split(separator: "/").map { PercentEncoding.decode($0, plusIsSpace: false) } }
}

/// Decoding of `%41` and `+`.
enum PercentEncoding {
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = true) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+"), plusIsSpace {
                bytes.append(0x20)
            } else if byte == UInt8(ascii: "%"), let value = hex(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hex(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2 else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
