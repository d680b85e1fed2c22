extension JSON {
    /// How a value is spelled out.
    public enum Style: Sendable {
        /// No white space at all.
        case compact
        /// Two spaces an indentation level, one member or element a line, no newline at the end.
        case pretty
    }

    /// The value as JSON text. `sorted` puts the keys of every object in order, for texts that are compared or hashed.
    public func serialized(_ style: Style = .compact, sorted: Bool = false) -> String {
        String(decoding: serializedBytes(style, sorted: sorted), as: UTF8.self)
    }

    /// The UTF-8 bytes of ``serialized(_:sorted:)``.
    public func serializedBytes(_ style: Style = .compact, sorted: Bool = false) -> [UInt8] {
        var writer = JSONWriter(style: style, sorted: sorted)
        writer.write(self, level: 0)
        return writer.output
    }
}

struct JSONWriter {
    let style: JSON.Style
    let sorted: Bool
    var output: [UInt8] = []

    mutating func write(_ value: JSON, level: Int) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .number(let value): append(value.isFinite ? String(value) : "null")
        case .string(let text): writeString(text)
        case .array(let elements):
            writeContainer("[", "]", count: elements.count, level: level) { writer, index in
                writer.write(elements[index], level: level + 1)
            }
        case .object(let members):
            let keys = sorted ? members.keys.sorted() : Array(members.keys)
            writeContainer("{", "}", count: keys.count, level: level) { writer, index in
                writer.writeString(keys[index])
                writer.append(writer.style == .pretty ? ": " : ":")
                writer.write(members[keys[index]] ?? .null, level: level + 1)
            }
        }
    }

    private mutating func writeContainer(
        _ open: String, _ close: String, count: Int, level: Int, item: (inout JSONWriter, Int) -> Void
    ) {
        append(open)
        for index in 0..<count {
            if index > 0 { append(",") }
            newline(level + 1)
            item(&self, index)
        }
        if count > 0 { newline(level) }
        append(close)
    }

    private mutating func newline(_ level: Int) {
        guard style == .pretty else { return }
        output.append(0x0A)
        output.append(contentsOf: repeatElement(0x20, count: level * 2))
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

    private mutating func writeString(_ text: String) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            case 0..<0x20, 0x7F: append("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
