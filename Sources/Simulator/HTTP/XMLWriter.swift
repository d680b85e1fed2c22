import OrderedJSON

/// Writes a JSON value as the services' XML: members are elements, a list wraps the singular of its name.
/// Source: api/common.md §5.
struct XMLWriter {
    private(set) var text = #"<?xml version="1.0" encoding="UTF-8"?>"#

    mutating func write(_ name: String, _ value: JSON) {
        text += "<\(name)>"
        switch value {
        case .object(let members): for (key, member) in members { write(key, member) }
        case .array(let elements): for element in elements { write(Self.singular(name), element) }
        case .null: break
        case .bool, .integer, .number, .string: text += Self.escaped(value.text ?? "")
        }
        text += "</\(name)>"
    }

    static func singular(_ name: String) -> String { name.hasSuffix("List") ? String(name.dropLast(4)) : name }

    /// A text as the content of an element or of an attribute has it.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\r", "\n", "\t": result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Response {
    mutating func setXML(_ root: String, _ value: JSON) {
        var writer = XMLWriter()
        writer.write(root, value)
        contentType = "application/xml;charset=UTF-8"
        body = Array(writer.text.utf8)
    }
}
