extension String {
    /// The text with everything that could steer or mislead a terminal spelled out: control characters, line and
    /// paragraph separators, and marks that turn the writing direction.
    var printable: String {
        guard utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x0A: text += "\\n"
            case 0x0D: text += "\\r"
            case 0x09: text += "\\t"
            case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// How many terminal columns the text takes: two for Hangul, ideographs and emoji.
    var columns: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + $1.columns }
    }

    /// The longest beginning that fits `limit` columns, at least one character, and the rest.
    func split(atColumn limit: Int) -> (String, String) {
        var used = 0
        var index = startIndex
        while index < endIndex {
            let columns = self[index].columns
            if used + columns > limit, used > 0 { break }
            used += columns
            index = self.index(after: index)
        }
        return (String(self[..<index]), String(self[index...]))
    }

    /// The text cut to `limit` columns, an ellipsis in the place of what is left out.
    func cut(to limit: Int) -> String {
        guard columns > limit else { return self }
        guard limit > 1 else { return "…" }
        return split(atColumn: limit - 1).0 + "…"
    }
}

extension Character {
    var columns: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        case 0x0300...0x036F, 0x200B...0x200D, 0xFE00...0xFE0F: return 0
        default: return 1
        }
    }
}
