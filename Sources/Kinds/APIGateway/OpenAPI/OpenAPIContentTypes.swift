import Model

/// Content types as the gateway takes them: one text of 100 characters for all of a method, in lower-case letters, digits
/// and `. _ + / - *`. Source: api/apigateway.md §4.3.
struct OpenAPIContentTypes {
    private static let limit = 100

    private let report: OpenAPIReport

    init(_ report: OpenAPIReport) { self.report = report }

    /// Each once, as far as they can be expressed.
    func plain(_ written: [PlacedValue], at span: SourceSpan) -> PlacedValue {
        var plain: [PlacedValue] = []
        var room = Self.limit + 1
        for type in written {
            guard let text = report.text(type, "a content type")?.text else { continue }
            let essence = Self.essence(text)
            if plain.contains(where: { $0.text == essence }) { continue }
            guard Self.isPlain(essence) else {
                report.notExpressed("the content type '\(text)': it is ignored", at: type.span, sort: text)
                continue
            }
            guard essence.count < room else {
                report.notExpressed(
                    "so many content types: '\(essence)' is ignored", at: type.span,
                    help: "all descriptions of a method have at most \(Self.limit) characters together", sort: "room")
                continue
            }
            if essence != text.lowercased() {
                report.notExpressed(
                    "parameters of content types: '\(text)' is treated as '\(essence)'", at: type.span, sort: text)
            }
            room -= essence.count + 1
            plain.append(.text(essence, at: type.span))
        }
        return .list(plain, at: span)
    }

    /// The type without its parameters.
    static func essence(_ type: String) -> String {
        String(type.prefix { $0 != ";" }.filter { !$0.isWhitespace }).lowercased()
    }

    private static func isPlain(_ type: String) -> Bool {
        !type.isEmpty
            && type.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "._+/-*".utf8.contains(byte)
                }
            }
    }
}
