/// An element of the small documents that S3 sends and takes: a name, and a text or further elements.
struct XMLElement: Sendable, Hashable {
    let name: String
    var attributes: [(name: String, value: String)] = []
    var text = ""
    var children: [XMLElement] = []

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    init(_ name: String, _ children: [XMLElement] = []) {
        self.name = name
        self.children = children
    }

    static func == (one: XMLElement, other: XMLElement) -> Bool {
        one.name == other.name && one.text == other.text && one.children == other.children
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(text)
        hasher.combine(children)
    }

    /// The first child of a name.
    subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

// MARK: Writing

extension XMLElement {
    /// The whole document, in the namespace of S3.
    var document: String {
        var root = self
        root.attributes.append(("xmlns", "http://s3.amazonaws.com/doc/2006-03-01/"))
        return #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n" + root.serialized
    }

    var serialized: String {
        let marks = attributes.map { " \($0.name)=\"\(XMLWriter.escaped($0.value))\"" }.joined()
        let content = children.isEmpty ? XMLWriter.escaped(text) : children.map(\.serialized).joined()
        return "<\(name)\(marks)>\(content)</\(name)>"
    }
}

// MARK: Reading

extension XMLElement {
    /// nil for anything but one well-formed element, with or without a declaration. Prefixes of names are dropped.
    init?(parsing bytes: [UInt8]) {
        var reader = XMLElementReader(text: String(decoding: bytes, as: UTF8.self)[...])
        guard let element = reader.document() else { return nil }
        self = element
    }
}

/// Reads elements, texts and entities; attributes are passed over, and document types refused.
private struct XMLElementReader {
    var text: Substring

    mutating func document() -> XMLElement? {
        skipMisc()
        guard let element = element() else { return nil }
        skipMisc()
        return text.isEmpty ? element : nil
    }

    private mutating func skipMisc() {
        while true {
            text = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
            if text.hasPrefix("<?"), let end = text.firstRange(of: "?>") {
                text = text[end.upperBound...]
            } else if text.hasPrefix("<!--"), let end = text.firstRange(of: "-->") {
                text = text[end.upperBound...]
            } else {
                return
            }
        }
    }

    private mutating func element() -> XMLElement? {
        guard text.first == "<", let close = text.firstIndex(of: ">") else { return nil }
        let tag = text[text.index(after: text.startIndex)..<close]
        guard tag.first.map({ $0.isLetter || $0 == "_" }) ?? false else { return nil }
        text = text[text.index(after: close)...]
        let name = Self.localName(tag)
        var element = XMLElement(name)
        guard tag.last != "/" else { return element }
        var content = ""
        while !text.hasPrefix("</") {
            if text.hasPrefix("<!--") {
                skipMisc()
            } else if text.hasPrefix("<![CDATA[") {
                guard let end = text.firstRange(of: "]]>") else { return nil }
                content += text[..<end.lowerBound].dropFirst(9)
                text = text[end.upperBound...]
            } else if text.first == "<" {
                guard let child = self.element() else { return nil }
                element.children.append(child)
            } else {
                let piece = text.prefix { $0 != "<" }
                guard !piece.isEmpty, let resolved = Self.resolved(piece) else { return nil }
                content += resolved
                text = text[piece.endIndex...]
            }
        }
        guard let end = text.firstIndex(of: ">"), Self.localName(text[..<end].dropFirst(2)) == name else { return nil }
        text = text[text.index(after: end)...]
        if element.children.isEmpty { element.text = content }
        return element
    }

    private static func localName(_ tag: Substring) -> String {
        let name = tag.prefix { !$0.isWhitespace && $0 != "/" }
        return String(name.split(separator: ":").last ?? name)
    }

    private static func resolved(_ text: Substring) -> String? {
        let known = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
        var pieces = text.split(separator: "&", omittingEmptySubsequences: false)
        var result = String(pieces.removeFirst())
        for piece in pieces {
            guard let end = piece.firstIndex(of: ";") else { return nil }
            let name = piece[..<end]
            if let character = known[String(name)] {
                result += character
            } else {
                let isHex = name.hasPrefix("#x")
                guard name.first == "#", let code = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10),
                    let scalar = UnicodeScalar(code)
                else { return nil }
                result.unicodeScalars.append(scalar)
            }
            result += piece[piece.index(after: end)...]
        }
        return result
    }
}
