/// How a text is spelled in YAML so that ``CoreSchema`` reads the same text again: plain where that is possible, in double
/// quotes elsewhere.
enum ScalarText {
    /// - Parameter isInFlow: whether it stands between brackets or braces, where more characters have a meaning.
    static func spelled(_ text: String, isInFlow: Bool) -> String {
        let escaped = escapingExpressions(text)
        return isPlain(escaped, isInFlow: isInFlow) ? escaped : quoted(escaped)
    }

    /// The key of a map, in which no expressions are looked for.
    static func spelledKey(_ text: String, isInFlow: Bool) -> String {
        isPlain(text, isInFlow: isInFlow) ? text : quoted(text)
    }

    /// `${` would begin an expression.
    static func escapingExpressions(_ text: String) -> String {
        guard Interpolation.occurs(in: text) else { return text }
        return text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${")
    }

    private static func isPlain(_ text: String, isInFlow: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            case .string(text) = CoreSchema.content(ofPlain: text)
        else { return false }
        guard !indicators.contains(first), first != " ", last != " ", last != ":" else { return false }
        guard !text.hasPrefix("---"), !text.hasPrefix("..."), first != "-" || !text.hasPrefix("- ") && text != "-"
        else {
            return false
        }
        guard !text.contains(": "), !text.contains(" #"), text.unicodeScalars.allSatisfy(isPrintable) else {
            return false
        }
        return !isInFlow || !text.unicodeScalars.contains { flowIndicators.contains($0) }
    }

    private static let indicators = Set("?:,[]{}#&*!|>'\"%@`".unicodeScalars)
    private static let flowIndicators = Set(",[]{}?:".unicodeScalars)

    /// What YAML 1.1's readers, and this one, take as it stands and within one line.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func quoted(_ text: String) -> String { "\"" + inner(text) + "\"" }

    /// What stands between double quotes.
    static func inner(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default:
                if isPrintable(scalar) { quoted.unicodeScalars.append(scalar) } else { quoted += escape(scalar) }
            }
        }
        return quoted
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// A comment to stand behind a value; nil for what would not stay one.
    static func remark(_ text: String) -> String? {
        text.unicodeScalars.allSatisfy(isPrintable) ? "   # \(text)" : nil
    }

    // MARK: Texts of several lines

    /// The header and the lines of a text as a literal block (`|`); nil for a text that has to be quoted, or is one line.
    static func block(_ text: String) -> (header: String, lines: [String])? {
        guard text.contains("\n"), let first = text.unicodeScalars.first, !" \n\t".unicodeScalars.contains(first),
            text.unicodeScalars.allSatisfy({ isPrintable($0) || $0 == "\n" || $0 == "\t" })
        else { return nil }
        var lines = escapingExpressions(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.last?.isEmpty ?? false else { return ("|-", lines) }
        lines.removeLast()
        let endsTwice = lines.last?.isEmpty ?? false
        return (endsTwice ? "|+" : "|", lines)
    }
}
