/// Lines of values with commas between them. Source: RFC 4180.
enum CommaSeparated {
    /// The lines of a file; nil for one that is not UTF-8, or ends within quotes.
    static func rows(_ bytes: [UInt8]) -> [[String]]? {
        guard var text = String(validating: bytes, as: UTF8.self) else { return nil }
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        var rows: [[String]] = []
        var (row, value, isQuoted) = ([String](), "", false)
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true) where rest.first == "\"": value.unicodeScalars.append(rest.removeFirst())
            case ("\"", _): isQuoted.toggle()
            case (",", false): (row, value) = (row + [value], "")
            case ("\r", false): continue
            case ("\n", false):
                if !row.isEmpty || !value.isEmpty { rows.append(row + [value]) }
                (row, value) = ([], "")
            default: value.unicodeScalars.append(scalar)
            }
        }
        if !row.isEmpty || !value.isEmpty { rows.append(row + [value]) }
        return isQuoted ? nil : rows
    }

    static func text(_ rows: [[String]]) -> [UInt8] {
        Array(rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined().utf8)
    }

    private static func quoted(_ value: String) -> String {
        let needsQuotes = value.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
    }
}
