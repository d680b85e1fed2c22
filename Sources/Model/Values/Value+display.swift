extension Value: CustomStringConvertible {
    public var description: String { display }

    /// The value on one line, as plans and errors show it. Secrets show as `(secret)`.
    public var display: String {
        switch self {
        case .null: "(none)"
        case .bool(let value): String(value)
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .string(let text): "\"\(PrivateKeys.masked(text).escapedForDisplay)\""
        case .list(let elements): "[" + elements.map(\.display).joined(separator: ", ") + "]"
        case .map(let members):
            "{" + members.map { "\($0.key): \($0.value.display)" }.joined(separator: ", ") + "}"
        case .reference(let reference): "(known after apply: \(reference))"
        case .template(let parts): "\"" + parts.map(\.display).joined() + "\""
        case .secret: "(secret)"
        }
    }
}

extension TemplatePart {
    var display: String {
        switch self {
        case .text(let text): text.escapedForDisplay
        case .reference(let reference): "${\(reference)}"
        }
    }
}

extension String {
    /// Control characters, quotes and backslashes spelled out, so that no value can paint a terminal.
    public var escapedForDisplay: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            default:
                if scalar.properties.generalCategory == .control {
                    text += "\\u{\(String(scalar.value, radix: 16))}"
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }
}
