/// Reads one element after the other, byte by byte.
struct XMLParser {
    private let bytes: [UInt8]
    private var place = 0
    private static let deepest = 32

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() -> XMLDocument? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        skipMisc()
        guard let element = element(depth: 0) else { return nil }
        skipMisc()
        return place == bytes.count ? element : nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private func begins(_ text: StaticString, at place: Int) -> Bool {
        text.withUTF8Buffer { bytes[place...].starts(with: $0) }
    }

    private mutating func skip(past text: StaticString) -> Bool {
        while place < bytes.count {
            if begins(text, at: place) {
                place += text.utf8CodeUnitCount
                return true
            }
            place += 1
        }
        return false
    }

    /// Blanks, declarations and comments.
    private mutating func skipMisc() {
        while place < bytes.count {
            if Self.isBlank(bytes[place]) {
                place += 1
            } else if begins("<?", at: place) {
                guard skip(past: "?>") else { return }
            } else if begins("<!--", at: place) {
                guard skip(past: "-->") else { return }
            } else {
                return
            }
        }
    }

    /// The inside of a tag, from behind its `<` to its `>`.
    private mutating func tag() -> ArraySlice<UInt8>? {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "<") else { return nil }
        var (end, quote) = (place + 1, UInt8?.none)
        while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
            if let open = quote {
                if bytes[end] == open { quote = nil }
            } else if bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'") {
                quote = bytes[end]
            }
            end += 1
        }
        guard end < bytes.count else { return nil }
        defer { place = end + 1 }
        return bytes[place + 1..<end]
    }

    private static func name(_ tag: ArraySlice<UInt8>) -> String? {
        let whole = String(decoding: tag.prefix { !isBlank($0) && $0 != UInt8(ascii: "/") }, as: UTF8.self)
        let name = whole.split(separator: ":").last.map(String.init) ?? ""
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else { return nil }
        return name
    }

    private mutating func element(depth: Int) -> XMLDocument? {
        guard depth < Self.deepest, let tag = tag(), let name = Self.name(tag) else { return nil }
        guard tag.last != UInt8(ascii: "/") else { return XMLDocument(name, "") }
        var (text, children) = ("", [XMLDocument]())
        while place < bytes.count {
            if begins("</", at: place) {
                guard let end = self.tag()?.dropFirst(), Self.name(end) == name else { return nil }
                return children.isEmpty ? XMLDocument(name, text) : XMLDocument(name, children)
            }
            if begins("<!--", at: place) {
                guard skip(past: "-->") else { return nil }
            } else if begins("<![CDATA[", at: place) {
                let start = place + 9
                guard skip(past: "]]>") else { return nil }
                text += String(decoding: bytes[start..<max(start, place - 3)], as: UTF8.self)
            } else if bytes[place] == UInt8(ascii: "<") {
                guard let child = element(depth: depth + 1) else { return nil }
                children.append(child)
            } else {
                let start = place
                while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
                guard let resolved = Self.resolved(bytes[start..<place]) else { return nil }
                text += resolved
            }
        }
        return nil
    }

    private static func resolved(_ bytes: ArraySlice<UInt8>) -> String? {
        var output = ""
        var rest = Substring(decoding: bytes, as: UTF8.self)
        while let mark = rest.firstIndex(of: "&") {
            output += rest[..<mark]
            let entity = rest[rest.index(after: mark)...]
            guard let end = entity.firstIndex(of: ";"), let scalar = Unicode.Scalar(xmlEntity: entity[..<end]) else {
                return nil
            }
            output.unicodeScalars.append(scalar)
            rest = entity[entity.index(after: end)...]
        }
        return output + rest
    }
}
