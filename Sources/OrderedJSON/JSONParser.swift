import OrderedCollections

/// Why a text is not JSON, and at which byte of it.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public var reason: String
    /// Offset in bytes from the start of the text.
    public var offset: Int

    public var description: String { "\(reason) at byte \(offset)" }
}

extension JSON {
    /// The deepest nesting accepted; a hostile answer must not exhaust the stack.
    public static let depthLimit = 512

    /// Parses one JSON text (RFC 8259), with white space around it allowed.
    ///
    /// A repeated key keeps its last value. Integers that fit 64 bits stay exact, other numbers become doubles.
    /// - Throws: ``JSONError`` for anything that is not one whole JSON value, or nests deeper than ``depthLimit``.
    public init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
        let buffer = ContiguousArray(bytes)
        let result: Result<JSON, JSONError> = buffer.withUnsafeBufferPointer { pointer in
            var parser = JSONParser(bytes: pointer)
            do throws(JSONError) { return .success(try parser.parseDocument()) } catch { return .failure(error) }
        }
        self = try result.get()
    }

    /// Parses the UTF-8 of `text`; see ``init(parsing:)-(_)``.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: text.utf8)
    }
}

/// One pass over the bytes, building values as they close.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    mutating func parseDocument() throws(JSONError) -> JSON {
        let value = try parseValue(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw error("text after the end of the value") }
        return value
    }

    private mutating func parseValue(depth: Int) throws(JSONError) -> JSON {
        guard depth < JSON.depthLimit else { throw error("nested deeper than \(JSON.depthLimit) levels") }
        skipSpace()
        guard let byte = peek() else { throw error("unexpected end") }
        switch byte {
        case UInt8(ascii: "{"): return try parseObject(depth: depth)
        case UInt8(ascii: "["): return try parseArray(depth: depth)
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try parseNumber()
        }
    }

    private mutating func parseObject(depth: Int) throws(JSONError) -> JSON {
        var members = OrderedDictionary<String, JSON>()
        position += 1
        skipSpace()
        if consume("}") { return .object(members) }
        while true {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw error("expected a key") }
            let key = try parseString()
            skipSpace()
            guard consume(":") else { throw error("expected ':'") }
            members[key] = try parseValue(depth: depth + 1)
            skipSpace()
            if consume("}") { return .object(members) }
            guard consume(",") else { throw error("expected ',' or '}'") }
        }
    }

    private mutating func parseArray(depth: Int) throws(JSONError) -> JSON {
        var elements: [JSON] = []
        position += 1
        skipSpace()
        if consume("]") { return .array(elements) }
        while true {
            elements.append(try parseValue(depth: depth + 1))
            skipSpace()
            if consume("]") { return .array(elements) }
            guard consume(",") else { throw error("expected ',' or ']'") }
        }
    }

    private mutating func literal(_ spelling: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let count = spelling.utf8CodeUnitCount
        guard position + count <= bytes.count,
            (0..<count).allSatisfy({ bytes[position + $0] == spelling.utf8Start[$0] })
        else { throw error("unexpected character") }
        position += count
        return value
    }

    private mutating func parseNumber() throws(JSONError) -> JSON {
        let start = position
        var isInteger = true
        _ = consume("-")
        let firstDigit = position
        skipDigits()
        guard position > firstDigit else { throw error("unexpected character") }
        if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 { throw error("number with leading zero") }
        if consume(".") {
            isInteger = false
            let fraction = position
            skipDigits()
            guard position > fraction else { throw error("expected digits after '.'") }
        }
        if consume("e") || consume("E") {
            isInteger = false
            if !consume("+") { _ = consume("-") }
            let exponent = position
            skipDigits()
            guard position > exponent else { throw error("expected digits of an exponent") }
        }
        let spelling = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let value = Int64(spelling) { return .integer(value) }
        guard let value = Double(spelling), value.isFinite else { throw error("number out of range") }
        return .number(value)
    }

    private mutating func skipDigits() {
        while let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    }
}

extension JSONParser {
    func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func consume(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

    /// Reads a string from its opening quote; plain runs are taken whole, escapes one at a time.
    mutating func parseString() throws(JSONError) -> String {
        position += 1
        var start = position
        var text = ""
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                text += try validated(start..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                text += try validated(start..<position)
                position += 1
                text.unicodeScalars.append(try parseEscape())
                start = position
            case 0..<0x20:
                throw error("control character in a string")
            default:
                position += 1
            }
        }
        throw error("unterminated string")
    }

    private func validated(_ range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw JSONError(reason: "invalid UTF-8", offset: range.lowerBound)
        }
        return text
    }

    private mutating func parseEscape() throws(JSONError) -> Unicode.Scalar {
        guard let byte = peek() else { throw error("unterminated string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try parseUnicodeEscape()
        default: throw error("unknown escape")
        }
    }

    private mutating func parseUnicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let unit = try parseHexUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(unit)), consume("\\"), consume("u") else {
            throw error("unpaired surrogate")
        }
        let low = try parseHexUnit()
        guard UTF16.isTrailSurrogate(UInt16(low)),
            let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        else { throw error("unpaired surrogate") }
        return scalar
    }

    private mutating func parseHexUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw error("expected four hexadecimal digits")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }
}
