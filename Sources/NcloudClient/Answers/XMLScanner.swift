/// Finds the texts of elements by name in the gateway's small XML error bodies; no general XML reader.
///
/// Source: api/common.md §6.1 shapes b and d.
struct XMLScanner {
    private let text: Substring

    /// Nil when the text does not begin like XML, or is too long to be an error.
    init?(_ text: String) {
        let trimmed = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard trimmed.first == "<", trimmed.utf8.count <= 1 << 20 else { return nil }
        self.text = trimmed
    }

    /// Whether the whole is an element called `Error`, behind a declaration or not.
    var isError: Bool {
        var rest = text
        while rest.hasPrefix("<?") || rest.hasPrefix("<!--") {
            guard let end = rest.firstRange(of: rest.hasPrefix("<?") ? "?>" : "-->") else { return false }
            rest = rest[end.upperBound...].drop(while: \.isWhitespace)
        }
        return rest.first == "<" && Self.localName(of: rest.dropFirst().prefix { $0 != ">" }) == "error"
    }

    /// The text of the first element called `name`, in any case and with or without a prefix, entities resolved.
    ///
    /// Nil when there is none, other than ones that hold further elements.
    func firstText(of name: String) -> String? {
        var rest = text
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: ">") else { return nil }
            let tag = rest[..<close]
            rest = rest[rest.index(after: close)...]
            guard Self.localName(of: tag) == name.lowercased() else { continue }
            if tag.last == "/" { return "" }
            // The gateway's root is called Message as well: an element with others inside is passed over.
            if let text = content(of: rest) { return text }
        }
        return nil
    }

    private func content(of rest: Substring) -> String? {
        if rest.hasPrefix("<![CDATA[") {
            let data = rest.dropFirst(9)
            return data.firstRange(of: "]]>").map { String(data[..<$0.lowerBound]) }
        }
        guard let end = rest.firstIndex(of: "<"), rest[end...].hasPrefix("</") else { return nil }
        return Self.resolvingEntities(rest[..<end])
    }

    /// `ns:errorCode attribute="…"` gives `errorcode`; closing tags, comments and declarations give nothing that matches.
    private static func localName(of tag: Substring) -> String {
        let name = tag.prefix { !$0.isWhitespace && $0 != "/" }
        return (name.split(separator: ":").last ?? name).lowercased()
    }

    private static func resolvingEntities(_ text: Substring) -> String {
        var output = ""
        var rest = text
        while let ampersand = rest.firstIndex(of: "&") {
            output += rest[..<ampersand]
            rest = rest[ampersand...]
            guard let end = rest.prefix(12).firstIndex(of: ";"),
                let character = Unicode.Scalar(xmlEntity: rest[rest.index(after: ampersand)..<end])
            else {
                output += "&"
                rest = rest.dropFirst()
                continue
            }
            output.unicodeScalars.append(character)
            rest = rest[rest.index(after: end)...]
        }
        return output + rest
    }
}

extension Unicode.Scalar {
    /// What an entity stands for, such as `amp`, `#44032` or `#xAC00`; nil for one that XML does not have by itself.
    init?(xmlEntity entity: Substring) {
        switch entity {
        case "lt": self = "<"
        case "gt": self = ">"
        case "amp": self = "&"
        case "quot": self = "\""
        case "apos": self = "'"
        default:
            guard entity.first == "#" else { return nil }
            let digits = entity.dropFirst()
            let isHex = digits.first == "x" || digits.first == "X"
            guard let code = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10) else { return nil }
            self.init(code)
        }
    }
}
